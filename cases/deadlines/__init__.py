"""Every clock of a case as one table (``table``), and how its dates are counted.

Counting (民法典 art. 201 and 203; in the 2013 rule set 民法通则 art. 154): the day on which the clock starts
is not counted. "日" counts every day, and a last day on which offices are closed moves to the next working
day. "工作日" counts working days only, make-up working days (调休上班) among them. All of it is worked out
from the moment of the start alone, so touching a case can never restart or move a clock.

Lights: reminder at 09:00 on a working day before the due day · yellow card when the due day has ended · red
card at 09:00 on a working day after the due day · escalation at 09:00 on a working day after the red card.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from cases.deadlines.table import (
    CALENDAR,
    CLOCKS,
    LOCAL_DEFAULT,
    RULE_SETS,
    RULES_2013,
    RULES_CURRENT,
    WORKING,
    Clock,
    by_name,
)
from common.workdays import ONE_DAY, Certainty, DayFact, DayKind, WorkCalendar

__all__ = [
    "CALENDAR",
    "CLOCKS",
    "COUNTING_BASIS",
    "LOCAL_DEFAULT",
    "RULES_2013",
    "RULES_CURRENT",
    "RULE_SETS",
    "SIGNALS",
    "WORKING",
    "Clock",
    "ClockPlan",
    "NextSignal",
    "UnknownClock",
    "Why",
    "by_name",
    "count_days",
    "days_between",
    "days_through",
    "light",
    "moments",
    "next_signal",
    "opening",
    "plan_clock",
]

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE_OPENS = time(9)

COUNTING_BASIS = MappingProxyType(
    {RULES_2013: "civil_law_principles_1986_art_154", RULES_CURRENT: "civil_code_2020_art_201_203"}
)

Signal = Literal["remind", "yellow", "red", "escalate"]
Light = Literal["green", "remind", "yellow", "red", "escalated"]
SIGNALS: tuple[Signal, ...] = ("remind", "yellow", "red", "escalate")


class UnknownClock(LookupError):
    """The rule set has no such clock, for example hand_back in 2013."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What a page needs to explain a due date.

    first_counted_on: the first day that counts · length: all days, the added ones among them · added: days that it
    stood still or was granted more · skipped: free days that were not counted (working days) or that the last day was
    moved over (calendar days) · make_up_days: weekend days that counted because offices
    were open · moved_from: the last day before it was moved, None when it stayed · certainty: provisional
    when one day that decided the due date is, otherwise override when one is, otherwise official.
    """

    started_on: date
    first_counted_on: date
    length: int
    added: int
    unit: str
    skipped: tuple[DayFact, ...]
    make_up_days: tuple[DayFact, ...]
    moved_from: date | None
    certainty: Certainty
    basis: str
    counting_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPlan:
    """The dates of one running clock, all aware and in the calendar's time zone except started_at as given.

    due_on is the last day; due_at is its end, the first moment that is late (00:00 of the day after).
    started_at <= remind_at < due_at < red_at < escalate_at. is_provisional: one of the dates rests on a day
    without a published notice, so the clock must be planned again when the notice is out.
    """

    name: str
    rule_set: str
    started_at: datetime
    remind_at: datetime
    due_on: date
    due_at: datetime
    red_at: datetime
    escalate_at: datetime
    basis: str
    is_provisional: bool
    why: Why


class ClockTimes(Protocol):
    """Anything that carries the four moments: a ClockPlan or a stored row."""

    remind_at: datetime
    due_at: datetime
    red_at: datetime
    escalate_at: datetime


@dataclass(frozen=True, slots=True)
class NextSignal:
    """What a clock has to say now, and when it will have more to say.

    due: signals to give now, in the order they fell due · next_at: when the next one falls due, None after
    the last.
    """

    due: tuple[Signal, ...]
    next_at: datetime | None


def plan_clock(
    name: str,
    rule_set: str,
    started_at: datetime,
    calendar: WorkCalendar,
    tz: tzinfo = SHANGHAI,
    *,
    added: int = 0,
    length: int | None = None,
    clocks: Mapping[tuple[str, str], Clock] = CLOCKS,
) -> ClockPlan:
    """All dates of a clock that starts at that moment and runs ``added`` days longer than its row says, or than ``length``.

    started_at must be aware (ValueError); the day it falls on in tz is the day that is not counted.
    A reminder that would come before the start comes at the start. Raises UnknownClock for a clock that the
    rule set does not have.
    """
    if started_at.tzinfo is None:
        raise ValueError("started_at must be aware")
    if (name, rule_set) not in clocks:
        raise UnknownClock(f"{name} in rule set {rule_set}")
    clock = replace(clocks[name, rule_set], **({"length": length} if length else {}))
    why, due_on = count_days(clock, started_at.astimezone(tz).date(), calendar, added=added)
    remind_on = calendar.add_workdays(due_on, -clock.remind_before)
    red_on = calendar.add_workdays(due_on, clock.red_after)
    escalate_on = calendar.add_workdays(red_on, clock.escalate_after)
    certainties = {why.certainty, *map(calendar.certainty, days_through(remind_on, escalate_on))}
    return ClockPlan(
        name=name,
        rule_set=rule_set,
        started_at=started_at,
        remind_at=max(started_at.astimezone(tz), opening(remind_on, tz)),
        due_on=due_on,
        due_at=datetime.combine(due_on + ONE_DAY, time.min, tzinfo=tz),
        red_at=opening(red_on, tz),
        escalate_at=opening(escalate_on, tz),
        basis=clock.basis,
        is_provisional=Certainty.PROVISIONAL in certainties,
        why=why,
    )


def count_days(clock: Clock, started_on: date, calendar: WorkCalendar, *, added: int = 0) -> tuple[Why, date]:
    """The due day of a clock and the reasons for it."""
    if added < 0:
        raise ValueError("a clock is never made shorter")
    first = started_on + ONE_DAY
    length = clock.length + added
    if clock.unit == WORKING:
        first_counted_on = calendar.next_workday(first)
        due_on = calendar.add_workdays(started_on, length)
        decisive_from = first
        moved_from = None
    else:
        first_counted_on = first
        decisive_from = started_on + timedelta(days=length)
        due_on = calendar.next_workday(decisive_from)
        moved_from = decisive_from if due_on != decisive_from else None
    decisive = [calendar.describe(day) for day in days_through(decisive_from, due_on)]
    why = Why(
        started_on=started_on,
        first_counted_on=first_counted_on,
        length=length,
        added=added,
        unit=clock.unit,
        skipped=tuple(fact for fact in decisive if fact.kind in (DayKind.WEEKEND, DayKind.HOLIDAY)),
        make_up_days=tuple(fact for fact in decisive if fact.kind is DayKind.MAKE_UP_WORKDAY),
        moved_from=moved_from,
        certainty=weakest({fact.certainty for fact in decisive}),
        basis=clock.basis,
        counting_basis=COUNTING_BASIS[clock.rule_set],
    )
    return why, due_on


def days_between(
    name: str, rule_set: str, began_at: datetime, ended_at: datetime, calendar: WorkCalendar
) -> int:
    """How many days of its own unit a clock stood still; as with every clock the first day isn't counted.

    Both moments are aware and in order. Raises UnknownClock as ``plan_clock`` does.
    """
    if (name, rule_set) not in CLOCKS:
        raise UnknownClock(f"{name} in rule set {rule_set}")
    began_on, ended_on = (moment.astimezone(SHANGHAI).date() for moment in (began_at, ended_at))
    if CLOCKS[name, rule_set].unit == CALENDAR:
        return (ended_on - began_on).days
    return calendar.workdays_between(began_on, ended_on)


def days_through(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + ONE_DAY * offset for offset in range((last - first).days + 1)]


def weakest(certainties: Collection[Certainty]) -> Certainty:
    """How certain a date is that rests on several days."""
    for certainty in (Certainty.PROVISIONAL, Certainty.OVERRIDE):
        if certainty in certainties:
            return certainty
    return Certainty.OFFICIAL


def opening(day: date, tz: tzinfo) -> datetime:
    """When offices open that day: signals are given in office hours, not at night."""
    return datetime.combine(day, OFFICE_OPENS, tzinfo=tz)


def moments(times: ClockTimes) -> tuple[tuple[Signal, datetime], ...]:
    """Each signal with its moment, in order."""
    return tuple(zip(SIGNALS, (times.remind_at, times.due_at, times.red_at, times.escalate_at), strict=True))


def light(now: datetime, times: ClockTimes) -> Light:
    """The light of a clock at that moment; for a stopped clock pass the moment when it stopped."""
    shown: Light = "green"
    for signal, at in moments(times):
        if now >= at:
            shown = "escalated" if signal == "escalate" else signal
    return shown


def next_signal(now: datetime, times: ClockTimes, already: Collection[str]) -> NextSignal:
    """Which signals are to be given now and when to look again.

    already: the signals given before, any of SIGNALS (another word raises ValueError). After a standstill
    every signal that was missed is due, once, in order.
    """
    unknown = set(already) - set(SIGNALS)
    if unknown:
        raise ValueError(f"unknown signals: {sorted(unknown)}")
    open_moments = [(signal, at) for signal, at in moments(times) if signal not in already]
    return NextSignal(
        due=tuple(signal for signal, at in open_moments if at <= now),
        next_at=min((at for _, at in open_moments if at > now), default=None),
    )
