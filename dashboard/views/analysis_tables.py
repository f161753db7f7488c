"""The figures as cards, tables and charts: every number with its way to the cases, every share with how many it is of."""

from collections.abc import Callable
from datetime import date
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from cases.choices import Stage
from dashboard.selectors import FEW, UNITS_SHOWN, Analysis, Line, Question, Stay, months_before
from dashboard.views.analysis_links import Links

NOTHING = "—"
# How long the longest bar of the stays is drawn, in the units of its picture.
BAR = 100
DAY_MARK = "2000-01-01"
# What a number is a share of, if it is one.
SHARE_OF = {
    "in_time": "closed",
    "late": "closed",
    "reopened": "answered",
    "rated": "answered",
    "pleased": "rated",
    "proved": "closed",
}
COLUMNS = ("received", "closed", "in_time", "late", "open", "answered", "reopened", "rated", "pleased")


WORDS = {
    "received": gettext_lazy("Received"),
    "closed": gettext_lazy("Closed"),
    "declined": gettext_lazy("Not accepted"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "in_time": pgettext_lazy("figures", "In time"),
    "late": gettext_lazy("Too late"),
    "open": gettext_lazy("Unfinished"),
    "answered": gettext_lazy("First answered"),
    "reopened": gettext_lazy("Reopened"),
    "rated": gettext_lazy("Rated"),
    "pleased": gettext_lazy("Satisfied or mostly"),
    "proved": gettext_lazy("Proved in whole or in part"),
    "paid": gettext_lazy("Cases with money returned"),
}


def words_of(measure: str) -> str:
    """The name of a measure in the head of a table."""
    return str(WORDS[measure])


def percent(part: int, of: int) -> str:
    """A share in words; of few cases as numbers, because a percentage would say more than it knows."""
    if not of:
        return NOTHING
    if of < FEW:
        return _("%(part)d of %(all)d") % {"part": part, "all": of}
    return f"{100 * part / of:.0f}%"


def cards(found: Analysis, links: Links) -> list[dict]:
    """The figures on top, each with what it is of."""
    return [*_amounts_and_times(found, links), *_what_citizens_say(found.total, links)]


def _amounts_and_times(found: Analysis, links: Links) -> list[dict]:
    total = found.total
    whole = next((stay for stay in found.stays if stay.stage == "total"), None)
    return [
        _card(words_of("received"), total.received, "download", links.to_cases("received")),
        _card(words_of("closed"), total.closed, "circle-check", links.to_cases("closed")),
        _card(_("Unfinished at the end"), total.open, "hourglass", links.to_cases("open")),
        _card(
            _("Closed in time"),
            percent(total.in_time, total.closed),
            "clock",
            links.to_cases("in_time"),
            _of(total.in_time, total.closed),
        ),
        _card(
            _("Days to closing, median"),
            _days(whole.median) if whole else NOTHING,
            "calendar",
            links.to_cases("closed") if whole else "",
            _("nine in ten: %(days)s") % {"days": _days(whole.p90)} if whole else "",
        ),
    ]


def _what_citizens_say(total: Line, links: Links) -> list[dict]:
    return [
        _card(
            words_of("reopened"),
            percent(total.reopened, total.answered),
            "refresh",
            links.to_cases("reopened"),
            _of(total.reopened, total.answered),
        ),
        _card(
            words_of("pleased"),
            percent(total.pleased, total.rated),
            "mood-smile",
            links.to_cases("pleased"),
            _of(total.pleased, total.rated),
        ),
        _card(
            _("Response rate"),
            percent(total.rated, total.answered),
            "star",
            links.to_cases("rated"),
            _of(total.rated, total.answered),
        ),
    ]


def _card(label: str, value, icon: str, url: str, note: str = "") -> dict:
    return {"label": label, "value": value, "icon": icon, "url": url if value else "", "note": note}


def _of(part: int, of: int) -> str:
    return _("%(part)d of %(all)d") % {"part": part, "all": of} if of else ""


def _days(days: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days else _("under a day")


def tables(found: Analysis, links: Links) -> list[dict]:
    """The tables, each row with the way to the same page of that row alone."""
    place = _("City") if found.place == "city" else _("County")
    drawn = [
        _table("sector", _("By sector"), _("Sector"), found.by_sector, links),
        _table("area", _("By place"), place, found.by_place, links),
        _table("unit", _("By unit"), _("Unit"), found.by_unit[:UNITS_SHOWN], links),
        _table("channel", _("By channel"), _("Channel"), found.by_channel, links),
    ]
    drawn[2]["hidden"] = max(len(found.by_unit) - UNITS_SHOWN, 0)
    return [table for table in drawn if table["rows"]]


def _table(name: str, title: str, head: str, lines: list[Line], links: Links) -> dict:
    return {
        "name": name,
        "title": title,
        "head": head,
        "columns": [words_of(column) for column in COLUMNS],
        "rows": [
            {
                "label": line.label,
                "url": links.to_page(**{name: line.code}) if line.code else "",
                **_drawn([_cell(line, column, links) for column in COLUMNS]),
            }
            for line in lines
        ],
    }


def _drawn(cells: list[dict]) -> dict:
    """The cells of a row, and the same as HTML: a page has seven hundred, which a template draws slowly. Only addresses have to
    be escaped; what is told are numbers."""
    drawn = "".join(f"<td>{_number(cell)}{_share(cell)}</td>" for cell in cells)
    return {"cells": cells, "html": mark_safe(drawn)}


def _number(cell: dict) -> str:
    return f'<a href="{escape(cell["url"])}">{cell["number"]:d}</a>' if cell["url"] else "0"


def _share(cell: dict) -> str:
    return f'<span class="share">{cell["share"]}</span>' if cell.get("has_share") else ""


def _cell(line: Line, column: str, links: Links) -> dict:
    number, of = getattr(line, column), SHARE_OF.get(column)
    share = getattr(line, of) if of else 0
    return {
        "number": number,
        "url": links.to_cases(column, line) if number else "",
        "has_share": bool(of),
        "share": f"{100 * number / share:.0f}%" if share >= FEW else "",
    }


def stay_rows(found: Analysis, links: Links) -> list[dict]:
    """How long closed cases stayed in each stage, with bars that are drawn to one scale."""
    longest = max((stay.p90 for stay in found.stays), default=0) or 1
    return [
        {
            "label": _("In all, from receipt to closing")
            if stay.stage == "total"
            else Stage(stay.stage).label,
            "cases": stay.cases,
            "url": links.to_cases("closed", **({} if stay.stage == "total" else {"passed": stay.stage})),
            "median": _days(stay.median),
            "p90": _days(stay.p90),
            "median_bar": round(BAR * stay.median / longest),
            "p90_bar": round(BAR * stay.p90 / longest),
            "is_few": stay.cases < FEW,
        }
        for stay in found.stays
    ]


def day_rows(found: Analysis, links: Links, *measures: str) -> list[dict]:
    """The days of the period, the latest first, each with the numbers of these measures."""
    return [
        {
            "day": day.day.isoformat(),
            **_drawn(
                [
                    {"number": number, "url": links.to_cases(measure, day=day.day) if number else ""}
                    for measure in measures
                    for number in (getattr(day, measure),)
                ]
            ),
        }
        for day in reversed(found.days)
    ]


def charts(found: Analysis, links: Links) -> dict:
    """What the browser draws: the same numbers as in the tables, with the way to the cases of a day."""
    marked = date.fromisoformat(DAY_MARK)
    series: dict[str, Callable] = {
        "received": lambda day: day.received,
        "ended": lambda day: day.ended,
        "open": lambda day: day.open,
    }
    return {
        "days": [day.day.isoformat() for day in found.days],
        "series": {name: [value(day) for day in found.days] for name, value in series.items()},
        "words": {"received": _("Received"), "ended": _("Ended"), "open": _("Unfinished")},
        "links": {name: links.to_cases(name, day=marked) for name in series},
        "mark": DAY_MARK,
    }


def periods(question: Question, links: Links, today: date) -> list[dict]:
    """Periods that are asked for often."""
    months = months_before(today, 13)
    offered = [
        (_("This month"), months[0], months[0]),
        (_("Last month"), months[1], months[1]),
        (_("Three months"), months[2], months[0]),
        (_("Twelve months"), months[11], months[0]),
        (_("This year"), today.replace(month=1, day=1), months[0]),
    ]
    chosen = (question.first, question.last.replace(day=1))
    return [
        {
            "label": label,
            "url": links.to_page(since=first.isoformat()[:7], until=last.isoformat()[:7]),
            "active": (first, last) == chosen,
        }
        for label, first, last in offered
    ]


def lines_of_file(found: Analysis) -> list[list[str]]:
    """The figures as lines of a file: numbers alone, so that they can be worked with; stays in full days."""
    measures = ("received", "closed", "in_time", "late", "days", "declined", "withdrawn", "open")
    measures += ("answered", "reopened", "rated", "satisfied", "mostly")
    names = [*map(_file_words, measures)]
    lines = [
        [_("Table"), pgettext("row", "Name"), *names],
        [_("In all"), "", *_numbers(found.total, measures)],
    ]
    groups = (
        (_("By sector"), found.by_sector),
        (_("By place"), found.by_place),
        (_("By unit"), found.by_unit),
        (_("By channel"), found.by_channel),
    )
    for title, group in groups:
        lines += [[title, line.label, *_numbers(line, measures)] for line in group]
    lines += [[], [_("Stay in a stage, full days"), "", _("Cases"), _("Median"), _("Nine in ten")]]
    lines += [["", _stage(stay), str(stay.cases), str(stay.median), str(stay.p90)] for stay in found.stays]
    lines += [[], [_("By day"), "", _("Received"), _("Ended"), _("Unfinished")]]
    lines += [["", day.day.isoformat(), *map(str, (day.received, day.ended, day.open))] for day in found.days]
    return lines


def _file_words(measure: str) -> str:
    if measure == "days":
        return _("Days of the closed cases, added up")
    if measure in ("satisfied", "mostly"):
        return {"satisfied": _("Satisfied"), "mostly": _("Mostly satisfied")}[measure]
    return words_of(measure)


def _numbers(line: Line, measures: tuple[str, ...]) -> list[str]:
    return [str(getattr(line, measure)) for measure in measures]


def _stage(stay: Stay) -> str:
    return _("In all, from receipt to closing") if stay.stage == "total" else str(Stage(stay.stage).label)
