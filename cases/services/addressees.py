"""The people behind a party to a case, and who hears of it when there is nobody: never nobody, never the accused side."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from accounts.choices import COMMISSION_ROLES, Role
from accounts.models import User
from cases.choices import Party
from cases.models import Case
from cases.permissions import NO_READERS, PARTY_ROLES
from cases.selectors.firewall import Firewall
from cases.selectors.heads import HEAD_ROLES, deciding_unit
from notices.selectors import ready_to_be_told
from organizations.models import Unit

READERS = tuple(role for role in Role if role not in NO_READERS)


def receivers_of(case: Case, party: str, firewall: Firewall, *, left: Iterable[int] = ()) -> list[User]:
    """The users behind a party to the case, less those whom the firewall keeps away."""
    match party:
        case Party.UNIT_HEAD if case.responsible_id:
            decider = deciding_unit(case, firewall=firewall)
            return users_of([decider.pk] if decider else [], HEAD_ROLES, firewall)
        case Party.UNIT | Party.UNIT_HEAD:
            unit_ids = [case.responsible_id] if case.responsible_id else list(left)
        case Party.REVIEWER:
            unit_ids = [case.reviewer_id] if case.reviewer_id else []
        case Party.CO_HANDLER:
            unit_ids = list(case.co_handler_rows.values_list("unit_id", flat=True))
        case _:
            unit_ids = [case.desk_id]
    return users_of(unit_ids, PARTY_ROLES[party], firewall)


def behind(case: Case, parties: Iterable[str], firewall: Firewall) -> dict[int, User]:
    """The users behind several parties by their id, each once."""
    return {user.pk: user for party in parties for user in receivers_of(case, party, firewall)}


def somebody_of(case: Case, party: str, firewall: Firewall) -> list[User]:
    """The users behind a party; where there is nobody, those of the superior unit who may read the case, then those of the
    commission of the desk, then of the province's."""
    if users := receivers_of(case, party, firewall):
        return users
    at_work = {Party.UNIT: case.responsible, Party.UNIT_HEAD: case.responsible, Party.REVIEWER: case.reviewer}
    for unit in above(case, at_work.get(party) or case.desk):
        if users := _heads_of(case, unit, firewall):
            return users
    return []


def above(case: Case, unit: Unit) -> Iterator[Unit]:
    """The units above one, then the commission of the desk and those above that."""
    if unit != case.desk:
        yield from _superiors(unit)
    yield case.desk
    yield from _superiors(case.desk)


def hears_of_escalation(case: Case, unit: Unit, firewall: Firewall) -> bool:
    """Whether somebody works there to whom the case can come."""
    roles = READERS if unit == case.desk else tuple(role for role in READERS if role != Role.INTAKE_CLERK)
    return bool(users_of([unit.pk], roles, firewall))


def fallback(case: Case, firewall: Firewall) -> list[User]:
    """The commission of the desk, or the first one above it that has somebody who may hear of the case."""
    for unit_id in case.desk.lineage:
        if users := users_of([unit_id], PARTY_ROLES[Party.COMMISSION], firewall):
            return users
    return []


def users_of(unit_ids: list[int], roles: Iterable[str], firewall: Firewall) -> list[User]:
    """The people of some units with such a duty who may hear of the case."""
    if not unit_ids:
        return []
    today = timezone.localdate()
    reading = [role for role in roles if role in READERS]
    users = User.objects.acting_for(unit_ids=unit_ids, roles=reading, on=today)
    return list(ready_to_be_told(firewall.may_tell(users, on=today), on=today).order_by("pk"))


def _heads_of(case: Case, unit: Unit, firewall: Firewall) -> list[User]:
    """Those who lead a unit or inspect for a commission, as far as they can open the case that they would be told of."""
    if firewall.bars(unit):
        return []
    roles = (Role.UNIT_LEADER, *(COMMISSION_ROLES - {Role.INTAKE_CLERK}))
    users = users_of([unit.pk], roles, firewall)
    return [user for user in users if Case.objects.visible_to(user).filter(pk=case.pk).exists()]


def _superiors(unit: Unit) -> Iterator[Unit]:
    while unit.parent is not None:
        unit = unit.parent
        yield unit
