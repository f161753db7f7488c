"""Ping-pong: a case that has changed its unit again and again; the lead is about each unit that let it go.

A case that was recalled because it came out that the unit is accused was rightly taken away and doesn't count.
"""

from collections.abc import Mapping
from datetime import datetime

from cases.models.event import HANDED_ON
from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find, since

_HANDED_ON = ", ".join(f"'{move}'" for move in HANDED_ON)
HITS = f"""
touched AS (
    SELECT DISTINCT event.case_id
    FROM cases_caseevent event JOIN cases_case c ON c.id = event.case_id AND c.handed_up_from = ''
    WHERE event.move IN ({_HANDED_ON}) AND event.at > %(since)s AND event.at <= %(at)s
), holders AS (
    SELECT event.case_id, event.id, event.at,
           CASE WHEN event.move <> 'recall' THEN (event.details ->> 'unit')::bigint END AS unit_id
    FROM touched JOIN cases_caseevent event ON event.case_id = touched.case_id
    WHERE event.move IN ('assign', 'reassign', 'impose') OR event.move = 'recall' AND event.party = 'system'
), changes AS (
    SELECT *, lag(unit_id) OVER (PARTITION BY case_id ORDER BY id) AS former FROM holders
), counted AS (
    SELECT * FROM changes WHERE former <> unit_id AND at > %(since)s AND at <= %(at)s
), passed_on AS (
    SELECT case_id, count(*)::int AS changes, max(at) AS at, array_agg(id ORDER BY id) AS events
    FROM counted GROUP BY case_id HAVING count(*) >= %(changes)s
), hits AS (
    SELECT DISTINCT counted.former AS unit_id, NULL::bigint AS sector_id, passed_on.case_id, passed_on.events, passed_on.at,
           jsonb_build_object('changes', passed_on.changes) AS figures
    FROM passed_on JOIN counted ON counted.case_id = passed_on.case_id
)
"""


def find_passed_on(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units that gave away cases which changed hands ``changes`` times."""
    return find(Detector.PASSED_ON, HITS, limits, at=at, since=since(limits, at))
