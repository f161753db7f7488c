"""Refusals that were made before the ground was a column of the case: it stands in the trail."""

from django.db import migrations

FILL = """
    UPDATE cases_case refused
    SET decline_reason = last.reason
    FROM (
        SELECT DISTINCT ON (case_id) case_id, details ->> 'reason' AS reason
        FROM cases_caseevent WHERE move = 'decline' ORDER BY case_id, id DESC
    ) last
    WHERE last.case_id = refused.id AND refused.stage = 'declined' AND last.reason IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_diverted_and_sealed")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
