"""Watching the clocks: every signal exactly once, and the case before the next level when nobody has moved it."""

from collections.abc import Iterator

from django.db import transaction

from cases.choices import EventName, Party, Signal
from cases.deadlines import next_signal
from cases.lifecycle import CLOCK_OWNER
from cases.models import Case, CaseClock, CaseEvent, ClockSignal
from cases.selectors.firewall import Firewall, firewall_of
from cases.services.addressees import above, hears_of_escalation
from cases.services.tell import tell_of_signal
from common.numbering import CHINA
from organizations.models import Unit

BATCH = 200


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
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    for kind in upcoming.due:
        is_last = kind == upcoming.due[-1]
        _give_signal(case=case, clock=clock, kind=kind, firewall=firewall, is_last=is_last, at=at)
    clock.next_signal_at = upcoming.next_at
    clock.save(update_fields=["next_signal_at"])
    return len(upcoming.due)


def _give_signal(*, case: Case, clock: CaseClock, kind: str, firewall: Firewall, is_last: bool, at) -> None:
    """Write the signal down; people hear of the gravest only: "due on Friday" is no news on the Monday after."""
    signal = ClockSignal.objects.create(clock=clock, kind=kind, given_at=at)
    if kind == Signal.ESCALATE:
        _escalate(case, clock, firewall)
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.CLOCK_SIGNALLED,
        party=Party.SYSTEM,
        unit=case.escalated_to if kind == Signal.ESCALATE else None,
        details={"clock": clock.name, "signal": kind, "due_on": clock.due_on},
    )
    if is_last:
        tell_of_signal(case=case, clock=clock, signal=signal, firewall=firewall, at=at)


def _escalate(case: Case, clock: CaseClock, firewall: Firewall) -> None:
    """Put the case before the next level up: the superior of whoever has to act, then the commission of the desk, then
    those above it. Passed over is whoever is accused, and a unit where nobody would hear of it."""
    open_to_it = [unit for unit in _levels(case, clock) if not firewall.bars(unit)]
    heard = (unit for unit in open_to_it if hears_of_escalation(case, unit, firewall))
    if unit := next(heard, next(iter(open_to_it), None)):
        case.escalated_to = unit
        case.save(update_fields=["escalated_to"])


def _levels(case: Case, clock: CaseClock) -> Iterator[Unit]:
    owner = CLOCK_OWNER[clock.name]
    at_work = {
        Party.UNIT: case.responsible,
        Party.UNIT_HEAD: case.responsible,
        Party.REVIEWER: case.reviewer,
    }
    stuck = at_work.get(owner) or case.desk
    return (unit for unit in above(case, stuck) if unit != stuck)
