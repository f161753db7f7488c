"""Why a due date is what it is, in sentences: counted once more from the clock's start alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from cases.choices import LegalBasis, PauseKind
from cases.deadlines import WORKING, ClockPlan, UnknownClock, days_through, plan_clock
from cases.models import CaseClock, ClockPause
from cases.selectors.register import day_sources, office_calendar
from common.numbering import CHINA
from common.workdays import ONE_DAY, Certainty, DayFact, DayKind

OCCASIONS = {
    "new_years_day": gettext_lazy("New Year's Day"),
    "spring_festival": gettext_lazy("Spring Festival"),
    "tomb_sweeping_day": gettext_lazy("Tomb-Sweeping Day"),
    "labour_day": gettext_lazy("Labour Day"),
    "dragon_boat_festival": gettext_lazy("Dragon Boat Festival"),
    "mid_autumn_festival": gettext_lazy("Mid-Autumn Festival"),
    "national_day": gettext_lazy("National Day"),
    "anti_fascist_70th_day": gettext_lazy("70th anniversary of the victory in the war"),
}
CERTAINTIES = {
    Certainty.OFFICIAL: gettext_lazy("The holidays are those of the State Council's notice."),
    Certainty.OVERRIDE: gettext_lazy("A working day was set by an administrator of this system."),
}


@dataclass(frozen=True)
class ClockStory:
    """One clock of a case, and the sentences that explain its date; ``plan`` is None for a clock no longer known."""

    clock: CaseClock
    plan: ClockPlan | None
    facts: tuple[dict, ...]

    @property
    def may_move(self) -> bool:
        """Whether the due date itself rests on holidays that are not published yet."""
        return self.plan is not None and self.plan.why.certainty is Certainty.PROVISIONAL


def stories_of(clocks: Iterable[CaseClock], *, rule_set: str) -> list[ClockStory]:
    """Every clock with its reasons, in the order given."""
    clocks = list(clocks)
    stood_still = [clock.pk for clock in clocks if clock.paused_days or clock.paused_at]
    pauses: dict[int, list[ClockPause]] = {}
    for pause in ClockPause.objects.filter(clock__in=stood_still) if stood_still else ():
        pauses.setdefault(pause.clock_id, []).append(pause)
    return [_story(clock, rule_set, pauses.get(clock.pk, ())) for clock in clocks]


def _story(clock: CaseClock, rule_set: str, pauses: Iterable[ClockPause]) -> ClockStory:
    try:
        plan = plan_clock(
            clock.name,
            rule_set,
            clock.started_at,
            office_calendar(),
            added=clock.added_days,
            length=clock.named_days,
        )
    except UnknownClock:
        return ClockStory(clock=clock, plan=None, facts=())
    return ClockStory(clock=clock, plan=plan, facts=tuple(reasons_of(clock, plan, pauses)))


def reasons_of(clock, plan: ClockPlan, pauses: Iterable[ClockPause] = ()) -> list[dict]:
    """The reasons in the order in which one counts; ``clock`` is one of a case, or has the same columns."""
    why = plan.why
    facts = [
        _fact(_("Began"), _("%(date)s; that day itself isn't counted.") % {"date": _day(why.started_on)}),
        _fact(_("Length"), _length(plan)),
        _fact(_("Of these, granted more"), _count(clock.extended_days)),
        _fact(_("Of these, stood still"), _count(clock.paused_days)),
        *(_fact(_("Stood still"), _standstill(pause)) for pause in pauses),
        _fact(_("Not counted"), _days(why.skipped) if why.unit == WORKING else ""),
        _fact(_("Counted although a weekend"), _days(why.make_up_days)),
        _fact(pgettext("last day", "Moved"), _moved(plan)),
        _fact(_("Last day"), _day(plan.due_on)),
        _fact(_("Set by"), LegalBasis(why.basis).label),
        _fact(_("Counted by"), LegalBasis(why.counting_basis).label),
        _fact(_("How certain"), _certainty(plan)),
        _fact(_("Set in this system"), _set_here(plan)),
    ]
    if plan.due_on != clock.due_on:
        kept = _("%(date)s, as it was worked out when the clock began.") % {"date": _day(clock.due_on)}
        facts.append(_fact(_("In force"), kept))
    return [fact for fact in facts if fact["value"]]


def _standstill(pause: ClockPause) -> str:
    """From when to when, for what, and how many days weren't counted."""
    values = {
        "kind": PauseKind(pause.kind).label,
        "first": _moment_day(pause.began_at),
        "last": _moment_day(pause.ended_at) if pause.ended_at else "",
        "days": _count(pause.days) or _("no day"),
        "reason": pause.reason,
    }
    if pause.ended_at is None:
        words = _("%(kind)s: since %(first)s. %(reason)s")
    else:
        words = _("%(kind)s: %(first)s to %(last)s, %(days)s not counted. %(reason)s")
    return (words % values).strip()


def _moment_day(at: datetime) -> str:
    return f"{at.astimezone(CHINA).date()}"


def _certainty(plan: ClockPlan) -> str:
    """How firmly the date stands; a provisional one says for which notice it waits."""
    if plan.why.certainty is not Certainty.PROVISIONAL:
        return CERTAINTIES[plan.why.certainty]
    calendar = office_calendar()
    years = (calendar.awaited_year(day) for day in _decisive(plan))
    year = next((year for year in years if year), plan.due_on.year)
    return _(
        "Provisional until the State Council publishes the holidays of %(year)s: the date may still move."
    ) % {"year": year}


def _decisive(plan: ClockPlan) -> list[date]:
    """The days that decide on the date: all that may be counted, or those that the last day was moved over."""
    why = plan.why
    first = why.started_on + ONE_DAY if why.unit == WORKING else why.moved_from or plan.due_on
    return days_through(first, plan.due_on)


def _set_here(plan: ClockPlan) -> str:
    """By which notices days that decide were entered by hand."""
    sources = day_sources()
    named = dict.fromkeys(sources[day] for day in _decisive(plan) if day in sources)
    return _(", ").join(named)


def _fact(label: str, value) -> dict:
    return {"label": label, "value": str(value)}


def _length(plan: ClockPlan) -> str:
    days = plan.why.length
    values = {"days": days, "first": _day(plan.why.first_counted_on)}
    if plan.why.unit == WORKING:
        words = ngettext(
            "%(days)d working day, the first of them %(first)s.",
            "%(days)d working days, the first of them %(first)s.",
            days,
        )
    else:
        words = ngettext(
            "%(days)d day, the first of them %(first)s; every day counts.",
            "%(days)d days, the first of them %(first)s; every day counts.",
            days,
        )
    return words % values


def _count(days: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days else ""


def _moved(plan: ClockPlan) -> str:
    if plan.why.moved_from is None:
        return ""
    values = {"from": _day(plan.why.moved_from), "to": _day(plan.due_on), "free": _days(plan.why.skipped)}
    return (
        _("The last day would be %(from)s, but offices are closed (%(free)s): it moves to %(to)s.") % values
    )


def _days(facts: Iterable[DayFact]) -> str:
    """Days grouped by what they are, such as "weekends: 6 days, National Day: 2026-10-01 to 2026-10-07"."""
    facts = list(facts)
    weekends = [fact.day for fact in facts if fact.kind is DayKind.WEEKEND]
    named = [fact for fact in facts if fact.kind is not DayKind.WEEKEND]
    parts = []
    if weekends:
        words = ngettext("%(days)d day of a weekend", "%(days)d days of weekends", len(weekends))
        parts.append(words % {"days": len(weekends)})
    for occasion, days in groupby(named, key=lambda fact: fact.occasion):
        span = [fact.day for fact in days]
        name = OCCASIONS.get(occasion, _("a day set by an administrator"))
        parts.append(_("%(name)s %(span)s") % {"name": name, "span": _span(span)})
    return _(", ").join(parts)


def _span(days: list[date]) -> str:
    first, last = _day(days[0]), _day(days[-1])
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _day(day: date) -> str:
    return date_format(day, "Y-m-d l")
