"""Refusals without a ground that holds: hardly a reason, one reason for everything, or overturned afterwards.

A desk refuses to accept, a unit objects that a case isn't its own, and a unit's answer turns a citizen down. Of these count:
a refusal with a reason shorter than ``letters`` or with the same reason as ``same`` others of the desk, one that the
commission took up again, an objection that was refused, and an answer that a review has changed or revoked.
"""

from collections.abc import Mapping
from datetime import datetime

from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find, since

HITS = """
declined AS MATERIALIZED (
    SELECT letter.desk_id, letter.case_id, letter.event_id, letter.written_at,
           regexp_replace(event.note, '\\s+', '', 'g') AS reason
    FROM cases_letter letter
    JOIN cases_caseevent event ON event.id = letter.event_id
    WHERE letter.written_at > %(since)s AND letter.written_at <= %(at)s
), counted AS (
    SELECT declined.*, count(*) OVER (PARTITION BY desk_id, reason) AS alike FROM declined
), refused AS (
    SELECT desk_id AS unit_id, case_id, event_id, written_at AS at,
           CASE WHEN length(reason) < %(letters)s THEN 'short' ELSE 'same' END AS why
    FROM counted WHERE length(reason) < %(letters)s OR alike >= %(same)s
    UNION ALL
    SELECT letter.desk_id, event.case_id, event.id, event.at, 'taken_up'
    FROM cases_caseevent event
    JOIN LATERAL (
        SELECT desk_id FROM cases_letter WHERE case_id = event.case_id AND event_id < event.id ORDER BY id DESC LIMIT 1
    ) letter ON true
    WHERE event.move = 'reconsider' AND event.at > %(since)s AND event.at <= %(at)s
    UNION ALL
    SELECT request.unit_id, request.case_id,
           (SELECT event.id FROM cases_caseevent event
            WHERE event.case_id = request.case_id AND event.move = 'overrule' AND event.at = request.decided_at LIMIT 1),
           request.decided_at, 'overruled'
    FROM cases_caserequest request
    WHERE request.kind = 'objection' AND request.decision = 'refused'
      AND request.decided_at > %(since)s AND request.decided_at <= %(at)s
    UNION ALL
    SELECT answer.unit_id, review.case_id,
           (SELECT event.id FROM cases_caseevent event
            WHERE event.case_id = review.case_id AND event.move IN ('decide_review', 'annul')
              AND event.at = decision.decided_at LIMIT 1),
           decision.decided_at, 'revised'
    FROM cases_reviewdecision decision
    JOIN cases_review review ON review.id = decision.review_id
    JOIN cases_answer answer ON answer.id = review.answer_id
    WHERE decision.outcome IN ('changed', 'revoked')
      AND decision.decided_at > %(since)s AND decision.decided_at <= %(at)s
), hits AS (
    SELECT DISTINCT ON (refused.unit_id, refused.case_id)
           refused.unit_id, NULL::bigint AS sector_id, refused.case_id,
           array_remove(ARRAY[refused.event_id], NULL) AS events, refused.at,
           jsonb_build_object('why', refused.why) AS figures
    FROM refused JOIN cases_case c ON c.id = refused.case_id AND c.handed_up_from = ''
    ORDER BY refused.unit_id, refused.case_id, refused.at DESC
)
"""


def find_no_ground(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units and desks whose refusals often don't hold."""
    return find(Detector.NO_GROUND, HITS, limits, at=at, since=since(limits, at))
