"""What the responsible unit asks of a co-handler, and what comes back: kept with the move that asks or answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.choices import Party, Stage
from cases.lifecycle import Move
from cases.models import Case, CaseEvent, CoHandler, Contribution, Part
from cases.permissions import PARTY_ROLES, acting_unit_id
from cases.rules import first_reminder, reminder_after
from cases.selectors.firewall import Firewall, firewall_of
from cases.selectors.register import office_calendar
from cases.services.addressees import receivers_of, users_of
from cases.services.notify import write_notices
from common.numbering import CHINA

PART_MOVES = ("ask_part", "contribute", "return_part")
WORDINGS = {"ask_part": "part_asked", "return_part": "part_returned"}
SHARES = ("shows_story", "shows_messages", "shows_files")
BATCH = 200


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
                remind_on=_first_reminder(details["due_on"], at=event.at),
                **{name: bool(details.get(name)) for name in SHARES},
            )
        case "contribute":
            Contribution.objects.create(part=part, text=event.note, author=event.actor, handed_in_at=event.at)
            part.remind_on = None
            part.save(update_fields=["remind_on"])
        case "return_part":
            last = part.last
            last.returned_by, last.returned_at, last.return_note = event.actor, event.at, event.note
            last.save(update_fields=["returned_by", "returned_at", "return_note"])
            part.due_on = details["due_on"]
            part.remind_on = _first_reminder(part.due_on, at=event.at)
            part.save(update_fields=["due_on", "remind_on"])
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


def _first_reminder(due_on, *, at: datetime):
    return first_reminder(due_on, today=at.astimezone(CHINA).date(), calendar=office_calendar())


def watch_parts(*, at: datetime) -> int:
    """Remind the co-handlers that owe a part: before the last day, and once it has passed, when the unit that asked hears
    of it as well. Each reminder is given once, by however many beats. Returns how many parts were looked at.
    """
    today = at.astimezone(CHINA).date()
    waiting = Part.objects.filter(remind_on__lte=today).order_by("remind_on", "pk")
    seen = 0
    for part_id, case_id in list(waiting.values_list("pk", "case_id")[:BATCH]):
        seen += _remind(part_id, case_id, at=at)
    return seen


@transaction.atomic
def _remind(part_id: int, case_id: int, *, at: datetime) -> int:
    # The case is locked first, as every move does.
    case = Case.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=case_id).first()
    today = at.astimezone(CHINA).date()
    part = case and Part.objects.filter(pk=part_id, remind_on__lte=today).first()
    if part is None:
        return 0
    is_asked = (
        case.stage == Stage.HANDLING and CoHandler.objects.filter(case=case, unit=part.unit_id).exists()
    )
    part.remind_on = reminder_after(today, part.due_on) if is_asked else None
    part.save(update_fields=["remind_on"])
    if is_asked:
        _tell_of_day(case, part, is_late=today > part.due_on, at=at)
    return 1


def _tell_of_day(case: Case, part: Part, *, is_late: bool, at: datetime) -> None:
    wording = "part_late" if is_late else "part_due"
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    receivers = users_of([part.unit_id], PARTY_ROLES[Party.CO_HANDLER], firewall)
    if is_late:
        receivers += receivers_of(case, Party.UNIT, firewall)
    write_notices(
        case,
        receivers,
        wording=wording,
        about=f"part:{part.pk}:{part.due_on}:{wording}",
        at=at,
        unit=part.unit,
        due_on=part.due_on,
    )
