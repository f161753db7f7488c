"""Answered matters that everybody may read: found by words, sector and city."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import PublicAnswer
from cases.search import excerpt, in_texts, marked, words_of
from cases.selectors.register import areas, sectors
from common.numbering import CHINA
from organizations.choices import Level

EXCERPT = 90


@dataclass(frozen=True)
class AnsweredRow:
    """What a list or page shows of a released text: nothing that is only in the case."""

    slug: str
    title: str
    excerpt: str
    matter: str
    outcome: str
    sector: str
    city: str
    released_on: date


def answered(*, query: str = "", sector: str = "", city: str = "") -> QuerySet[PublicAnswer]:
    """The released texts that hold every word of the query; of a sector and city, both by code."""
    found = PublicAnswer.objects.released().for_everybody()
    for word in words_of(query):
        found = found.filter(in_texts(word))
    if sector:
        found = found.filter(case__sector__code=sector)
    return found.filter(case__city__code=city) if city else found


def answered_rows(texts: Iterable[PublicAnswer], *, query: str = "") -> list[AnsweredRow]:
    """The texts as rows, with the words that were searched marked."""
    words = words_of(query)
    return [_row(text, words) for text in texts]


def sector_choices() -> list[tuple[str, str]]:
    """The eight sectors by code."""
    return [(sector.code, sector.label) for sector in sectors().values()]


def city_choices() -> list[tuple[str, str]]:
    """The cities of today by code."""
    cities = (area for area in areas().values() if area.level == Level.CITY and area.valid_to is None)
    return [(area.code, area.label) for area in cities]


def _row(text: PublicAnswer, words: list[str]) -> AnsweredRow:
    case, begin = text.case, text.matter[:EXCERPT]
    return AnsweredRow(
        slug=text.slug,
        title=marked(text.title, words),
        excerpt=excerpt(text.matter, words)
        or excerpt(text.outcome, words)
        or begin + "…" * (begin != text.matter),
        matter=text.matter,
        outcome=text.outcome,
        sector=sectors()[case.sector_id].label if case.sector_id else _("Outside the eight sectors"),
        city=areas()[case.city_id].label if case.city_id else _("The whole province, or not known"),
        released_on=timezone.localtime(text.decided_at, CHINA).date(),
    )
