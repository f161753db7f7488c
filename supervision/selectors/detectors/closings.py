"""A heap at the end of the month: most of what a unit finished in a month it answered on the last few days.

The month is the last one that is over. Counted is the day on which the unit handed in the answer with which the case was
closed: on which day the commission closes isn't up to the unit.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from common.numbering import CHINA
from supervision.choices import Detector, LimitName
from supervision.selectors.detectors.base import Finding, find

HITS = """
finished AS MATERIALIZED (
    SELECT c.id, c.responsible_id, c.answered_at
    FROM cases_case c
    WHERE c.closed_at >= %(month)s AND c.closed_at <= %(at)s AND c.stage = 'closed' AND c.handed_up_from = ''
      AND c.answered_at >= %(month)s AND c.answered_at < %(end)s
      AND NOT EXISTS (SELECT 1 FROM cases_matter matter WHERE matter.id = c.matter_id AND matter.leading_id <> c.id)
), hits AS (
    SELECT responsible_id AS unit_id, NULL::bigint AS sector_id, id AS case_id,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = finished.id AND event.move = 'answer' ORDER BY event.id DESC LIMIT 1) AS events,
           answered_at AS at,
           jsonb_build_object('day', extract(day FROM answered_at AT TIME ZONE 'Asia/Shanghai')::int) AS figures
    FROM finished WHERE answered_at >= %(eve)s
)
"""
TOTALS = (
    "totals AS (SELECT responsible_id AS unit_id, count(*) AS total FROM finished GROUP BY responsible_id)"
)


def find_month_end(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units that finished most of the last month's cases on its ``last_days`` days."""
    month, end = last_month(at)
    eve = end - timedelta(days=limits[LimitName.LAST_DAYS])
    return find(Detector.MONTH_END, HITS, limits, totals=TOTALS, at=at, month=month, end=end, eve=eve)


def last_month(at: datetime) -> tuple[datetime, datetime]:
    """The first moment of the last month that is over, and the first one after it, as China counts the days."""
    first = at.astimezone(CHINA).date().replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    return datetime.combine(before, time(), tzinfo=CHINA), datetime.combine(first, time(), tzinfo=CHINA)
