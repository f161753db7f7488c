"""The months of a campaign and the places of a sector, as tables, and the chart and the map that are drawn beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cases.choices import Light
from dashboard.selectors import FEW, SHARED, Question, shaded, share_of
from dashboard.selectors.campaign import Month, Place
from dashboard.views.analysis_links import Links, open_list
from dashboard.views.analysis_tables import SHARE_OF, words_of
from dashboard.views.sector_panels import SectorView, yuan

# The columns of the table of places that the statistics count, and those that commissions alone see.
COUNTED = ("received", "closed", "in_time", "rated", "pleased")
CONCLUDED = ("proved", "paid")


def year_context(months: Sequence[Month], question: Question) -> dict:
    """The months with the ways to their cases, and the same for the browser to draw, with the phases behind the lines."""
    rows = []
    for month in months:
        narrowed = Links(replace(question, first=month.first, last=month.last))
        cells = [
            {"number": number, "url": narrowed.to_cases(measure) if number else ""}
            for measure, number in (
                ("received", month.received),
                ("ended", month.ended),
                ("open", month.open),
            )
        ]
        rows.append({"month": month.first, "phase": month.phase, "cells": cells})
    names = ("received", "ended")
    chart = {
        "days": [f"{month.first:%Y-%m}" for month in months],
        "whole": True,
        "series": {name: [getattr(month, name) for month in months] for name in names},
        "urls": {name: [row["cells"][place]["url"] for row in rows] for place, name in enumerate(names)},
        "words": {"received": _("Received"), "ended": _("Ended")},
        "bands": _bands(months),
    }
    return {"months": rows, "charts": chart}


def _bands(months: Sequence[Month]) -> list[dict]:
    """From which month to which each phase goes."""
    bands = []
    for phase, of_phase in groupby(months, key=lambda month: month.phase):
        inside = list(of_phase)
        if phase:
            bands.append(
                {"label": phase, "first": f"{inside[0].first:%Y-%m}", "last": f"{inside[-1].first:%Y-%m}"}
            )
    return bands


def place_rows(view: SectorView, places: Iterable[Place]) -> dict:
    """One line for each city or county: its figures, its deployment, and the way to the same page of it alone."""
    columns = [*COUNTED, *(CONCLUDED if view.concludes else ())]
    rows = [
        {
            "label": place.label,
            "url": f"?area={place.code}" if place.code and place.code != view.asked.area else "",
            "cells": [*_open_cells(view, place), *(_cell(view, place, column) for column in columns)],
            "money": yuan(place.line.money) if view.concludes and place.line.money else "",
            "cell": place.cell,
        }
        for place in places
    ]
    heads = [_("Open now"), _("Overdue now"), *(words_of(column) for column in columns)]
    return {"places": rows, "heads": heads, "shows_money": view.concludes}


def _open_cells(view: SectorView, place: Place) -> list[dict]:
    narrowed = {"sector": view.asked.sector.code} | place.narrows
    red = open_list(**narrowed, light=Light.RED)
    return [
        {"number": place.now.open, "url": open_list(**narrowed) if place.now.open else ""},
        {"number": place.now.red, "url": red if place.now.red else "", "is_red": place.now.red > 0},
    ]


def _cell(view: SectorView, place: Place, column: str) -> dict:
    number, of = getattr(place.line, column), SHARE_OF.get(column)
    whole = getattr(place.line, of) if of else 0
    return {
        "number": number,
        "url": view.links.to_cases(column, place.line) if number else "",
        "share": f"{100 * number / whole:.0f}%" if whole >= FEW else "",
    }


def map_context(places: Iterable[Place], request: HttpRequest, measures: Sequence[str], **more) -> dict:
    """The map of the cities shaded by one of the measures, and what else it could show.

    ``more`` are numbers by city for measures beside those of the places: words, and a number for each code.
    """
    places = [place for place in places if place.code]
    words = {
        "open": _("Open now"),
        "red": _("Overdue now"),
        "received": _("Received"),
        "in_time": _("Closed in time"),
        "pleased": _("Satisfied or mostly"),
    } | {name: label for name, (label, _numbers) in more.items()}
    asked = request.GET.get("show", "")
    show = asked if asked in measures else measures[0]
    numbers = {
        place.code: more[show][1].get(place.code, 0) if show in more else _shown(place, show)
        for place in places
    }
    drawn = shaded(numbers, names={place.code: place.label for place in places}, is_share=show in SHARED)
    kept = request.GET.copy()
    kept.pop("show", None)

    def address(**changed: str) -> str:
        query = kept.copy()
        query.update(changed)
        return f"?{query.urlencode()}"

    return {
        "map": drawn,
        "map_cities": [(city, address(area=city.code) if city.code else "") for city in drawn.cities],
        "map_title": words[show],
        "map_tabs": [
            {"label": words[name], "url": f"{address(show=name)}#map", "active": name == show}
            for name in measures
        ],
    }


def _shown(place: Place, show: str) -> int | None:
    if show in SHARED:
        return share_of(place.line, show)
    return getattr(place.now, show) if show in ("open", "red") else getattr(place.line, show)
