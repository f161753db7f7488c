"""Who decides on more time: the head of the unit, and who does where there is none."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from cases.choices import ClockName, RequestKind, Signal
from cases.models import Case
from cases.selectors.firewall import Firewall, firewall_of
from organizations.choices import Line, UnitKind
from organizations.models import Unit

# As what somebody decides in place of the head: he leads a superior unit, or works for a commission.
HEAD_ROLES = (Role.UNIT_LEADER, Role.COMMISSION_LEADER, Role.INSPECTOR)


def deciding_unit(case: Case, *, firewall: Firewall | None = None, asking: User | None = None) -> Unit | None:
    """The unit whose head decides on more time for the case (2005: art. 33; 2022: art. 34); None where nobody is left.

    It is the responsible one. Where that has no head, or none but the one who asks (``asking``, before it is stored), or
    where its head has let the time to decide run out: the unit that the case lies before already, the next superior that
    has a head, or the commission of the desk and those above; never one that the case accuses.
    """
    on = timezone.localdate()
    firewall = firewall or firewall_of(case, on=on)
    asked_by_id = asking.pk if asking else _asked_by_id(case)
    candidates = (unit for unit in _candidates(case) if not firewall.bars(unit))
    return next((unit for unit in candidates if _has_head(unit, firewall, asked_by_id, on=on)), None)


def _candidates(case: Case) -> Iterator[Unit]:
    if case.responsible is None:
        return
    if not _is_overdue(case):
        yield case.responsible
    if case.escalated_to is not None:
        yield case.escalated_to
    unit = case.responsible
    while unit.parent is not None and unit.parent.line != Line.CENTRAL:
        unit = unit.parent
        yield unit
    unit = case.desk
    while unit is not None:
        yield unit
        unit = unit.parent


def _is_overdue(case: Case) -> bool:
    running = case.clocks.filter(name=ClockName.MORE_TIME, stopped_at=None)
    return running.filter(signals__kind=Signal.ESCALATE).exists()


def _asked_by_id(case: Case) -> int | None:
    waiting = case.requests.filter(kind=RequestKind.MORE_TIME, decision="")
    return waiting.values_list("asked_by_id", flat=True).first()


def _has_head(unit: Unit, firewall: Firewall, asked_by_id: int | None, *, on: date) -> bool:
    roles = HEAD_ROLES if unit.kind == UnitKind.COMMISSION else (Role.UNIT_LEADER,)
    heads = User.objects.acting_for(unit_ids=[unit.pk], roles=roles, on=on).exclude(pk=asked_by_id)
    return unit.is_active and firewall.may_tell(heads, on=on).exists()
