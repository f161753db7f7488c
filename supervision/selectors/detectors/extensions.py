"""More time asked for when the last day is close: the share of such requests among all that a unit has made.

The last day is the one that held when the unit asked: days granted afterwards, and days for which the clock stood still
afterwards, are taken off again.
"""

from collections.abc import Mapping
from datetime import datetime

from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find, since

HITS = """
asked AS MATERIALIZED (
    SELECT request.unit_id, request.case_id, request.asked_at,
           (clock.due_on
            - CASE WHEN request.decision = 'granted' THEN clock.extended_days ELSE 0 END
            - COALESCE((SELECT sum(pause.days) FROM cases_clockpause pause
                        WHERE pause.clock_id = clock.id AND pause.began_at > request.asked_at), 0)::int
           ) - (request.asked_at AT TIME ZONE 'Asia/Shanghai')::date AS days_left,
           row_number() OVER (PARTITION BY request.case_id, request.unit_id ORDER BY request.id DESC) AS place
    FROM cases_caserequest request
    JOIN cases_case c ON c.id = request.case_id AND c.handed_up_from = ''
    JOIN LATERAL (
        SELECT id, due_on, extended_days FROM cases_caseclock
        WHERE case_id = request.case_id AND name = 'conclude' AND started_at <= request.asked_at
        ORDER BY id DESC LIMIT 1
    ) clock ON true
    WHERE request.kind = 'more_time' AND request.asked_at > %(since)s AND request.asked_at <= %(at)s
), hits AS (
    SELECT asked.unit_id, NULL::bigint AS sector_id, asked.case_id,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = asked.case_id AND event.move = 'ask_time' AND event.at = asked.asked_at) AS events,
           asked.asked_at AS at, jsonb_build_object('days_left', asked.days_left) AS figures
    FROM asked WHERE place = 1 AND days_left <= %(eve_days)s
)
"""
TOTALS = "totals AS (SELECT unit_id, count(DISTINCT case_id) AS total FROM asked GROUP BY unit_id)"


def find_eve(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units that ask for more time mostly within ``eve_days`` days of the last day."""
    return find(Detector.EVE, HITS, limits, totals=TOTALS, at=at, since=since(limits, at))
