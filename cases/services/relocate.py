"""Putting right where a matter happened, which decides at which desk it lies."""

from django.db import transaction

from accounts.models import User
from cases.choices import ClockName, EventName, Stage
from cases.models import Case, CaseEvent
from cases.permissions import can_relocate_case, office_of
from cases.selectors.firewall import Firewall, firewall_of
from cases.selectors.routing import choose_desk, city_of, stands_above
from cases.services.clocks import change_clocks
from cases.services.move import MoveRefused
from cases.services.tell import tell_of_place
from common.numbering import CHINA
from organizations.models import Area


@transaction.atomic
def relocate_case(*, case_id: int, area: Area, actor: User, at, note: str) -> Case:
    """Say where the matter happened (load the area with its parent), with the reason.

    The desk is chosen anew past everybody whom the case accuses, and told when it is another one; the actor may then no
    longer see the case. Saying the same again changes nothing. Raises MoveRefused for others than desk and commission,
    without a reason, and once the case has left the desk.
    """
    case = Case.objects.visible_to(actor).locked().get(pk=case_id)
    reasons = [] if can_relocate_case(actor, case) else ["not_your_move"]
    reasons += [] if case.stage in (Stage.RECEIVED, Stage.ACCEPTED) else ["wrong_stage"]
    if reasons := reasons + ([] if note.strip() else ["note_missing"]):
        raise MoveRefused(reasons)
    if area.pk == case.area_id:
        return case
    party, before, desk_before = office_of(actor, case), case.area.code, case.desk_id
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    case.desk, passed_over = choose_desk(area=area, firewall=firewall)
    case.area, case.city = area, city_of(area)
    if case.desk_id != desk_before:
        _turn_desk_clocks(case, firewall, at=at)
    case.save(update_fields=["area", "city", "desk", "remind_at", "due_at", "red_at"])
    event = CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.RELOCATED,
        party=party,
        actor=actor,
        unit=case.desk,
        note=note.strip(),
        details={"from": before, "to": area.code}
        | ({"passed_over": [unit.pk for unit in passed_over]} if passed_over else {}),
    )
    if case.desk_id != desk_before:
        tell_of_place(case=case, event=event, firewall=firewall)
    return case


def _turn_desk_clocks(case: Case, firewall: Firewall, *, at) -> None:
    """A desk to which a case was passed on has days of its own to take it over; the time to assign runs on as it did.

    What is above the level of the new desk is handed up by it, and what is no longer isn't.
    """
    above = (ClockName.HAND_UP,) if stands_above(case.desk, firewall) else ()
    change_clocks(
        case=case,
        running=list(case.clocks.filter(stopped_at=None)),
        stops=(ClockName.TAKE_OVER, *(() if above else (ClockName.HAND_UP,))),
        starts=(ClockName.TAKE_OVER, *above),
        at=at,
    )
