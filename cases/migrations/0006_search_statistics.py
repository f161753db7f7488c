from django.db import migrations


class Migration(migrations.Migration):
    """Let the planner know how common the words are, also seldom ones.

    With the usual hundred it takes every word that it doesn't know for one in two hundred, and goes through the whole
    list of cases in search of one in ten thousand.
    """

    dependencies = [("cases", "0005_names_of_columns")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE cases_case ALTER COLUMN search_index SET STATISTICS 1000",
            "ALTER TABLE cases_case ALTER COLUMN search_index SET STATISTICS -1",
        )
    ]
