"""Days entered as worked or free, and the last days that hang on them worked out anew."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from accounts.models import User
from cases.choices import EventName, Party
from cases.deadlines import UnknownClock
from cases.models import Case, CaseClock, CaseEvent, DayDecision
from cases.permissions import can_keep_days
from cases.selectors.firewall import firewall_of
from cases.selectors.measured import begins
from cases.selectors.register import REGISTER_SECONDS, forget_register
from cases.services.clocks import CHANGED, PLANNED, plan_of, set_dates, show_tightest
from cases.services.tell import tell_of_new_date
from common.numbering import CHINA
from common.workdays import FIRST_PUBLISHED_YEAR, LAST_PUBLISHED_YEAR

ONE_DAY = timedelta(days=1)
# So long after an entry every process knows of it: until then some may still start clocks by the calendar of before.
SETTLED_AFTER = timedelta(seconds=2 * REGISTER_SECONDS)


# A day far off is a typing mistake; and beside the last day of all time nothing could be worked out any more.
FIRST_DAY = date(FIRST_PUBLISHED_YEAR, 1, 1)
LAST_DAY = date(LAST_PUBLISHED_YEAR + 10, 12, 31)


class DaysRefused(Exception):
    """Whoever asked doesn't keep the calendar, doesn't say by which notice, or names a day far off."""


@transaction.atomic
def decide_days(*, days: Mapping[date, str], source: str, actor: User, at) -> int:
    """Enter what these days are (``DayKept``), by which notice; return how many entries were new.

    What is in force already isn't entered twice. The dates that hang on the days are worked out anew by ``replan_clocks``.
    """
    if not can_keep_days(actor) or not source.strip():
        raise DaysRefused
    if not all(FIRST_DAY <= day <= LAST_DAY for day in days):
        raise DaysRefused
    known = {row.day: (row.kept, row.source) for row in DayDecision.objects.in_force().filter(day__in=days)}
    rows = [
        DayDecision(day=day, kept=kept, source=source.strip(), entered_by=actor, entered_at=at)
        for day, kept in sorted(days.items())
        if known.get(day) != (kept, source.strip())
    ]
    DayDecision.objects.bulk_create(rows)
    transaction.on_commit(forget_register)
    return len(rows)


def replan_clocks(*, at) -> int:
    """Work out anew what hangs on days entered since; return how many last days have moved.

    Each case is a transaction of its own, and what is as it should be is left alone, so that this can be broken off and done
    again. An entry is done with when every process knows of it.
    """
    waiting = DayDecision.objects.filter(applied_at=None)
    span = waiting.aggregate(first=Min("day"), last=Max("day"), newest=Max("id"))
    if span["newest"] is None:
        return 0
    forget_register()
    touched = CaseClock.objects.filter(
        started_at__lt=begins(span["last"] + ONE_DAY), escalate_at__gte=begins(span["first"])
    )
    moved = _replan(touched, at=at)
    waiting.filter(id__lte=span["newest"], entered_at__lte=at - SETTLED_AFTER).update(applied_at=at)
    return moved


def replan_provisional(*, at) -> int:
    """Work out anew what rests on days without a published notice: it may have come with a new release of the calendar."""
    forget_register()
    return _replan(CaseClock.objects.filter(is_provisional=True), at=at)


def _replan(clocks: QuerySet[CaseClock], *, at) -> int:
    """A clock that stands still is worked out anew when it runs again, and one that has stopped never changes."""
    going = clocks.filter(stopped_at=None, paused_at=None)
    cases = going.order_by("case_id").values_list("case_id", flat=True).distinct()
    return sum(_replan_case(case_id, going, at=at) for case_id in list(cases))


@transaction.atomic
def _replan_case(case_id: int, going: QuerySet[CaseClock], *, at) -> int:
    case = Case.objects.locked().get(pk=case_id)
    moved = [clock for clock in going.filter(case=case) if _has_moved(case, clock, at=at)]
    show_tightest(case, list(case.clocks.filter(stopped_at=None)))
    case.save(update_fields=["remind_at", "due_at", "red_at", "waits_for"])
    return len(moved)


def _has_moved(case: Case, clock: CaseClock, *, at) -> bool:
    """Give a clock its new dates; whether its last day is another one, of which whoever has to act is told.

    Nobody is late by what was entered afterwards: a last day isn't moved to one that is over.
    """
    before = clock.due_on
    try:
        dates = plan_of(case, clock)
    except UnknownClock:
        return False
    is_same = all(getattr(dates, moment) == getattr(clock, moment) for moment in PLANNED)
    if is_same or dates.due_on < min(before, at.astimezone(CHINA).date()):
        return False
    set_dates(clock, dates)
    clock.save(update_fields=CHANGED)
    if clock.due_on == before:
        return False
    event = CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.CLOCK_MOVED,
        party=Party.SYSTEM,
        details={"clock": clock.name, "from": before, "due_on": clock.due_on},
    )
    tell_of_new_date(
        case=case, clock=clock, event=event, firewall=firewall_of(case, on=at.astimezone(CHINA).date())
    )
    return True
