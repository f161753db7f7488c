"""An edition as it is read: its words with what is marked made unreadable, its figures, replies and corrections."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.choices import Decision
from bulletins.choices import BulletinKind, EditionForm
from bulletins.models import Bulletin, Edition, Passage, ReplyRequest
from bulletins.selectors.figures import QUERIES, plain, said
from bulletins.selectors.quoting import sanctions_of
from cases.selectors.leaks import hide_marked
from organizations.models import Unit


@dataclass(frozen=True)
class ReadPart:
    """One item as it is read."""

    heading: str
    text: str
    rule: str
    unit: Unit | None
    sanctions: tuple[str, ...]
    reply: str = ""


@dataclass(frozen=True)
class ReadText:
    """A whole edition as it is read."""

    title: str
    opening: str
    figures: tuple[str, ...]
    parts: tuple[ReadPart, ...]
    closing: str
    corrections: tuple[tuple[object, str], ...]


def read_text(edition: Edition, *, prints_replies: bool | None = None) -> ReadText:
    """The edition as it is read; ``prints_replies`` None: as was decided at its release."""
    shown = hide_marked if edition.form == EditionForm.PUBLIC else str
    printed = edition.prints_replies if prints_replies is None else prints_replies
    replies = replies_of(edition) if printed else {}
    return ReadText(
        title=shown(edition.title).strip(),
        opening=shown(edition.opening).strip(),
        figures=tuple(figure_lines(edition.bulletin)) if edition.is_internal else (),
        parts=tuple(_part(passage, shown, replies) for passage in passages_of(edition)),
        closing=shown(edition.closing).strip(),
        corrections=tuple(
            (row.decided_at, row.words)
            for row in edition.corrections.filter(decision=Decision.GRANTED).order_by("decided_at")
        ),
    )


@dataclass(frozen=True)
class Listed:
    """What a list shows of an edition."""

    edition: Edition
    title: str
    opening: str
    headings: tuple[str, ...]


def listed(editions: Iterable[Edition]) -> list[Listed]:
    """Public editions as lists show them, with one further query for all of them together."""
    rows = list(editions)
    prefetch_related_objects(rows, "passages__item")
    return [
        Listed(
            edition=row,
            title=hide_marked(row.title).strip(),
            opening=hide_marked(row.opening).strip(),
            headings=tuple(
                hide_marked(passage.heading).strip()
                for passage in sorted(row.passages.all(), key=lambda one: (one.item.position, one.item_id))
                if not passage.is_left_out
            ),
        )
        for row in rows
    ]


def passages_of(edition: Edition) -> list[Passage]:
    """The passages that stand in the edition, in the order of the items."""
    rows = edition.passages.filter(is_left_out=False)
    return list(rows.select_related("item__unit", "item__case").order_by("item__position", "item_id"))


def replies_of(edition: Edition) -> dict[int, ReplyRequest]:
    """The replies that were given, by item."""
    rows = edition.replies.filter(ended_at=None, replied_at__isnull=False)
    return {row.item_id: row for row in rows}


def passage_words(passage: Passage) -> str:
    """What a named unit is shown of a public edition: the passage on it, as everybody would read it."""
    part = _part(passage, hide_marked, {})
    rule = _("Rule that was broken: %(rule)s") % {"rule": part.rule}
    return "\n".join((part.heading, part.text, rule, *part.sanctions))


def figure_lines(bulletin: Bulletin) -> list[str]:
    """The numbers in sentences: one for a sector, one for each service window."""
    rows = list(bulletin.figures.select_related("unit"))
    if not rows:
        return []
    if bulletin.kind == BulletinKind.MONTHLY:
        words = [f"{QUERIES[row.query].label} {said(row.query, row.value)}" for row in rows]
        return [_("; ").join(words)]
    by_unit: dict[Unit, dict[str, str]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, {})[row.query] = plain(row.value)
    sentence = _(
        "%(unit)s: %(received)s complaints received, %(closed)s closed; %(satisfied)s ratings satisfied, "
        "%(mostly)s mostly satisfied, %(dissatisfied)s dissatisfied."
    )
    return [
        " ".join((sentence % {"unit": unit.label, **values}, _visits_of(values))).strip()
        for unit, values in by_unit.items()
    ]


def _visits_of(values: dict[str, str]) -> str:
    """What visitors of the window have said; where too few have, only that."""
    if "visit_invited" not in values:
        return ""
    if "visit_satisfied" not in values:
        return _("Visitors: %(visit_invited)s invited to rate, too few have for a result.") % values
    sentence = _(
        "Visitors: %(visit_invited)s invited to rate, %(visit_satisfied)s satisfied, %(visit_mostly)s mostly "
        "satisfied, %(visit_bad)s dissatisfied."
    )
    return sentence % values


def _part(passage: Passage, shown, replies: dict[int, ReplyRequest]) -> ReadPart:
    item = passage.item
    reply = replies.get(item.pk)
    return ReadPart(
        heading=shown(passage.heading).strip(),
        text=shown(passage.text).strip(),
        rule=item.rule,
        unit=item.unit,
        sanctions=tuple(sanctions_of(item, names_persons=passage.names_persons)),
        reply=reply.reply if reply else "",
    )
