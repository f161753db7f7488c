"""What each move changes on the case beside its stage; called by ``move_case`` with the row locked."""

from collections.abc import Callable, Mapping
from typing import Any

from cases.choices import DeclineReason, ReviewOutcome
from cases.models import Answer, Case, CoHandler, Review, ReviewDecision
from cases.selectors.windows import fitting_window
from cases.services.handover import seal_case
from cases.services.matter import take_over_answer, tie

Details = Mapping[str, Any]

# Particulars that are words, kept in the trail as they are.
RECORDED_WORDS = (
    "reason",
    "forum",
    "way_out",
    "ground",
    "result",
    "grade",
    "outcome",
    "seal_reason",
    "days",
    "finding",
    "due_on",
    "order",
    "not_accused",
)
DECISION = ("request", "facts", "opinion", "legal_basis")


def apply_effect(move: str, case: Case, details: Details, *, at) -> None:
    """Change the columns that this move is about; a move without an effect changes none."""
    effect = EFFECTS.get(move)
    if effect is not None:
        effect(case, details, at)


def recorded_details(details: Details) -> dict[str, Any]:
    """The particulars as the trail keeps them: units by their id, long texts not twice."""
    kept: dict[str, Any] = {}
    if unit := details.get("unit"):
        kept["unit"] = unit.pk
    if helpers := details.get("co_handlers"):
        kept["co_handlers"] = [helper.pk for helper in helpers]
    if sector := details.get("sector"):
        kept["sector"] = sector.code
    if leading := details.get("leading"):
        kept["leading"] = leading.number
    if receiver := details.get("receiver"):
        kept["unit"] = receiver.pk
    return kept | {name: details[name] for name in RECORDED_WORDS if details.get(name)}


def _accept(case: Case, details: Details, at) -> None:
    case.accepted_at = case.accepted_at or at
    _settle_sector(case, details)


def _settle_sector(case: Case, details: Details) -> None:
    """The sector that was chosen, and the window that belongs to it (M41)."""
    case.sector = details.get("sector", case.sector)
    case.window = fitting_window(case.sector, channel=case.channel, chosen=case.window)


def _decline(case: Case, details: Details, at) -> None:
    case.closed_at = at
    case.decline_reason = details["reason"]
    case.forum = details.get("forum", "") if case.decline_reason == DeclineReason.LITIGATION else ""


def _take_up(case: Case, details: Details, at) -> None:
    """A case that was over begins anew: it is accepted anew, and its term counts from there."""
    case.closed_at = case.accepted_at = None


def _reconsider(case: Case, details: Details, at) -> None:
    """What was refused is taken up without the ground of the refusal and without the mark of another procedure."""
    _take_up(case, details, at)
    case.decline_reason = case.forum = ""


def _withdraw(case: Case, details: Details, at) -> None:
    """It leaves whoever has it. It stays in its matter: what it accuses goes on shutting out from the others."""
    _take_back(case, details, at)
    case.escalated_to = None
    case.closed_at = at


def _lead(case: Case, details: Details, at) -> None:
    case.matter.leading = case
    case.matter.save(update_fields=["leading"])


def _ask_review(case: Case, details: Details, at) -> None:
    case.reviewer = details["unit"]
    case.review_count += 1
    Review.objects.create(
        case=case,
        instance=case.review_count,
        answer=case.answer,
        unit=case.reviewer,
        grounds=details["grounds"].strip(),
        asked_at=at,
    )


def _decide_review(case: Case, details: Details, at) -> None:
    _write_decision(case, details, details["outcome"], at=at)
    case.closed_at = at


def _annul(case: Case, details: Details, at) -> None:
    _write_decision(case, details, ReviewOutcome.REVOKED, at=at)
    case.closed_at = None


def _hand_up(case: Case, details: Details, at) -> None:
    seal_case(case, receiver=details["receiver"], reason=details["seal_reason"], at=at)
    case.is_supervised = False


def _recall_reviewed(case: Case, details: Details, at) -> None:
    """The side that answered is accused: answer and review come to nothing, and the case is accepted anew."""
    _take_back(case, details, at)
    case.reviewer = case.escalated_to = case.closed_at = None
    case.accepted_at = at


def _write_decision(case: Case, details: Details, outcome: str, *, at) -> None:
    review = case.reviews.get(instance=case.review_count)
    words = {name: details[name].strip() for name in DECISION}
    ReviewDecision.objects.create(review=review, unit=case.reviewer, outcome=outcome, decided_at=at, **words)
    case.reviewer = case.escalated_to = None


def _assign(case: Case, details: Details, at) -> None:
    case.accepted_at = case.accepted_at or at
    _settle_sector(case, details)
    case.responsible = details["unit"]
    case.assigned_at = at
    case.escalated_to = None
    case.co_handler_rows.all().delete()
    helpers = details.get("co_handlers") or ()
    CoHandler.objects.bulk_create([CoHandler(case=case, unit=helper, added_at=at) for helper in helpers])


def _pass_on(case: Case, details: Details, at) -> None:
    """Another unit has the case at the stage and with the clocks that it has; a helper that takes it over helps no more."""
    case.responsible = details["unit"]
    case.co_handler_rows.filter(unit=case.responsible).delete()
    if case.escalated_to_id == case.responsible_id:
        case.escalated_to = None


def _pass_review(case: Case, details: Details, at) -> None:
    """Another body decides on the review, by the same day."""
    case.reviewer = details["unit"]
    if case.escalated_to_id == case.reviewer_id:
        case.escalated_to = None


def _take_back(case: Case, details: Details, at) -> None:
    case.responsible = None
    case.assigned_at = None
    case.is_supervised = False
    case.co_handler_rows.all().delete()


def _answer(case: Case, details: Details, at) -> None:
    fields = ("request", "facts", "opinion", "legal_basis", "result")
    case.answer = Answer.objects.create(
        case=case,
        round=case.answers.count() + 1,
        unit=case.responsible,
        submitted_at=at,
        **{name: details[name] for name in fields},
    )
    case.answered_at = at


def _join(case: Case, details: Details, at) -> None:
    case.accepted_at = case.accepted_at or at
    case.escalated_to = None
    tie(case, details["leading"], at=at)


def _split(case: Case, details: Details, at) -> None:
    case.matter = None


def _close_joined(case: Case, details: Details, at) -> None:
    take_over_answer(case, at=at)


def _close(case: Case, details: Details, at) -> None:
    case.closed_at = at
    case.is_supervised = False
    case.escalated_to = None
    case.answer.released_at = at
    case.answer.save(update_fields=["released_at"])


def _supervise(case: Case, details: Details, at) -> None:
    case.is_supervised = True


def _end_supervision(case: Case, details: Details, at) -> None:
    case.is_supervised = False


def _reassign(case: Case, details: Details, at) -> None:
    """An order was for the unit that had the case; it ends with that."""
    _assign(case, details, at)
    case.is_supervised = False


def _ask_time(case: Case, details: Details, at) -> None:
    """Where the unit has no head to decide, the case comes before the one who decides instead."""
    decider = details.get("decider")
    if decider is not None and decider.pk != case.responsible_id:
        case.escalated_to = decider


def _reopen(case: Case, details: Details, at) -> None:
    case.reopened_count += 1
    case.closed_at = None


EFFECTS: dict[str, Callable[[Case, Details, Any], None]] = {
    "accept": _accept,
    "decline": _decline,
    "reconsider": _reconsider,
    "assign": _assign,
    "reassign": _reassign,
    "impose": _assign,
    "recall": _take_back,
    "pass_on": _pass_on,
    "pass_review": _pass_review,
    "consent": _take_back,
    "join": _join,
    "split": _split,
    "close_joined": _close_joined,
    "ask_time": _ask_time,
    "answer": _answer,
    "close": _close,
    "supervise": _supervise,
    "end_supervision": _end_supervision,
    "hand_up": _hand_up,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "take_back": _take_up,
    "lead": _lead,
    "ask_review": _ask_review,
    "decide_review": _decide_review,
    "annul": _annul,
    "recall_reviewed": _recall_reviewed,
}

# The columns that effects and clocks may change.
CHANGED_FIELDS = (
    "stage",
    "sector",
    "forum",
    "decline_reason",
    "handed_up_from",
    "desk",
    "window",
    "matter",
    "responsible",
    "escalated_to",
    "reviewer",
    "review_count",
    "answer",
    "waits_for",
    "is_supervised",
    "reopened_count",
    "accepted_at",
    "assigned_at",
    "answered_at",
    "closed_at",
    "remind_at",
    "due_at",
    "red_at",
)
