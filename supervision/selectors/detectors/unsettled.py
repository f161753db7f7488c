"""Dissatisfied again: called back about the newest answer, the citizen says that the matter isn't settled, and the case has had
its one redo, or went the way of a review. The next step is an order of the commission.

A case that is under way again is no pattern, and what was said about an older answer isn't either.
"""

from collections.abc import Mapping
from datetime import datetime

from cases.rules import REOPENING_REASONS
from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, find, since

HITS = """
hits AS (
    SELECT answer.unit_id, NULL::bigint AS sector_id, c.id AS case_id,
           ARRAY(SELECT event.id FROM cases_caseevent event
                 WHERE event.case_id = c.id AND event.name = 'case.called_back' ORDER BY event.id DESC LIMIT 1) AS events,
           call.done_at AS at, jsonb_build_object('rounds', answer.round) AS figures
    FROM evaluations_callback call
    JOIN cases_answer answer ON answer.id = call.answer_id
    JOIN cases_case c ON c.id = call.case_id AND c.answer_id = answer.id AND c.stage = 'closed' AND c.handed_up_from = ''
    WHERE call.state = 'done' AND call.done_at > %(since)s AND call.done_at <= %(at)s
      AND call.grade = 'dissatisfied' AND call.reason = ANY (%(reasons)s) AND NOT call.reopened
)
"""


def find_unsettled(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units whose citizens say after a redo that the matter still isn't settled."""
    reasons = sorted(REOPENING_REASONS)
    return find(Detector.UNSETTLED, HITS, limits, at=at, since=since(limits, at), reasons=reasons)
