"""The list of the service windows and the limits in force."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from evaluations.models import ServiceWindow, WindowRule
from evaluations.rules.samples import LIMITS
from organizations.models import Unit


def service_windows(*, on: date) -> list[Unit]:
    """The units that are on the list on that day, in its order (M64, M76)."""
    windows = ServiceWindow.objects.on(on).select_related("unit__area")
    return [window.unit for window in windows]


def limits_on(day: date, *, unit_id: int | None = None) -> dict[str, int]:
    """The limits in force on a day: the built-in ones, those set for all, and over them those set for the unit alone."""
    values = {name: built_in for name, (built_in, _least, _most) in LIMITS.items()}
    rules = WindowRule.objects.filter(Q(unit=None) | Q(unit=unit_id), effective_on__lte=day)
    # Those for all come first, whatever their day, so that one for the unit alone lies over them.
    for rule in sorted(rules, key=lambda rule: (rule.unit_id is not None, rule.effective_on, rule.pk)):
        values |= rule.values
    return values


def windows_by_code(codes: Iterable[str]) -> dict[str, Unit]:
    """Units by their codes, with the areas that the rights to them hang on."""
    return {unit.code: unit for unit in Unit.objects.filter(code__in=set(codes)).select_related("area")}


def listed_days(unit_ids: Iterable[int]) -> dict[int, list[tuple[date, date | None]]]:
    """From when until when each of these units is or was on the list."""
    days: dict[int, list] = {}
    for unit, begin, end in ServiceWindow.objects.filter(unit__in=set(unit_ids)).values_list(
        "unit", "from_on", "to_on"
    ):
        days.setdefault(unit, []).append((begin, end))
    return days
