"""An order that isn't acted upon: the commission has put a case under supervision, and the report doesn't come.

The order and its last day are read from the case: the move by which it was given, and the clock that runs until the unit
reports. ``orders`` is the one table that the statement below joins, so another kind of order is one more SELECT in it.
"""

from collections.abc import Mapping
from datetime import datetime

from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find

HITS = """
orders AS (
    SELECT COALESCE(c.responsible_id, c.desk_id) AS unit_id, c.id AS case_id, clock.started_at, clock.due_at
    FROM cases_caseclock clock
    JOIN cases_case c ON c.id = clock.case_id AND c.handed_up_from = ''
    WHERE clock.stopped_at IS NULL AND clock.name = 'supervision_reply'
      AND clock.due_at <= %(at)s - %(days)s * interval '1 day'
), hits AS (
    SELECT unit_id, NULL::bigint AS sector_id, case_id,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = orders.case_id AND event.move = 'supervise' AND event.at = orders.started_at) AS events,
           due_at + %(days)s * interval '1 day' AS at,
           jsonb_build_object('days', floor(extract(epoch FROM %(at)s - due_at) / 86400)::int) AS figures
    FROM orders
)
"""


def find_order_ignored(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units that haven't reported ``days`` days after the last day of the order."""
    return find(Detector.ORDER_IGNORED, HITS, limits, at=at)
