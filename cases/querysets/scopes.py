"""What one duty opens of the cases, before the firewall."""

import operator
from collections.abc import Collection
from functools import reduce

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.choices import Role
from accounts.selectors import Acting, Standing
from cases.lifecycle import UNIT_STAGES
from organizations.choices import Level, UnitKind
from organizations.models import SectorLead

# The levels that may have handed a case up which somebody of this level still reads (R12).
LEFT_OPEN_TO = {Level.PROVINCE: ("", Level.COUNTY, Level.CITY), Level.CITY: ("", Level.COUNTY)}


def not_sealed_from(acting: Acting) -> Q:
    """A case that was handed up is gone for everybody of the level that it left and of those below."""
    area = acting.unit.area
    return Q() if area is None else Q(handed_up_from__in=LEFT_OPEN_TO.get(area.level, ("",)))


def actings_key(actings: Collection[Acting]) -> tuple:
    """Everything of these duties on which it depends what they open."""
    return tuple(
        (acting.role, unit.pk, unit.kind, unit.line, unit.area_id, unit.area and unit.area.level)
        for acting in actings
        for unit in (acting.unit,)
    )


def sight_of(user_id: int, actings: Collection[Acting], standing: Standing) -> tuple:
    """Everything of somebody on which it depends which cases these duties open to him."""
    return user_id, actings_key(actings), standing.shut_units, standing.shut_persons


def scope_of(acting: Acting, user_id: int, *, helping: bool) -> Q | None:
    """The cases that one duty opens, before the firewall; None when it opens none.

    ``helping``: those too in which the unit is a co-handler.
    """
    match acting.role:
        case Role.INTAKE_CLERK:
            return Q(desk=acting.unit)
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            return _commission_scope(acting)
        case Role.HANDLER:
            return any_of(*unit_branches(acting, helping=helping))
        case Role.UNIT_LEADER:
            return _leader_scope(acting, helping=helping)
        case Role.MUNICIPAL_SYSTEM:
            return Q(submitted_by=user_id)
    return None


def _commission_scope(acting: Acting) -> Q | None:
    """A commission sees every case of its area; above the province only what was sent up to it."""
    if acting.unit.kind != UnitKind.COMMISSION:
        return None
    sent_up = Q(desk=acting.unit) | Q(escalated_to=acting.unit)
    area = acting.unit.area
    if area is None:
        return sent_up
    match area.level:
        case Level.PROVINCE:
            return Q()
        case Level.CITY:
            return sent_up | Q(city=area)
        case _:
            return sent_up | Q(area=area)


def _leader_scope(acting: Acting, *, helping: bool) -> Q:
    """A leader reads what the unit has; a leading department also steers its sector in its area, once assigned (M04)."""
    sector, branches = _led_sector(acting), unit_branches(acting, helping=helping)
    if sector is None:
        return any_of(*branches)
    if acting.unit.area.level == Level.PROVINCE:
        # An eighth of all cases: going through them in order is quicker than making a list of their numbers first.
        return reduce(operator.or_, (*branches, sector))
    return any_of(*branches, sector)


def unit_branches(acting: Acting, *, helping: bool = False) -> tuple[Q, ...]:
    """What a unit has, what came up to it and what it reviews; with ``helping`` also what it helps with."""
    helped = (
        apps.get_model("cases", "CoHandler").objects.filter(unit=acting.unit).order_by().values("case_id")
    )
    reviewed = apps.get_model("cases", "Review").objects.filter(unit=acting.unit).order_by().values("case_id")
    return (
        Q(responsible=acting.unit),
        Q(escalated_to=acting.unit),
        Q(pk__in=reviewed, stage__in=UNIT_STAGES),
        *([Q(pk__in=helped, stage__in=UNIT_STAGES)] if helping else []),
    )


def led_sectors(acting: Acting) -> QuerySet:
    """The ids of the sectors that the unit's line leads."""
    return SectorLead.objects.filter(line=acting.unit.line).values("sector_id")


def _led_sector(acting: Acting) -> Q | None:
    """The assigned cases of the sectors that the unit's line leads, in its area; None above the province."""
    area = acting.unit.area
    if area is None:
        return None
    within = {Level.PROVINCE: Q(), Level.CITY: Q(city=area)}.get(area.level, Q(area=area))
    return Q(sector_id__in=led_sectors(acting), stage__in=UNIT_STAGES) & within


def any_of(*branches: Q) -> Q:
    """The cases in any branch, each found by an index of its own; an OR would have the database go through all cases."""
    first, *others = (
        apps.get_model("cases", "Case").objects.filter(branch).values("pk").order_by() for branch in branches
    )
    return Q(pk__in=first.union(*others))
