"""The figures of units as rows of a table: each number with the address of the cases or orders that it counts."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.http import urlencode

from cases.choices import Light, Stage
from dashboard.selectors.late_units import UnitLine
from dashboard.selectors.overview import Days
from dashboard.views.home import to_list
from organizations.models import Unit


def unit_rows(lines: Iterable[UnitLine], *, asked: Mapping[str, str] | None = None) -> list[dict]:
    """The lines with their units, in the order given; ``asked`` is what narrows every number beside the unit."""
    lines = list(lines)
    units = Unit.objects.select_related("area").in_bulk([line.unit for line in lines])
    return [
        {
            "line": line,
            "unit": units[line.unit],
            "url": reverse("admin:unit-page", args=[line.unit]),
            **links_of(units[line.unit], asked=asked),
        }
        for line in lines
    ]


def links_of(unit: Unit, *, asked: Mapping[str, str] | None = None) -> dict[str, str]:
    """The lists behind the figures of this moment."""
    of_unit = {**(asked or {}), "unit_code": unit.code}
    orders = urlencode({"tab": "open", "unit": unit.code})
    return {
        "open_url": to_list(tab="open", **of_unit),
        "yellow_url": to_list(tab="open", light=Light.YELLOW, **of_unit),
        "red_url": to_list(tab="open", light=Light.RED, **of_unit),
        "extended_url": to_list(tab="open", extended="yes", **of_unit),
        "orders_url": f"{reverse('supervision:order-list')}?{orders}",
    }


def closed_links(unit: Unit, days: Days, *, asked: Mapping[str, str] | None = None) -> dict[str, str]:
    """The lists behind the figures of the last thirty days: all that was closed, and what was closed too late."""
    closed = {"tab": "closed", "stage": Stage.CLOSED, "closed_from": days.month[0]}
    of_unit = {**(asked or {}), "unit_code": unit.code}
    return {
        "closed_url": to_list(**closed, **of_unit),
        "too_late_url": to_list(**closed, late="yes", **of_unit),
    }
