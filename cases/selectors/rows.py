"""Cases as rows of a list: every word that is shown, looked up once for the whole page."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db.models import QuerySet

from cases.choices import Channel, Danger, Stage, WaitsFor
from cases.models import Case
from cases.models.case import due_on_of
from cases.search import excerpt, marked, words_of
from cases.selectors.lights import days_left, light_of
from cases.selectors.register import areas, sectors
from common.numbering import CHINA
from organizations.choices import Level
from organizations.models import Area

NOTHING = "—"
SHOWN = (
    *(
        "channel",
        "subject",
        "area_id",
        "sector_id",
        "stage",
        "is_supervised",
        "reopened_count",
        "danger",
        "waits_for",
        "people",
        "received_at",
    ),
    *("remind_at", "due_at", "red_at"),
    "desk_id",
)
UNIT_SHOWN = ("responsible__name", "responsible__name_hant", "responsible__name_en")


class CaseRow(NamedTuple):
    """A case with its light, the days left or gone, its place, unit, sector, stage and channel in words."""

    case: Case
    number: str
    light: str
    days: str
    received_on: str
    place: str
    unit: str
    sector: str
    stage: str
    channel: str
    danger: str
    waits_for: str
    excerpt: str = ""


def for_rows(cases: QuerySet[Case], *, searched: str = "", also: Iterable[str] = ()) -> QuerySet[Case]:
    """Only what rows need from the database: sectors and areas are known already; the texts where one was searched.

    ``also`` are the columns of the case that the chosen columns of the list need.
    """
    texts = ("story", "place_text") if words_of(searched) else ()
    return cases.select_related("responsible").only(*SHOWN, *UNIT_SHOWN, *texts, *also)


def rows_of(cases: Iterable[Case], *, at: datetime, searched: str = "") -> Iterator[CaseRow]:
    """The cases as rows, one after the other, in the language of the reader; with the words that were searched, as they
    stand in the text."""
    words = words_of(searched)
    stages = {stage.value: str(stage.label) for stage in Stage}
    channels = {channel.value: str(channel.label) for channel in Channel}
    dangers = {danger.value: str(danger.label) for danger in Danger}
    waits = {waiting.value: str(waiting.label) for waiting in WaitsFor}
    known_sectors = {pk: sector.label for pk, sector in sectors().items()}
    # Many cases share a place, and are due when the same day ends.
    place = cache(lambda area_id: marked(place_of(areas()[area_id]), words))
    left = cache(lambda due_at: days_left(due_on_of(due_at), at=at))
    for case in cases:
        yield CaseRow(
            case=case,
            number=case.number,
            light=light_of(case, at=at),
            days=left(case.due_at),
            received_on=day_of(case.received_at),
            place=place(case.area_id),
            unit=marked(case.responsible.label, words) if case.responsible_id else NOTHING,
            sector=known_sectors[case.sector_id] if case.sector_id else NOTHING,
            stage=stages[case.stage],
            channel=channels[case.channel],
            danger=dangers[case.danger] if case.danger else "",
            waits_for=waits[case.waits_for] if case.waits_for else "",
            excerpt=(excerpt(case.story, words) or excerpt(case.place_text, words)) if words else "",
        )


def place_of(area: Area) -> str:
    """An area with its city in front of it."""
    return f"{area.parent.label} · {area.label}" if area.level == Level.COUNTY else area.label


def day_of(moment: datetime | None) -> str:
    """The day of a moment, China time; empty where there is none."""
    return moment.astimezone(CHINA).date().isoformat() if moment else ""
