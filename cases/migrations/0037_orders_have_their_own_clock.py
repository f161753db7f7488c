"""What is owed to a supervision order is counted by the order: clocks of cases from before that end, and give no more signals."""

from django.db import migrations

STOP = """
    UPDATE cases_caseclock SET stopped_at = now(), next_signal_at = NULL
    WHERE name = 'supervision_reply' AND stopped_at IS NULL
"""
# The case shows the tightest clock that still runs; 'disclose' runs beside its way.
SHOW = """
    UPDATE cases_case SET remind_at = tightest.remind_at, due_at = tightest.due_at, red_at = tightest.red_at
    FROM (
        SELECT DISTINCT ON (case_id) case_id, remind_at, due_at, red_at FROM cases_caseclock
        WHERE stopped_at IS NULL AND paused_at IS NULL AND name <> 'disclose'
        ORDER BY case_id, due_at
    ) tightest
    WHERE tightest.case_id = cases_case.id AND cases_case.due_at < tightest.due_at AND EXISTS (
        SELECT FROM cases_caseclock ended
        WHERE ended.case_id = cases_case.id AND ended.name = 'supervision_reply' AND ended.due_at = cases_case.due_at
    )
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0036_hotline")]

    operations = [migrations.RunSQL(STOP, migrations.RunSQL.noop), migrations.RunSQL(SHOW, migrations.RunSQL.noop)]
