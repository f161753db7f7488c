"""What a move will set going, told before it is made: the next stage, the clocks, who hears of it."""

from collections.abc import Collection
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.choices import ClockName, Party, Stage
from cases.deadlines import UnknownClock, plan_clock
from cases.lifecycle import Move, fitting_clock
from cases.models import Case, CaseClock, CaseRequest
from cases.selectors.register import office_calendar


def outlook_of(
    move: Move,
    case: Case,
    *,
    running: Collection[CaseClock],
    at: datetime,
    asked: CaseRequest | None = None,
) -> list[dict]:
    """The consequences as label and value; ``running`` are the clocks of the case, ``asked`` is what the move decides."""
    facts = []
    names = {clock.name for clock in running}
    if move.target and move.target != case.stage:
        facts.append((_("Next stage"), Stage(move.target).label))
    going_on = names - set(move.stops)
    for name in (fitting_clock(start, is_urgent=case.is_urgent) for start in move.starts):
        if name not in going_on and (due_on := _due_on(name, case, at)):
            facts.append((ClockName(name).label, _("until %(date)s") % {"date": due_on}))
    if move.pauses:
        facts.append(
            (
                _("Stands still"),
                _(", ").join(str(ClockName(name).label) for name in move.pauses if name in names),
            )
        )
    facts += [
        (clock.get_name_display(), _extended(clock, case, asked))
        for clock in running
        if asked and clock.name == move.extends
    ]
    if told := [str(Party(tell.party).label) for tell in move.tells if tell.party != Party.CITIZEN]:
        facts.append((_("Gets a notice"), _(", ").join(dict.fromkeys(told))))
    if move.citizen_line:
        facts.append((_("The citizen reads"), move.citizen_line))
    return [{"label": str(label), "value": str(value)} for label, value in facts]


def _extended(clock: CaseClock, case: Case, asked: CaseRequest) -> str:
    """Until when a clock would run with the days that are asked for, and until when it runs now."""
    added = clock.added_days + (asked.days or 0)
    dates = plan_clock(clock.name, case.rule_set, clock.started_at, office_calendar(), added=added)
    days = {"date": date_format(dates.due_on, "Y-m-d"), "before": date_format(clock.due_on, "Y-m-d")}
    return _("until %(date)s instead of %(before)s") % days


def _due_on(name: str, case: Case, at: datetime) -> str:
    try:
        return date_format(plan_clock(name, case.rule_set, at, office_calendar()).due_on, "Y-m-d")
    except UnknownClock:
        return ""
