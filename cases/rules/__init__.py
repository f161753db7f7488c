"""What must hold before a move: pure conditions, each answers with a refusal word or None.

A condition reads ``MoveFacts`` and nothing else: no database, no clock on the wall.
"""

from datetime import date, datetime, timedelta

from cases.rules.conclusion import (
    CONCLUSION_CHECKS,
    PROVED,
    cause_is_settled,
    leadership_is_settled,
    money_has_receivers,
    persons_are_settled,
)
from cases.rules.facts import MoveFacts, is_filled
from cases.rules.matter import leading_is_answered, leading_is_open, leads_no_others, matter_is_clean
from cases.rules.naming import Mention, mention_of, unit_is_not_spoken_of
from cases.rules.parts import (
    LONGEST_PART_DAYS,
    due_day_fits,
    first_reminder,
    no_part_is_open,
    part_is_asked,
    part_is_handed_in,
    reminder_after,
    unit_helps,
)
from cases.rules.requests import (
    MOST_DAYS_MORE,
    MOST_QUESTIONS,
    days_fit,
    hearing_is_left,
    hearing_is_open,
    is_waiting,
    more_time_is_left,
    not_waiting_already,
    nothing_is_pending,
    objection_is_in_time,
    objection_is_left,
    objection_was_made,
    questions_are_left,
    somebody_else_decides,
    something_is_pending,
    term_is_running,
    unit_was_not_released,
)
from common.numbering import CHINA

__all__ = [
    "CLOSING_OUTCOMES",
    "CONCLUSION_CHECKS",
    "IDENTITY_GOOD_FOR",
    "LONGEST_PART_DAYS",
    "MESSAGE_LONGEST",
    "MOST_DAYS_MORE",
    "MOST_MENTIONED",
    "MOST_QUESTIONS",
    "MOST_REVIEWS",
    "MOST_UNANSWERED",
    "NOTE_CHANGED_WITHIN",
    "PROVED",
    "REOPENING_REASONS",
    "TAKE_BACK_DAYS",
    "Mention",
    "MoveFacts",
    "answer_is_given",
    "belongs_here",
    "cause_is_settled",
    "citizen_is_dissatisfied",
    "co_handlers_may_receive",
    "days_fit",
    "details_are_given",
    "due_day_fits",
    "first_reminder",
    "forum_is_given",
    "hearing_is_left",
    "hearing_is_open",
    "is_filled",
    "is_waiting",
    "leadership_is_settled",
    "leading_is_answered",
    "leading_is_open",
    "leads_no_others",
    "matter_is_clean",
    "mention_of",
    "money_has_receivers",
    "more_time_is_left",
    "no_order_is_running",
    "no_part_is_open",
    "no_review_was_asked",
    "not_reopened_before",
    "not_waiting_already",
    "note_is_given",
    "nothing_is_pending",
    "nothing_is_promised",
    "objection_is_in_time",
    "objection_is_left",
    "objection_was_made",
    "outcome_is_decided",
    "part_is_asked",
    "part_is_handed_in",
    "persons_are_settled",
    "questions_are_left",
    "reminder_after",
    "review_is_in_time",
    "review_is_left",
    "reviewer_is_left",
    "somebody_else_decides",
    "somebody_is_above",
    "something_is_pending",
    "take_back_until",
    "term_is_running",
    "unit_helps",
    "unit_is_another",
    "unit_is_not_spoken_of",
    "unit_may_receive",
    "unit_was_not_released",
    "withdrawal_is_fresh",
]

# Stored in the rating, so that a complaint about something else doesn't reopen a case.
REOPENING_REASONS = frozenset({"not_solved", "not_true", "not_done"})

MESSAGE_LONGEST = 2000
# So many messages of a citizen may wait for a reply; more would only bury the first ones.
MOST_UNANSWERED = 10
# A withdrawal may be taken back until the seventh day has ended: long enough to think it over and to get out of somebody's sight, short
# enough that a desk doesn't count on cases that come back months later. No law sets it.
TAKE_BACK_DAYS = 7
# A review and a second one, which is final (Regulations on Letters and Visits 2005, art. 35; Petition Work 2022, art. 36).
MOST_REVIEWS = 2
# What a review can decide that leaves the case closed.
CLOSING_OUTCOMES = frozenset({"upheld", "changed"})
# So long the author of an internal note may still put its words right; afterwards it can only be struck out, with a trace.
NOTE_CHANGED_WITHIN = timedelta(minutes=30)
# Nobody is told by a note that is addressed to half the house.
MOST_MENTIONED = 10
# So long after it was granted an identity may be opened.
IDENTITY_GOOD_FOR = timedelta(hours=24)


def note_is_given(facts: MoveFacts) -> str | None:
    """A reason in words is needed."""
    return None if facts.note.strip() else "note_missing"


def details_are_given(facts: MoveFacts) -> str | None:
    """Every field that the move requires is filled in."""
    complete = all(is_filled(facts.details.get(name)) for name in facts.required)
    return None if complete else "detail_missing"


def unit_may_receive(facts: MoveFacts) -> str | None:
    """The chosen unit is active and not shut out by the firewall (Regulations on Letters and Visits 2005, art. 23).

    What was handed up doesn't come back to the level that it left, nor to one below (R12).
    """
    unit = facts.details.get("unit")
    if unit is None:
        return None
    if facts.too_low:
        return "unit_too_low"
    if unit.pk in facts.barred_units:
        return "unit_barred"
    return None if unit.is_active else "unit_inactive"


def belongs_here(facts: MoveFacts) -> str | None:
    """What a court, an arbitration body or a review decides isn't handled here, nor is it one matter with what is (M29, R7)."""
    leading = facts.details.get("leading")
    is_marked = facts.case.forum or (leading is not None and leading.forum)
    return "belongs_elsewhere" if is_marked else None


def nothing_is_promised(facts: MoveFacts) -> str | None:
    """No promise made on the air is still to be kept."""
    return "promised_already" if "promise" in facts.running else None


def forum_is_given(facts: MoveFacts) -> str | None:
    """Whoever is sent to another procedure is told whose it is (R7)."""
    is_diverted = facts.details.get("reason") == "litigation"
    return "forum_missing" if is_diverted and not facts.details.get("forum") else None


def somebody_is_above(facts: MoveFacts) -> str | None:
    """There is a commission above the desk that the case doesn't accuse."""
    return None if facts.details.get("receiver") else "nobody_above"


def unit_is_another(facts: MoveFacts) -> str | None:
    """The chosen unit isn't the one that has the case already."""
    unit = facts.details.get("unit")
    return "unit_same" if unit is not None and unit.pk == facts.case.responsible_id else None


def co_handlers_may_receive(facts: MoveFacts) -> str | None:
    """Co-handlers are not shut out, and none of them is the responsible unit (M03)."""
    unit = facts.details.get("unit")
    for helper in facts.details.get("co_handlers") or ():
        if helper.pk in facts.barred_units:
            return "unit_barred"
        if unit is not None and helper.pk == unit.pk:
            return "co_handler_is_responsible"
    return None


def answer_is_given(facts: MoveFacts) -> str | None:
    """There are findings and an answer to the citizen."""
    answer = facts.case.answer
    return None if answer is not None and answer.facts.strip() and answer.opinion.strip() else "no_answer"


def no_order_is_running(facts: MoveFacts) -> str | None:
    """A second order waits until the first one is over."""
    return "supervised_already" if facts.case.is_supervised else None


def is_under_supervision(facts: MoveFacts) -> str | None:
    """There is an order whose end can be noted."""
    return None if facts.case.is_supervised else "not_supervised"


def somebody_else_has_it(facts: MoveFacts) -> str | None:
    """A commission orders others: what lies with itself it does itself."""
    holder = facts.case.responsible or facts.case.desk
    return "has_it_itself" if holder.pk in facts.own_units else None


def take_back_until(withdrawn_at: datetime) -> date:
    """The last day on which a withdrawal can be taken back, China time."""
    return withdrawn_at.astimezone(CHINA).date() + timedelta(days=TAKE_BACK_DAYS)


def withdrawal_is_fresh(facts: MoveFacts) -> str | None:
    """The citizen thinks better of it within seven days."""
    withdrawn_at = facts.case.closed_at
    is_late = withdrawn_at is not None and facts.at.astimezone(CHINA).date() > take_back_until(withdrawn_at)
    return "take_back_too_late" if is_late else None


def review_is_in_time(facts: MoveFacts) -> str | None:
    """A review is asked for within 30 days of the written answer (2005: art. 34; 2022: art. 35)."""
    is_late = facts.review_until is not None and facts.at >= facts.review_until
    return "review_too_late" if is_late else None


def review_is_left(facts: MoveFacts) -> str | None:
    """An answer is reviewed at most twice; the second decision is final."""
    return "reviewed_finally" if facts.case.review_count >= MOST_REVIEWS else None


def reviewer_is_left(facts: MoveFacts) -> str | None:
    """There is a next higher body in this system that isn't of the accused side."""
    return "no_reviewer" if facts.details.get("unit") is None else None


def outcome_is_decided(facts: MoveFacts) -> str | None:
    """The answer is upheld or changed; to revoke it is a move of its own."""
    return None if facts.details.get("outcome") in CLOSING_OUTCOMES else "outcome_unknown"


def no_review_was_asked(facts: MoveFacts) -> str | None:
    """No review was asked for: that is the way of the law, and the two are not gone at once."""
    return "review_asked" if facts.case.review_count else None


def not_reopened_before(facts: MoveFacts) -> str | None:
    """A citizen reopens a case once."""
    return "reopened_already" if facts.case.reopened_count else None


def citizen_is_dissatisfied(facts: MoveFacts) -> str | None:
    """The rating is 'dissatisfied' and its reason says that the matter isn't settled."""
    grade, reason = facts.details.get("grade"), facts.details.get("reason")
    return None if grade == "dissatisfied" and reason in REOPENING_REASONS else "not_dissatisfied"
