"""What each move changes on the case beside its stage; called by ``move_case`` with the row locked."""

from collections.abc import Callable, Mapping
from typing import Any

from cases.models import Answer, Case, CoHandler
from cases.selectors.windows import fitting_window
from cases.services.matter import take_over_answer, tie

Details = Mapping[str, Any]


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
    return kept | {
        name: details[name] for name in ("reason", "way_out", "ground", "result", "grade") if name in details
    }


def _accept(case: Case, details: Details, at) -> None:
    case.accepted_at = case.accepted_at or at
    _settle_sector(case, details)


def _settle_sector(case: Case, details: Details) -> None:
    """The sector that was chosen, and the window that belongs to it (M41)."""
    case.sector = details.get("sector", case.sector)
    case.window = fitting_window(case.sector, channel=case.channel, chosen=case.window)


def _decline(case: Case, details: Details, at) -> None:
    case.closed_at = at


def _reconsider(case: Case, details: Details, at) -> None:
    case.closed_at = None


def _assign(case: Case, details: Details, at) -> None:
    case.accepted_at = case.accepted_at or at
    _settle_sector(case, details)
    case.responsible = details["unit"]
    case.assigned_at = at
    case.escalated_to = None
    case.co_handler_rows.all().delete()
    helpers = details.get("co_handlers") or ()
    CoHandler.objects.bulk_create([CoHandler(case=case, unit=helper, added_at=at) for helper in helpers])


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


def _reopen(case: Case, details: Details, at) -> None:
    case.reopened_count += 1
    case.closed_at = None


EFFECTS: dict[str, Callable[[Case, Details, Any], None]] = {
    "accept": _accept,
    "decline": _decline,
    "reconsider": _reconsider,
    "assign": _assign,
    "reassign": _assign,
    "recall": _take_back,
    "hand_back": _take_back,
    "join": _join,
    "split": _split,
    "close_joined": _close_joined,
    "answer": _answer,
    "close": _close,
    "supervise": _supervise,
    "reopen": _reopen,
}

# The columns that effects and clocks may change.
CHANGED_FIELDS = (
    "stage",
    "sector",
    "window",
    "matter",
    "responsible",
    "escalated_to",
    "answer",
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
