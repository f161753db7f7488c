from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Trigrams, for finding units by a part of their name; GiST over numbers, for periods that must not overlap."""

    initial = True
    dependencies = []
    operations = [TrigramExtension(), BtreeGistExtension()]
