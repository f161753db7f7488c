"""A case is never without somebody who may act on it: whom recusal takes it from, it leaves in the same transaction (R3)."""

from collections.abc import Collection, Iterator

from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from accounts.selectors import standing_of
from cases.choices import EventName, Party, Stage
from cases.models import Case, CaseEvent
from cases.selectors.firewall import OPEN_TO_ALL, Firewall, firewall_of
from cases.selectors.routing import commissions_above
from cases.services.addressees import users_of
from cases.services.move import move_case
from cases.services.tell import take_back_notices, tell_of_place
from common.numbering import CHINA
from organizations.models import Unit

WITH_UNIT = (Stage.ASSIGNED, Stage.HANDLING)
WITH_DESK = (Stage.RECEIVED, Stage.ACCEPTED)
HOLDING = (Role.HANDLER, Role.UNIT_LEADER)
WHY = "Everybody of the unit has to keep away from it."


def keep_held(case: Case, *, at) -> None:
    """See that somebody may act on the case, which the caller has locked: otherwise it goes to the superior unit of the
    same line, to the desk, or of a desk to the commission above. Its clocks run on."""
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    if case.stage in WITH_UNIT and _is_emptied(case.responsible_id, HOLDING, firewall):
        unit = next(_stand_ins(case, firewall), None)
        details = {"unit": unit} if unit else {}
        move = "pass_on" if unit else "recall"
        case = move_case(
            case_id=case.pk,
            move=move,
            actor=Party.SYSTEM,
            at=at,
            note=WHY,
            details=details,
            firewall=firewall,
        )
    if case.stage in WITH_DESK and _is_emptied(case.desk_id, (Role.INTAKE_CLERK,), firewall):
        _to_desk_above(case, firewall, at=at)


@transaction.atomic
def keep_held_after_tie(*, user: User, at) -> int:
    """Somebody has declared a tie: pass on what he had in hand and what nobody else there may go on with. Returns how many
    cases were shut to him; what he was told of them is taken back."""
    standing = standing_of(user, on=at.astimezone(CHINA).date())
    in_hand = Case.objects.filter(
        stage__in=WITH_UNIT, responsible_id__in=standing.unit_ids(*HOLDING)
    ) | Case.objects.filter(stage__in=WITH_DESK, desk_id__in=standing.unit_ids(Role.INTAKE_CLERK))
    shut = in_hand.exclude(pk__in=Case.objects.outside_firewall_of(standing).order_by().values("pk"))
    numbers = list(shut.order_by("pk").values_list("pk", flat=True))
    for pk in numbers:
        case = Case.objects.locked().get(pk=pk)
        keep_held(case, at=at)
        take_back_notices(case)
    return len(numbers)


def _is_emptied(unit_id: int, roles: Collection[str], firewall: Firewall) -> bool:
    """Whether somebody has the duty there, and everybody who has it must keep away; a unit that has nobody at all is the
    business of those who are told instead (``addressees``)."""
    return bool(users_of([unit_id], roles, OPEN_TO_ALL)) and not users_of([unit_id], roles, firewall)


def _stand_ins(case: Case, firewall: Firewall) -> Iterator[Unit]:
    """The units above in the same line that the case doesn't accuse and that have somebody who may handle it."""
    unit = case.responsible.parent
    while unit is not None:
        is_of_line = unit.line == case.responsible.line and unit.is_active
        if is_of_line and not firewall.bars(unit) and users_of([unit.pk], HOLDING, firewall):
            yield unit
        unit = unit.parent


def _to_desk_above(case: Case, firewall: Firewall, *, at) -> None:
    """To the next commission that has a clerk who may take it in; where there is none, the inspectors of this one hear."""
    for desk in commissions_above(case.desk):
        if firewall.bars(desk) or not users_of([desk.pk], (Role.INTAKE_CLERK,), firewall):
            continue
        before, case.desk = case.desk, desk
        case.save(update_fields=["desk"])
        event = CaseEvent.objects.create(
            case=case,
            at=at,
            name=EventName.ROUTED,
            party=Party.SYSTEM,
            unit=desk,
            details={"passed_over": [before.pk]},
        )
        tell_of_place(case=case, event=event, firewall=firewall)
        return
