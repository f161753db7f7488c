"""Adding up the figures of somebody: the sums of the large part, less what is hidden, more what is seen beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.selectors import Standing
from dashboard.choices import Level, Span
from dashboard.models import MEASURES, FactDay, FactStay, FigureCell, FigureState, StayCell
from dashboard.selectors.reach import Exceptions, Reach, exceptions_for, reach_of

OPEN = F("received") - F("closed") - F("declined") - F("withdrawn")
NOTHING, NO_NUMBER, NO_DAY = Value("", CharField()), Value(0, BigIntegerField()), Value(None, DateField())
# What the page breaks down by, and at which level of the sums that stands.
GROUPS = {"sector": "", "channel": "", "city": Level.CITY, "area": Level.AREA, "unit": Level.UNIT}


@dataclass(frozen=True)
class Narrowing:
    """Which days, and which of what somebody sees: conditions on dimensions, such as ``(("city", 5),)``."""

    first: date
    last: date
    by: tuple[tuple[str, object], ...] = ()

    @property
    def dimensions(self) -> set[str]:
        """What is narrowed by."""
        return {name.partition("__")[0] for name, _ in self.by}

    def condition(self) -> Q:
        """The narrowing as a condition."""
        return Q(**dict(self.by))


@dataclass
class Sums:
    """What was added up: ``groups`` by the name of a group and its key, ``days`` by day, ``stays`` by stage and full days."""

    groups: dict[str, dict] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    )
    days: dict[date, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    stays: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    counted_at: datetime | None = None


@contextmanager
def one_moment() -> Iterator[None]:
    """Let several statements see the same moment, so that no sum holds a case which the next one doesn't take out."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def add_up(user, standing: Standing, narrowing: Narrowing, groups: Iterable[str]) -> Sums:
    """The figures of these days, in five statements at most."""
    with one_moment():
        reach = reach_of(standing)
        exceptions = exceptions_for(user, standing, reach)
        state = FigureState.objects.first()
        found = _gathered(_Ask(reach, exceptions, narrowing), groups)
    found.counted_at = state.counted_at if state else None
    return found


@dataclass(frozen=True)
class _Ask:
    reach: Reach
    exceptions: Exceptions
    narrowing: Narrowing

    @property
    def is_fine(self) -> bool:
        """Whether single cases have to be asked, because sums don't tell areas and units apart by day."""
        return bool({"area", "unit"} & (self.reach.dimensions | self.narrowing.dimensions))

    @property
    def level(self) -> Level:
        """The coarsest sums that tell apart what is asked for."""
        places = {"city", "desk"} & (self.reach.dimensions | self.narrowing.dimensions)
        return Level.CITY if places else Level.ALL

    def parts(self, cells: QuerySet, facts: QuerySet) -> Iterator[tuple[QuerySet, int]]:
        """The rows to be added and those to be taken away, each with its sign."""
        wide, among = self.reach.condition(), self.narrowing.condition()
        if self.reach.wide:
            yield (facts if self.is_fine else cells).filter(wide).filter(among), 1
        if self.exceptions.hidden and self.reach.wide:
            yield facts.filter(wide).filter(among, case_id__in=self.exceptions.hidden), -1
        if self.exceptions.seen and {} not in self.reach.wide:
            beside = facts.filter(among, case_id__in=self.exceptions.seen)
            yield (beside.exclude(wide) if self.reach.wide else beside), 1


def _gathered(ask: _Ask, groups: Iterable[str]) -> Sums:
    selects = [*_days(ask), *_stays(ask)]
    for group in groups:
        selects += _group(ask, group)
    found = Sums()
    if not selects:
        return found
    first, *others = selects
    names = (*MEASURES, "open")
    for part, word, key, day, *numbers in first.union(*others, all=True) if others else first:
        if part == "day":
            target = found.days[day]
        elif part == "stay":
            found.stays[word][key] += int(numbers[0])
            continue
        else:
            target = found.groups[part][word or key]
        for name, number in zip(names, numbers, strict=True):
            target[name] += int(number)
    return found


def _days(ask: _Ask) -> Iterator[QuerySet]:
    cells = FigureCell.objects.filter(span=Span.DAY, level=ask.level)
    within = Q(day__range=(ask.narrowing.first, ask.narrowing.last))
    for rows, sign in ask.parts(cells.filter(within), FactDay.objects.filter(within)):
        sums = {name: _sum(F(name), sign) for name in MEASURES}
        yield _row(rows, "day", NOTHING, NO_NUMBER, F("day"), sums | {"open": _sum(OPEN, sign)})


def _group(ask: _Ask, group: str) -> Iterator[QuerySet]:
    until, within = Q(day__lte=ask.narrowing.last), Q(day__gte=ask.narrowing.first)
    cells = FigureCell.objects.filter(until, span=Span.MONTH, level=GROUPS[group] or ask.level)
    word, key = (F("channel"), NO_NUMBER) if group == "channel" else (NOTHING, F(group))
    for rows, sign in ask.parts(cells, FactDay.objects.filter(until)):
        sums = {name: _sum(F(name), sign, within) for name in MEASURES}
        yield _row(rows, group, word, key, NO_DAY, sums | {"open": _sum(OPEN, sign)})


def _stays(ask: _Ask) -> Iterator[QuerySet]:
    """Of the channels together there are sums; the page of one channel asks for that one's."""
    within = Q(day__range=(ask.narrowing.first, ask.narrowing.last))
    cells = StayCell.objects.filter(within, level=ask.level)
    if "channel" not in ask.narrowing.dimensions:
        cells = cells.filter(channel="")
    for rows, sign in ask.parts(cells, FactStay.objects.filter(within)):
        sums = dict.fromkeys(MEASURES, NO_NUMBER) | {MEASURES[0]: _sum(F("cases"), sign), "open": NO_NUMBER}
        yield _row(rows, "stay", F("stage"), F("stayed"), NO_DAY, sums)


def _sum(counted, sign: int, among: Q | None = None) -> Coalesce:
    number = BigIntegerField()
    signed = ExpressionWrapper(counted * Value(sign), output_field=number)
    return Coalesce(Sum(signed, filter=among, output_field=number), NO_NUMBER, output_field=number)


def _row(rows: QuerySet, part: str, word, key, day, sums: dict) -> QuerySet:
    grouped = rows.order_by().values(a_part=Value(part, CharField()), a_word=word, a_key=key, a_day=day)
    named = {f"sum_{name}": total for name, total in sums.items()}
    return grouped.annotate(**named).values_list("a_part", "a_word", "a_key", "a_day", *named)
