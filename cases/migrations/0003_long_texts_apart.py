from django.db import migrations


class Migration(migrations.Migration):
    """Keep stories and search texts out of the main rows, so that lists and figures read small pages."""

    dependencies = [("cases", "0002_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE cases_case SET (toast_tuple_target = 512)",
            "ALTER TABLE cases_case RESET (toast_tuple_target)",
        )
    ]
