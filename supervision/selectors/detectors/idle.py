"""Sitting on a case: it is the unit's turn, and for many days the unit has done nothing of substance.

Whether it is the unit's turn says the trail: since the case was given to it, given back to it, or since its last act. An
internal note is no act, nor is asking for more time, so a mere touch doesn't begin the days anew. Days on which the clock
stood still (a question to the citizen) and cases whose objection isn't decided don't count.
"""

from collections.abc import Mapping
from datetime import datetime

from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find

# By these the case comes, or comes back, to the unit.
GIVEN = "'assign', 'reassign', 'impose', 'overrule', 'return', 'reopen', 'annul', 'contribute', 'split'"
# These are acts of the unit.
DONE = "'sign_for', 'object', 'answer', 'ask_citizen', 'ask_part', 'return_part'"
SAID = "'case.message_sent', 'case.evidence_added'"
HITS = f"""
waiting AS MATERIALIZED (
    SELECT id, responsible_id FROM cases_case
    WHERE stage IN ('assigned', 'handling') AND handed_up_from = ''
      AND assigned_at <= %(at)s - %(days)s * interval '1 day'
      AND waits_for NOT IN ('objection', 'citizen_reply', 'hearing')
), turns AS MATERIALIZED (
    SELECT waiting.id, waiting.responsible_id, act.id AS event_id, act.at
    FROM waiting
    CROSS JOIN LATERAL (
        SELECT event.id, event.at FROM cases_caseevent event
        WHERE event.case_id = waiting.id
          AND (event.move IN ({GIVEN})
               OR event.party IN ('unit', 'unit_head') AND (event.move IN ({DONE}) OR event.name IN ({SAID})))
        ORDER BY event.id DESC LIMIT 1
    ) act
    WHERE act.at <= %(at)s - %(days)s * interval '1 day'
), paused AS (
    SELECT id, max(stood_still) AS stood_still
    FROM (
        SELECT turns.id, clock.name,
               sum(LEAST(COALESCE(pause.ended_at, %(at)s), %(at)s) - GREATEST(pause.began_at, turns.at)) AS stood_still
        FROM turns
        JOIN cases_caseclock clock ON clock.case_id = turns.id
        JOIN cases_clockpause pause ON pause.clock_id = clock.id
        WHERE COALESCE(pause.ended_at, %(at)s) > turns.at AND pause.began_at < %(at)s
        GROUP BY turns.id, clock.name
    ) by_clock
    GROUP BY id
), stood AS (
    SELECT turns.*, COALESCE(paused.stood_still, interval '0') AS stood_still
    FROM turns LEFT JOIN paused ON paused.id = turns.id
), hits AS (
    SELECT responsible_id AS unit_id, NULL::bigint AS sector_id, id AS case_id, ARRAY[event_id] AS events,
           at + stood_still + %(days)s * interval '1 day' AS at,
           jsonb_build_object('days', floor(extract(epoch FROM %(at)s - at - stood_still) / 86400)::int) AS figures
    FROM stood
    WHERE %(at)s - at - stood_still >= %(days)s * interval '1 day'
)
"""


def find_idle(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units with cases on which nothing of substance was done for ``days`` days."""
    return find(Detector.IDLE, HITS, limits, at=at)
