"""The rows of the list of cases as HTML.

A page has fifty rows of seven cells. Drawn by a template they are more than a third of its work, because each name is
looked up through a stack of contexts. Here a row is a text with gaps; whatever fills them is escaped, but for numbers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.selectors.columns import Column
from cases.selectors.rows import CaseRow
from common.addresses import address_by_number
from common.templatetags.look import component

TICK = (
    '<td class="cell-pick"><label><input class="form-check-input" type="checkbox" name="case" value="{}" form="bulk"'
    ' data-pick><span class="visually-hidden">{}</span></label></td>'
)
SUBJECT = (
    '<th scope="row"><a class="row-title" href="{}">{}</a>{}<span class="row-sub"><span class="num phone-only">{} · </span>'
    "{} · {}{}</span></th>"
)
FOUND = '<span class="row-sub row-found">{}</span>'
HEAD, CELL = '<td data-label="{}" class="{}">', "{}{}</td>"

Draw = Callable[[CaseRow], SafeString]


def drawn_rows(rows: Iterable[CaseRow], columns: Sequence[Column], *, picks: bool) -> Iterator[dict]:
    """Each case with its row as HTML, with a box to tick where ``picks``. What is alike in all rows is put into words once."""
    cells = [_subject() if column.name == "subject" else _cell(column) for column in columns]
    said = escape(_("Tick %(number)s"))
    for row in rows:
        key = row.case.pk
        tick = TICK.format(key, said % {"number": row.number}) if picks else ""
        drawn = "".join([draw(row) for draw in cells])
        html = f'<tr data-row="{key}" class="row-{row.light}">{tick}{drawn}</tr>\n'
        yield {"case": row.case, "html": mark_safe(html)}


def _cell(column: Column) -> Draw:
    """A cell with its words; light and stage have a badge."""
    opening, words = format_html(HEAD, column.label, column.css), BADGES.get(column.name, column.words)

    # Typed, because words that are marked as safe must not stand in for the same words that aren't.
    @lru_cache(maxsize=None, typed=True)
    def drawn(words: str) -> SafeString:
        return format_html(CELL, opening, words)

    return lambda row: drawn(words(row))


def _light(row: CaseRow) -> SafeString:
    return component("components/light.html", light=row.light, text=row.days)


def _stage(row: CaseRow) -> SafeString:
    return component("components/stage_badge.html", stage=row.case.stage, label=row.stage)


BADGES: dict[str, Draw] = {"light": _light, "stage": _stage}


def _subject() -> Draw:
    """What the case is about, which leads to it; below that where it happened, how it came in and what marks it."""
    address_of = address_by_number("cases:case-detail")

    def draw(row: CaseRow) -> SafeString:
        case = row.case
        found = format_html(FOUND, row.excerpt) if row.excerpt else ""
        address = address_of(case.pk)
        return format_html(
            SUBJECT, address, case.subject, found, row.number, row.place, row.channel, _marks(row)
        )

    return draw


def _marks(row: CaseRow) -> SafeString:
    case = row.case
    return component(
        "cases/marks.html",
        danger=row.danger,
        waits_for=row.waits_for,
        people=case.people,
        is_supervised=case.is_supervised,
        is_reopened=case.reopened_count > 0,
    )
