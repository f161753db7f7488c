"""What the responsible unit asks of a co-handler, and what comes back: kept with the move that asks or answers."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from cases.choices import Party
from cases.lifecycle import Move
from cases.models import Case, CaseEvent, CoHandler, Contribution, Part
from cases.permissions import PARTY_ROLES, acting_unit_id
from cases.selectors.firewall import Firewall
from cases.services.addressees import users_of
from cases.services.notify import write_notices

PART_MOVES = ("ask_part", "contribute", "return_part")
WORDINGS = {"ask_part": "part_asked", "return_part": "part_returned"}
SHARES = ("shows_story", "shows_messages", "shows_files")


def facts_of_parts(row: Move, case: Case, details: Mapping, actor) -> dict[str, Any]:
    """What the conditions of such a move look at; every other move costs no question to the database."""
    if row.name not in PART_MOVES:
        return {}
    unit = details.get("unit")
    unit_id = unit.pk if unit else None
    if row.name == "contribute" and isinstance(actor, User):
        unit_id = acting_unit_id(actor, case, Party.CO_HANDLER)
    parts = case.parts.filter(unit_id=unit_id).prefetch_related("contributions")
    return {
        "helps": CoHandler.objects.filter(case=case, unit_id=unit_id).exists(),
        "part": parts.order_by("-id").first(),
    }


def settle_part(event: CaseEvent, part: Part | None, details: Mapping, firewall: Firewall) -> None:
    """Keep what is asked, handed in or sent back, and tell the co-handler that it is about, and no other."""
    match event.move:
        case "ask_part":
            part = Part.objects.create(
                case=event.case,
                unit=details["unit"],
                task=event.note,
                asked_by=event.actor,
                asked_for_id=event.unit_id,
                asked_at=event.at,
                due_on=details["due_on"],
                **{name: bool(details.get(name)) for name in SHARES},
            )
        case "contribute":
            Contribution.objects.create(part=part, text=event.note, author=event.actor, handed_in_at=event.at)
        case "return_part":
            last = part.last
            last.returned_by, last.returned_at, last.return_note = event.actor, event.at, event.note
            last.save(update_fields=["returned_by", "returned_at", "return_note"])
            part.due_on = details["due_on"]
            part.save(update_fields=["due_on"])
    if event.move in WORDINGS:
        _tell(event, part, firewall)


def _tell(event: CaseEvent, part: Part, firewall: Firewall) -> None:
    write_notices(
        event.case,
        users_of([part.unit_id], PARTY_ROLES[Party.CO_HANDLER], firewall),
        wording=WORDINGS[event.move],
        about=f"event:{event.pk}:part",
        at=event.at,
        unit=event.case.responsible,
        due_on=part.due_on,
    )
