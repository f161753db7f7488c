"""Starting, stopping, pausing and extending the clocks of a case."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from cases.choices import ClockName, PauseKind, Stage, WaitsFor
from cases.deadlines import ClockPlan, UnknownClock, days_between, moments, next_signal, plan_clock
from cases.lifecycle import BESIDE_CLOCKS, fitting_clock
from cases.models import Case, CaseClock, ClockPause, ClockSignal
from cases.selectors.firewall import Firewall
from cases.selectors.register import office_calendar
from cases.selectors.routing import stands_above
from organizations.models import Unit

# What a plan says and a clock keeps.
PLANNED = ("due_on", "remind_at", "due_at", "red_at", "escalate_at", "is_provisional")
CHANGED = (*PLANNED, "next_signal_at", "paused_at", "paused_days", "extended_days")


def plan(*, case: Case, name: str, at, length: int | None = None) -> ClockPlan | None:
    """The dates of a clock for this case; None when its rule set has no such clock."""
    try:
        return plan_clock(name, case.rule_set, at, office_calendar(), length=length)
    except UnknownClock:
        return None


def new_clocks(
    *, case: Case, names: Iterable[str], at, named_days: Mapping[str, int] = MappingProxyType({})
) -> list[CaseClock]:
    """Unsaved clocks that start now; a name that the case's rule set doesn't know starts none.

    ``named_days``: how long a clock runs for which somebody has named a day.
    """
    plans = (
        (name, plan(case=case, name=name, at=_begins(case, name, at), length=named_days.get(name)))
        for name in names
    )
    return [
        CaseClock(
            case=case,
            name=name,
            started_at=dates.started_at,
            next_signal_at=dates.remind_at,
            named_days=named_days.get(name),
            **{moment: getattr(dates, moment) for moment in PLANNED},
        )
        for name, dates in plans
        if dates is not None
    ]


def desk_clocks(case: Case, firewall: Firewall, *, known: Collection[Unit] = ()) -> list[str]:
    """What runs for the desk beside the time to assign, when a case comes to it: handing up what is above its level (R12),
    and telling whoever reported under a name whether the report is accepted. ``known`` as for ``stands_above``."""
    names = [ClockName.HAND_UP] if stands_above(case.desk, firewall, known=known) else []
    is_named = case.identity is not None and case.identity.name_box != ""
    return [*names, ClockName.TELL_ACCEPTANCE] if is_named and case.stage == Stage.RECEIVED else names


def change_clocks(
    *,
    case: Case,
    running: list[CaseClock],
    stops: Iterable[str] = (),
    starts: Iterable[str] = (),
    pauses: Iterable[str] = (),
    reason: str = "",
    more_days: Mapping[str, int] = MappingProxyType({}),
    named_days: Mapping[str, int] = MappingProxyType({}),
    at,
) -> frozenset[str]:
    """Stop, start, pause and extend clocks, then show the tightest running one on the case (which the caller saves).

    A clock that runs already is left alone: a touch never resets it. What stands still, for the ``reason``, runs again as
    soon as nothing is waited for any more. ``running`` is changed in place. Returns the names of those that were stopped.
    """
    stopping = [clock for clock in running if clock.name in set(stops)]
    if stopping:
        CaseClock.objects.filter(pk__in=[clock.pk for clock in stopping]).update(stopped_at=at)
        running[:] = [clock for clock in running if clock not in stopping]
    names = {clock.name for clock in running}
    fitting = dict.fromkeys(fitting_clock(name, is_urgent=case.is_urgent) for name in starts)
    fresh = [name for name in fitting if name not in names]
    if starting := new_clocks(case=case, names=fresh, at=at, named_days=named_days):
        running.extend(CaseClock.objects.bulk_create(starting))
    _let_run(case, running, stopped=stopping, at=at)
    _let_stand(running, pauses=set(pauses), reason=reason, at=at)
    for clock in running:
        if days := more_days.get(clock.name, 0):
            clock.extended_days += days
            plan_anew(case, clock)
    show_tightest(case, running)
    return frozenset(clock.name for clock in stopping)


def _waited_for(running: Iterable[CaseClock]) -> str | None:
    return next((clock.name for clock in running if clock.name in PauseKind.values), None)


def _let_stand(running: list[CaseClock], *, pauses: set[str], reason: str, at) -> None:
    kind = _waited_for(running)
    for clock in running:
        if kind and clock.name in pauses and clock.paused_at is None:
            clock.paused_at, clock.next_signal_at = at, None
            clock.save(update_fields=["paused_at", "next_signal_at"])
            # What a citizen is asked stands in the messages.
            said = reason.strip() if kind == PauseKind.HEARING else ""
            ClockPause.objects.create(clock=clock, kind=kind, reason=said, began_at=at)


def _let_run(case: Case, running: list[CaseClock], *, stopped: list[CaseClock], at) -> None:
    """Nothing is waited for any more. After a standstill of the system itself the clock has run from the day on which the
    waiting was over, not from the moment in which somebody noticed."""
    if _waited_for(running):
        return
    until = min([at, *(clock.due_at for clock in stopped if clock.name in PauseKind.values)])
    for clock in running:
        if clock.paused_at is not None:
            pause = clock.pauses.get(ended_at=None)
            pause.ended_at = max(until, pause.began_at)
            pause.days = _days_of(case, clock, pause)
            pause.save(update_fields=["ended_at", "days"])
            clock.paused_days += pause.days
            clock.paused_at = None
            plan_anew(case, clock)


def _days_of(case: Case, clock: CaseClock, pause: ClockPause) -> int:
    return days_between(clock.name, case.rule_set, pause.began_at, pause.ended_at, office_calendar())


def plan_anew(case: Case, clock: CaseClock) -> None:
    """Work the moments out once more, from the start and the days added alone; what was signalled stays signalled."""
    set_dates(clock, plan_of(case, clock))
    clock.save(update_fields=CHANGED)


def plan_of(case: Case, clock: CaseClock) -> ClockPlan:
    """The dates of a clock by the calendar of today, its standstills counted once more; raises UnknownClock."""
    _count_standstills(case, clock)
    return plan_clock(
        clock.name,
        case.rule_set,
        clock.started_at,
        office_calendar(),
        added=clock.added_days,
        length=clock.named_days,
    )


def _count_standstills(case: Case, clock: CaseClock) -> None:
    """Days on which a clock stood still may turn out to be free, and so never have counted."""
    for pause in clock.pauses.exclude(ended_at=None) if clock.paused_days else ():
        if (days := _days_of(case, clock, pause)) != pause.days:
            clock.paused_days += days - pause.days
            clock.save(update_fields=["paused_days"])
            pause.days = days
            pause.save(update_fields=["days"])


def set_dates(clock: CaseClock, dates: ClockPlan) -> None:
    """Give a clock the dates of a plan, and the moment of the next signal that it hasn't given; the caller saves."""
    for moment in PLANNED:
        setattr(clock, moment, getattr(dates, moment))
    if clock.paused_at is None:
        given = set(clock.signals.values_list("kind", flat=True))
        clock.next_signal_at = min(
            (moment for kind, moment in moments(clock) if kind not in given), default=None
        )


def _begins(case: Case, name: str, at):
    """A case is concluded within so many days of its acceptance, also when it was one matter with another meanwhile."""
    return case.accepted_at if name == ClockName.CONCLUDE and case.accepted_at else at


def show_tightest(case: Case, running: list[CaseClock]) -> None:
    """Copy the moments of the clock that is due first to the case (None when no clock runs), and what holds it up."""
    going = [clock for clock in running if clock.paused_at is None and clock.name not in BESIDE_CLOCKS]
    tightest = min(going, key=lambda clock: clock.due_at, default=None)
    for moment in ("remind_at", "due_at", "red_at"):
        setattr(case, moment, getattr(tightest, moment) if tightest else None)
    names = {clock.name for clock in running}
    case.waits_for = next((name for name in WaitsFor.values if name in names), "")


def pass_over_signals(clock: CaseClock, *, before) -> None:
    """Take the signals of a clock that fell due before a moment as given: nobody is told of them any more."""
    passed = [(kind, moment) for kind, moment in moments(clock) if moment <= before]
    ClockSignal.objects.bulk_create(
        ClockSignal(clock=clock, kind=kind, given_at=moment) for kind, moment in passed
    )
    clock.next_signal_at = next_signal(before, clock, {kind for kind, _ in passed}).next_at
    clock.save(update_fields=["next_signal_at"])
