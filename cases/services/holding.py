"""A case is never without somebody who may act on it: whom recusal takes it from, it leaves in the same transaction (R3)."""

from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import Q

from accounts.choices import Role
from accounts.models import User
from accounts.selectors import standing_of
from cases.choices import EventName, Party, Stage
from cases.models import Case, CaseEvent
from cases.permissions import PARTY_ROLES
from cases.selectors.firewall import OPEN_TO_ALL, Firewall, firewall_of
from cases.selectors.routing import commissions_above, reviewers_above
from cases.services.addressees import users_of
from cases.services.move import move_case
from cases.services.tell import take_back_notices, tell_of_answer, tell_of_place
from common.numbering import CHINA
from organizations.models import Unit

WITH_UNIT = (Stage.ASSIGNED, Stage.HANDLING)
WITH_DESK = (Stage.RECEIVED, Stage.ACCEPTED)
HOLDING = PARTY_ROLES[Party.UNIT]
REVIEWING = PARTY_ROLES[Party.REVIEWER]
SUPERVISING = PARTY_ROLES[Party.COMMISSION]
WHY = "Everybody of the unit has to keep away from it."


def keep_held(case: Case, *, at, firewall: Firewall | None = None) -> None:
    """See that somebody may take the next step in the case, which the caller has locked; its clocks run on.

    From a unit it goes to the superior unit of the same line or to the desk, from a desk to the commission above, from a
    reviewing body to the one above that. An answered case comes before the commission above.
    """
    firewall = firewall or firewall_of(case, on=at.astimezone(CHINA).date())
    if case.stage in WITH_UNIT and _is_emptied(case.responsible_id, HOLDING, firewall):
        case = _move(case, "pass_on", next(_stand_ins(case, firewall), None), "recall", firewall, at=at)
    if case.stage == Stage.REVIEWING and _is_emptied(case.reviewer_id, REVIEWING, firewall):
        unit = next(_other_reviewers(case, firewall), None)
        case = _move(case, "pass_review", unit, "recall_reviewed", firewall, at=at)
    if case.stage in WITH_DESK and _is_emptied(case.desk_id, (Role.INTAKE_CLERK,), firewall):
        _to_desk_above(case, firewall, at=at)
    if case.stage == Stage.ANSWERED and _is_emptied(case.desk_id, SUPERVISING, firewall):
        _before_commission_above(case, firewall, at=at)


@transaction.atomic
def keep_held_after_tie(*, user: User, at) -> int:
    """Somebody has declared a tie: pass on what he had in hand and what nobody else there may go on with. Returns how many
    cases were shut to him; what he was told of them is taken back."""
    standing = standing_of(user, on=at.astimezone(CHINA).date())
    in_hand = (
        Q(stage__in=WITH_UNIT, responsible_id__in=standing.unit_ids(*HOLDING))
        | Q(stage__in=WITH_DESK, desk_id__in=standing.unit_ids(Role.INTAKE_CLERK))
        | Q(stage=Stage.REVIEWING, reviewer_id__in=standing.unit_ids(*REVIEWING))
        | Q(stage=Stage.ANSWERED, desk_id__in=standing.unit_ids(*SUPERVISING))
    )
    outside = Case.objects.outside_firewall_of(standing).order_by().values("pk")
    shut = Case.objects.filter(in_hand).exclude(pk__in=outside)
    numbers = list(shut.order_by("pk").values_list("pk", flat=True))
    for pk in numbers:
        case = Case.objects.locked().get(pk=pk)
        keep_held(case, at=at)
        take_back_notices(case)
    return len(numbers)


def _move(case: Case, move: str, unit: Unit | None, otherwise: str, firewall: Firewall, *, at) -> Case:
    """To that unit; where there is none, back to the desk."""
    return move_case(
        case_id=case.pk,
        move=move if unit else otherwise,
        actor=Party.SYSTEM,
        at=at,
        note=WHY,
        details={"unit": unit} if unit else {},
        firewall=firewall,
    )


def _is_emptied(unit_id: int, roles: Collection[str], firewall: Firewall) -> bool:
    """Whether somebody has the duty there, and everybody who has it must keep away; a unit that has nobody at all is the
    business of those who are told instead (``addressees``)."""
    return not users_of([unit_id], roles, firewall) and bool(users_of([unit_id], roles, OPEN_TO_ALL))


def _other_reviewers(case: Case, firewall: Firewall) -> Iterator[Unit]:
    """The bodies above the one that reviews that have somebody who may decide."""
    for unit in reviewers_above(case, case.reviewer, firewall):
        if users_of([unit.pk], REVIEWING, firewall):
            yield unit


def _stand_ins(case: Case, firewall: Firewall) -> Iterator[Unit]:
    """The units above in the same line that the case doesn't accuse and that have somebody who may handle it."""
    unit = case.responsible.parent
    while unit is not None:
        is_of_line = unit.line == case.responsible.line and unit.is_active
        if is_of_line and not firewall.bars(unit) and users_of([unit.pk], HOLDING, firewall):
            yield unit
        unit = unit.parent


def _before_commission_above(case: Case, firewall: Firewall, *, at) -> None:
    """Before the next commission that has somebody to check the answer. Commissions above the desk may do that anyhow: this
    puts the case on their list and tells them."""
    for unit in commissions_above(case.desk):
        users = [] if firewall.bars(unit) else users_of([unit.pk], SUPERVISING, firewall)
        if users:
            if case.escalated_to_id != unit.pk:
                case.escalated_to = unit
                case.save(update_fields=["escalated_to"])
                event = _routed(case, unit, passed_over=case.desk, at=at)
                tell_of_answer(case=case, event=event, users=users)
            return


def _routed(case: Case, unit: Unit, *, passed_over: Unit, at) -> CaseEvent:
    return CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.ROUTED,
        party=Party.SYSTEM,
        unit=unit,
        details={"passed_over": [passed_over.pk]},
    )


def _to_desk_above(case: Case, firewall: Firewall, *, at) -> None:
    """To the next commission that has a clerk who may take it in; where there is none, the inspectors of this one hear."""
    for desk in commissions_above(case.desk):
        if firewall.bars(desk) or not users_of([desk.pk], (Role.INTAKE_CLERK,), firewall):
            continue
        before, case.desk = case.desk, desk
        case.save(update_fields=["desk"])
        event = _routed(case, desk, passed_over=before, at=at)
        tell_of_place(case=case, event=event, firewall=firewall)
        return
