"""Starting, stopping and watching the clocks of a case."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db import transaction

from cases.choices import ClockName, EventName, Party, Signal, WaitsFor
from cases.deadlines import ClockPlan, UnknownClock, days_between, moments, next_signal, plan_clock
from cases.lifecycle import CLOCK_OWNER, fitting_clock
from cases.models import Case, CaseClock, CaseEvent, ClockSignal
from cases.selectors.firewall import firewall_of
from cases.services.tell import tell_of_signal
from common.numbering import CHINA
from common.workdays import OFFICE_CALENDAR
from organizations.models import Unit

BATCH = 200
# What a plan says and a clock keeps.
PLANNED = ("due_on", "remind_at", "due_at", "red_at", "escalate_at", "is_provisional")


def plan(*, case: Case, name: str, at) -> ClockPlan | None:
    """The dates of a clock for this case; None when its rule set has no such clock."""
    try:
        return plan_clock(name, case.rule_set, at, OFFICE_CALENDAR)
    except UnknownClock:
        return None


def new_clock(*, case: Case, name: str, at) -> CaseClock:
    """An unsaved clock that starts now."""
    dates = plan_clock(name, case.rule_set, at, OFFICE_CALENDAR)
    return CaseClock(
        case=case,
        name=name,
        started_at=at,
        next_signal_at=dates.remind_at,
        **{moment: getattr(dates, moment) for moment in PLANNED},
    )


def change_clocks(
    *,
    case: Case,
    running: list[CaseClock],
    stops: Iterable[str] = (),
    starts: Iterable[str] = (),
    pauses: Iterable[str] = (),
    more_days: Mapping[str, int] = MappingProxyType({}),
    at,
) -> frozenset[str]:
    """Stop, start, pause and extend clocks, then show the tightest running one on the case (which the caller saves).

    A clock that runs already is left alone: a touch never resets it. What stands still runs again as soon as nobody
    waits for the citizen any more. ``running`` is changed in place. Returns the names of those that were stopped.
    """
    stopping = [clock for clock in running if clock.name in set(stops)]
    if stopping:
        CaseClock.objects.filter(pk__in=[clock.pk for clock in stopping]).update(stopped_at=at)
        running[:] = [clock for clock in running if clock not in stopping]
    names = {clock.name for clock in running}
    fitting = [fitting_clock(name, is_urgent=case.is_urgent) for name in starts]
    starting = [
        new_clock(case=case, name=name, at=_begins(case, name, at)) for name in fitting if name not in names
    ]
    if starting:
        running.extend(CaseClock.objects.bulk_create(starting))
    _let_stand_or_run(case, running, pauses=set(pauses), at=at)
    for clock in running:
        if days := more_days.get(clock.name, 0):
            clock.extended_days += days
            _plan_anew(case, clock)
    show_tightest(case, running)
    return frozenset(clock.name for clock in stopping)


def _let_stand_or_run(case: Case, running: list[CaseClock], *, pauses: set[str], at) -> None:
    waits = any(clock.name == ClockName.CITIZEN_REPLY for clock in running)
    for clock in running:
        if waits and clock.name in pauses and clock.paused_at is None:
            clock.paused_at, clock.next_signal_at = at, None
            clock.save(update_fields=["paused_at", "next_signal_at"])
        elif clock.paused_at is not None and not waits:
            clock.paused_days += days_between(clock.name, case.rule_set, clock.paused_at, at, OFFICE_CALENDAR)
            clock.paused_at = None
            _plan_anew(case, clock)


def _plan_anew(case: Case, clock: CaseClock) -> None:
    """Work the moments out once more, from the start and the days added alone; what was signalled stays signalled."""
    dates = plan_clock(clock.name, case.rule_set, clock.started_at, OFFICE_CALENDAR, added=clock.added_days)
    for moment in PLANNED:
        setattr(clock, moment, getattr(dates, moment))
    if clock.paused_at is None:
        given = set(clock.signals.values_list("kind", flat=True))
        clock.next_signal_at = min(
            (moment for kind, moment in moments(clock) if kind not in given), default=None
        )
    clock.save(update_fields=[*PLANNED, "next_signal_at", "paused_at", "paused_days", "extended_days"])


def _begins(case: Case, name: str, at):
    """A case is concluded within so many days of its acceptance, also when it was one matter with another meanwhile."""
    return case.accepted_at if name == ClockName.CONCLUDE and case.accepted_at else at


def show_tightest(case: Case, running: list[CaseClock]) -> None:
    """Copy the moments of the clock that is due first to the case (None when no clock runs), and what holds it up."""
    going = [clock for clock in running if clock.paused_at is None]
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


def watch_clocks(*, at) -> int:
    """Give every signal whose moment has come, each exactly once; return how many were given.

    A clock is locked while it is looked at and locked ones are skipped, so two beats at once do no harm; after a
    standstill every missed signal is given once, in order.
    """
    given = 0
    waiting = CaseClock.objects.filter(stopped_at=None, next_signal_at__lte=at).order_by("next_signal_at")
    for clock_id in list(waiting.values_list("pk", flat=True)[:BATCH]):
        given += _watch_one(clock_id, at=at)
    return given


@transaction.atomic
def _watch_one(clock_id: int, *, at) -> int:
    # The case is locked first, as every move does, so that a move and a signal can't wait for each other.
    case_id = CaseClock.objects.values_list("case_id", flat=True).get(pk=clock_id)
    case = Case.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=case_id).first()
    if case is None:
        return 0
    clock = CaseClock.objects.filter(pk=clock_id, stopped_at=None, next_signal_at__lte=at).first()
    if clock is None:
        return 0
    upcoming = next_signal(at, clock, set(clock.signals.values_list("kind", flat=True)))
    for kind in upcoming.due:
        _give_signal(case=case, clock=clock, kind=kind, at=at)
    clock.next_signal_at = upcoming.next_at
    clock.save(update_fields=["next_signal_at"])
    return len(upcoming.due)


def _give_signal(*, case: Case, clock: CaseClock, kind: str, at) -> None:
    signal = ClockSignal.objects.create(clock=clock, kind=kind, given_at=at)
    if kind == Signal.ESCALATE:
        _escalate(case, clock, at=at)
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.CLOCK_SIGNALLED,
        party=Party.SYSTEM,
        unit=case.escalated_to if kind == Signal.ESCALATE else None,
        details={"clock": clock.name, "signal": kind, "due_on": clock.due_on},
    )
    tell_of_signal(case=case, clock=clock, signal=signal, at=at)


def _escalate(case: Case, clock: CaseClock, *, at) -> None:
    """Put the case before the next level up that isn't shut out: above the unit that has to act, or above the desk
    when nobody is assigned; from the top of a line it goes to the commission of the desk, and then up."""
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    owner = CLOCK_OWNER[clock.name]
    at_work = {
        Party.UNIT: case.responsible,
        Party.UNIT_HEAD: case.responsible,
        Party.REVIEWER: case.reviewer,
    }
    stuck = at_work.get(owner) or case.desk
    for unit in (*_superiors(stuck), case.desk, *_superiors(case.desk)):
        if unit != stuck and not firewall.bars(unit):
            case.escalated_to = unit
            case.save(update_fields=["escalated_to"])
            return


def _superiors(unit: Unit) -> list[Unit]:
    superiors = []
    while unit.parent is not None:
        unit = unit.parent
        superiors.append(unit)
    return superiors
