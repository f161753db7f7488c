"""The programme as a whole: coverage of the eight sectors, the four counts, and how city and county sessions add up (M68, M69, M72)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from cases.selectors.register import sectors
from common.numbering import CHINA
from hotline.choices import AHEAD, ON_OR_PAST, Outlet, Rank
from hotline.models import Guest, Question, Session
from hotline.rules import share_of
from organizations.choices import Level
from organizations.models import Sector


@dataclass(frozen=True)
class SectorLine:
    """One sector in the coverage of a cycle; nothing aired is a gap."""

    sector: Sector
    aired: int
    planned: int
    questions: int

    @property
    def is_covered(self) -> bool:
        """Whether the sector was on the air in this cycle."""
        return self.aired > 0


@dataclass(frozen=True)
class LevelLine:
    """The sessions of one level: what the cities and counties add to the province's."""

    level: str
    label: str
    sessions: int
    questions: int
    promises: int


@dataclass(frozen=True)
class FourCounts:
    """The four counts of participation (四热): of units, topics, media with guests, and society."""

    units: int
    sessions: int
    topics: int
    questions_a_topic: int | None
    broadcasts: int
    first_leader_share: int | None
    questions: int
    outlets: list[tuple[str, int]]


def sessions_of(user, first: date, last: date) -> list[Session]:
    """The sessions of these days that the user sees, each once whatever its level."""
    seen = Session.objects.visible_to(user).with_places().filter(starts_at__range=_span(first, last))
    return list(seen.order_by("starts_at", "pk"))


def coverage(found: Sequence[Session]) -> list[SectorLine]:
    """The eight sectors in the order of their numbers."""
    aired = Counter(session.sector_id for session in found if session.stage in ON_OR_PAST)
    planned = Counter(session.sector_id for session in found if session.stage in AHEAD)
    asked = _questions_by(found, "session__sector")
    return [SectorLine(sector, aired[pk], planned[pk], asked.get(pk, 0)) for pk, sector in sectors().items()]


def four_counts(found: Sequence[Session]) -> FourCounts:
    """The four counts of what was broadcast; every number can be counted by hand in the list of sessions."""
    aired = [session for session in found if session.stage in ON_OR_PAST]
    guests = newest_guests(aired)
    first = sum(guests[one.pk].rank == Rank.FIRST for one in aired if one.pk in guests)
    by_outlet = _questions_by(aired, "outlet")
    questions = sum(by_outlet.values())
    topics = len({session.sector_id for session in aired})
    return FourCounts(
        units=len({session.unit_id for session in aired}),
        sessions=len(aired),
        topics=topics,
        questions_a_topic=round(questions / topics) if topics else None,
        broadcasts=sum(len(session.outlets) for session in aired),
        first_leader_share=share_of(first, len(aired)),
        questions=questions,
        outlets=[(str(outlet.label), by_outlet.get(outlet.value, 0)) for outlet in Outlet],
    )


def levels(found: Sequence[Session]) -> list[LevelLine]:
    """The three levels; together they are the programme of the area (三级联动)."""
    aired = [session for session in found if session.stage in ON_OR_PAST]
    by_level = {level.value: [s for s in aired if s.organiser.area.level == level] for level in Level}
    return [
        LevelLine(
            level=level.value,
            label=str(level.label),
            sessions=len(by_level[level.value]),
            questions=sum(_questions_by(by_level[level.value], "outlet").values()),
            promises=_promises(by_level[level.value]),
        )
        for level in (Level.PROVINCE, Level.CITY, Level.COUNTY)
    ]


def newest_guests(found: Sequence[Session]) -> dict[int, Guest]:
    """Who comes to each of the sessions, by what was reported last."""
    rows = Guest.objects.filter(session__in=[session.pk for session in found])
    return {guest.session_id: guest for guest in rows.order_by("pk")}


def _questions_by(found: Sequence[Session], column: str) -> dict:
    rows = Question.objects.filter(session__in=[session.pk for session in found]).order_by()
    return dict(rows.values_list(column).annotate(number=Count("pk")))


def _promises(found: Sequence[Session]) -> int:
    return Question.objects.filter(session__in=found, stage="promised").count()


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    return (
        datetime.combine(first, time.min, tzinfo=CHINA),
        datetime.combine(last + timedelta(days=1), time.min, tzinfo=CHINA) - timedelta(microseconds=1),
    )
