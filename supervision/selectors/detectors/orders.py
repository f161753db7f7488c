"""An order that isn't acted upon: the commission has ordered something about a case, and the reply doesn't come.

Orders without a case aren't looked at: what shows a pattern is always a case.
"""

from collections.abc import Mapping
from datetime import datetime

from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find

HITS = """
orders AS (
    SELECT o.addressee_id AS unit_id, o.case_id, o.issued_at, o.due_at
    FROM supervision_order o
    JOIN cases_case c ON c.id = o.case_id AND c.handed_up_from = ''
    WHERE o.due_at <= %(at)s - %(days)s * interval '1 day'
), hits AS (
    SELECT unit_id, NULL::bigint AS sector_id, case_id,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = orders.case_id AND event.move = 'supervise' AND event.at = orders.issued_at) AS events,
           due_at + %(days)s * interval '1 day' AS at,
           jsonb_build_object('days', floor(extract(epoch FROM %(at)s - due_at) / 86400)::int) AS figures
    FROM orders
)
"""


def find_order_ignored(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units that haven't replied ``days`` days after the last day of the order."""
    return find(Detector.ORDER_IGNORED, HITS, limits, at=at)
