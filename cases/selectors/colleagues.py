"""Whom an internal note may name: colleagues who may read the case and the note, found by name or pinyin."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.choices import Role
from accounts.models import Duty, User
from cases.choices import NoteCircle
from cases.lifecycle import UNIT_STAGES
from cases.models import Case
from cases.querysets import LEFT_OPEN_TO
from cases.search import fold
from cases.selectors.firewall import firewall_of
from organizations.choices import Level, UnitKind
from organizations.models import Unit
from organizations.services.names import pinyin_key

SHOWN_AT_MOST = 8
PINYIN_LONGEST = 250
HANDLING = (Role.HANDLER, Role.UNIT_LEADER)
SUPERVISING = (Role.INSPECTOR, Role.COMMISSION_LEADER)


@dataclass(frozen=True)
class Colleague:
    """Somebody who may be named, and the unit by which one knows him."""

    user: User
    unit: Unit
    is_picked: bool = False


def colleagues_of(case: Case, *, unit: Unit, circle: str, author: User, on: date) -> list[Colleague]:
    """Everybody who reads a note that the author writes for the unit in this circle, by name; never the author himself.

    Whoever the case accuses, or has a tie to the accused, is none of them (R2, M11).
    """
    duties = (
        Duty.objects.in_force(on=on)
        .filter(_reading(case, unit, circle), user__is_active=True, unit__is_active=True)
        .exclude(user=author)
        .select_related("user", "unit")
        .order_by("user__full_name", "user_id", "id")
    )
    found = {duty.user_id: Colleague(duty.user, duty.unit) for duty in duties}
    told = firewall_of(case, on=on).may_tell(User.objects.filter(pk__in=found), on=on)
    open_to = set(told.values_list("pk", flat=True))
    return [colleague for user_id, colleague in found.items() if user_id in open_to]


def matching(colleagues: Iterable[Colleague], query: str) -> list[Colleague]:
    """Those whose name, sign-in name or pinyin begins with or holds what was typed; a few, the nearest first."""
    word = fold(query).strip()
    held = [(place, one) for one in colleagues if (place := _place_of(word, one.user)) >= 0]
    return [one for _place, one in sorted(held, key=lambda pair: pair[0])][:SHOWN_AT_MOST]


def offered(colleagues: Collection[Colleague], *, query: str, picked: Collection[int]) -> list[Colleague]:
    """The rows of the list: whoever was picked already, then those who match what was typed."""
    chosen = [Colleague(one.user, one.unit, True) for one in colleagues if one.user.pk in picked]
    others = [one for one in colleagues if one.user.pk not in picked]
    return chosen + matching(others, query)


def _place_of(word: str, user: User) -> int:
    """Where the word stands in the names of somebody, -1 where nowhere; nothing typed stands everywhere."""
    name = fold(user.full_name)
    places = [key.find(word) for key in (name, pinyin_key(name, limit=PINYIN_LONGEST), user.username.lower())]
    return min((place for place in places if place >= 0), default=-1)


def _reading(case: Case, unit: Unit, circle: str) -> Q:
    """The duties that read such a note."""
    duties = Q(unit=unit, role__in=_own_roles(case, unit))
    if circle == NoteCircle.COMMISSION:
        duties |= Q(unit_id__in=_commissions(case), role__in=SUPERVISING)
    return duties


def _own_roles(case: Case, unit: Unit) -> list[str]:
    """As what colleagues of the own unit see the case."""
    roles = list(SUPERVISING) if unit.kind == UnitKind.COMMISSION else []
    if unit.pk == case.desk_id:
        roles.append(Role.INTAKE_CLERK)
    if unit.pk in (case.responsible_id, case.reviewer_id) or _helps(case, unit):
        roles += HANDLING
    return roles


def _helps(case: Case, unit: Unit) -> bool:
    return case.stage in UNIT_STAGES and case.co_handler_rows.filter(unit=unit).exists()


def _commissions(case: Case) -> list[int]:
    """The commissions that supervise the case: of its area, of its city, of the province, and those it was sent up to."""
    areas = [area_id for area_id in (case.area_id, case.city_id) if area_id]
    near = (
        Q(area_id__in=areas) | Q(area__level=Level.PROVINCE) | Q(pk__in=[case.desk_id, case.escalated_to_id])
    )
    found = Unit.objects.filter(near, kind=UnitKind.COMMISSION, is_active=True).select_related("area")
    return [
        commission.pk
        for commission in found
        if commission.area is None or case.handed_up_from in LEFT_OPEN_TO.get(commission.area.level, ("",))
    ]
