"""A large part is late: of the cases whose last day to conclude fell into the time looked at, so many were late.

Late is what is still open after that day, and what was concluded after it. A clock that stands still isn't late.
"""

from collections.abc import Mapping
from datetime import datetime

from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find, since

HITS = """
ended AS MATERIALIZED (
    SELECT DISTINCT ON (clock.case_id) clock.case_id, c.responsible_id, clock.due_at,
           LEAST(COALESCE(clock.stopped_at, %(at)s), %(at)s) AS until
    FROM cases_caseclock clock
    JOIN cases_case c ON c.id = clock.case_id AND c.handed_up_from = '' AND c.responsible_id IS NOT NULL
    WHERE clock.name = 'conclude' AND clock.paused_at IS NULL
      AND clock.due_at > %(since)s AND clock.due_at <= %(at)s
    ORDER BY clock.case_id, clock.id DESC
), hits AS (
    SELECT responsible_id AS unit_id, NULL::bigint AS sector_id, case_id,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = ended.case_id AND event.name = 'clock.signalled'
                   AND event.details ->> 'clock' = 'conclude' AND event.details ->> 'signal' = 'yellow') AS events,
           due_at AS at,
           jsonb_build_object('days', ceil(extract(epoch FROM until - due_at) / 86400)::int) AS figures
    FROM ended WHERE until > due_at
)
"""
TOTALS = "totals AS (SELECT responsible_id AS unit_id, count(*) AS total FROM ended GROUP BY responsible_id)"


def find_overdue(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units of whose cases a large part is late."""
    return find(Detector.OVERDUE, HITS, limits, totals=TOTALS, at=at, since=since(limits, at))
