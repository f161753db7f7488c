"""The list of the service windows and the limits in force."""

from collections.abc import Iterable
from dataclasses import dataclass, field
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


@dataclass
class LimitLine:
    """One limit as it stands on a day: its value and since when (None: built in), what is to come, and what units have alone."""

    name: str
    value: int
    since: date | None = None
    to_come: list[tuple[date, int]] = field(default_factory=list)
    of_units: dict[Unit, tuple[date, int]] = field(default_factory=dict)


def limit_lines(day: date) -> list[LimitLine]:
    """Every limit as it stands on that day. A version that repeats a value doesn't change since when it holds."""
    lines = {name: LimitLine(name, built_in) for name, (built_in, _least, _most) in LIMITS.items()}
    for rule in WindowRule.objects.select_related("unit").order_by("effective_on", "pk"):
        for name, value in rule.values.items():
            _carry(lines[name], rule, value, day=day)
    return list(lines.values())


def _carry(line: LimitLine, rule: WindowRule, value: int, *, day: date) -> None:
    has_come = rule.effective_on <= day
    if rule.unit:
        known = line.of_units.get(rule.unit)
        if has_come and (known is None or known[1] != value):
            line.of_units[rule.unit] = (rule.effective_on, value)
    elif has_come and value != line.value:
        line.value, line.since = value, rule.effective_on
    elif not has_come and value != (line.to_come[-1][1] if line.to_come else line.value):
        line.to_come.append((rule.effective_on, value))


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
