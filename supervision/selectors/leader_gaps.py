"""Which units have nobody who answers for them, by area, and who did before (M58)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.selectors import standing_of
from organizations.choices import Level
from organizations.models import Area, Tenure, Unit
from organizations.selectors import without_leader


@dataclass(frozen=True)
class AreaCount:
    """One area, how many active units it has, and how many of them are without a first responsible person."""

    area: Area
    units: int
    without: int


def _within_reach(user) -> Q:
    """The units of the areas that the user's commissions watch over."""
    reach = Q(pk__in=[])
    for acting in standing_of(user, on=timezone.localdate()).actings:
        area = acting.unit.area
        if area is None or area.level == Level.PROVINCE:
            return Q()
        reach |= Q(area=area) | Q(area__parent=area)
    return reach


def units_without_leader(user, *, on: date, area: Area | None = None) -> QuerySet[Unit]:
    """The active units in the user's reach for which nobody stands in the chart on that day, by code."""
    units = without_leader(on=on).filter(_within_reach(user)).select_related("area")
    return units.filter(area=area) if area else units


def areas_without_leader(user, *, on: date) -> list[AreaCount]:
    """Every area in the user's reach with such units, in the order of the codes."""
    reach = _within_reach(user)
    missing = dict(
        without_leader(on=on)
        .filter(reach, area__isnull=False)
        .order_by()
        .values_list("area")
        .annotate(number=Count("pk"))
    )
    all_units = dict(
        Unit.objects.filter(reach, is_active=True, area__in=missing)
        .order_by()
        .values_list("area")
        .annotate(number=Count("pk"))
    )
    areas = Area.objects.filter(pk__in=missing).order_by("code")
    return [AreaCount(area, all_units[area.pk], missing[area.pk]) for area in areas]


def holders_of(units: list[Unit]) -> dict[int, list[Tenure]]:
    """Who held the first post of these units before, the latest first: past holders stay on record."""
    rows = Tenure.objects.filter(post__unit__in=units, post__is_first=True).select_related("person", "post")
    found: dict[int, list[Tenure]] = {unit.pk: [] for unit in units}
    for tenure in rows.order_by("-from_on"):
        found[tenure.post.unit_id].append(tenure)
    return found
