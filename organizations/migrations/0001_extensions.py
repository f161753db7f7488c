from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Trigrams, for finding units by a part of their name."""

    initial = True
    dependencies = []
    operations = [TrigramExtension()]
