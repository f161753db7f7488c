"""What a move will set going, told before it is made: the next stage, the clocks, who hears of it."""

from collections.abc import Collection
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.choices import ClockName, Party, Stage
from cases.deadlines import UnknownClock, plan_clock
from cases.lifecycle import Move, fitting_clock
from cases.models import Case
from common.workdays import OFFICE_CALENDAR


def outlook_of(move: Move, case: Case, *, running: Collection[str], at: datetime) -> list[dict]:
    """The consequences as label and value; ``running`` are the names of the clocks that run on the case."""
    facts = []
    if move.target and move.target != case.stage:
        facts.append((_("Next stage"), Stage(move.target).label))
    going_on = set(running) - set(move.stops)
    for name in (fitting_clock(start, is_urgent=case.is_urgent) for start in move.starts):
        if name not in going_on and (due_on := _due_on(name, case, at)):
            facts.append((ClockName(name).label, _("until %(date)s") % {"date": due_on}))
    if move.pauses:
        facts.append(
            (
                _("Stands still"),
                _(", ").join(str(ClockName(name).label) for name in move.pauses if name in running),
            )
        )
    if told := [str(Party(tell.party).label) for tell in move.tells if tell.party != Party.CITIZEN]:
        facts.append((_("Gets a notice"), _(", ").join(dict.fromkeys(told))))
    if move.citizen_line:
        facts.append((_("The citizen reads"), move.citizen_line))
    return [{"label": str(label), "value": str(value)} for label, value in facts]


def _due_on(name: str, case: Case, at: datetime) -> str:
    try:
        return date_format(plan_clock(name, case.rule_set, at, OFFICE_CALENDAR).due_on, "Y-m-d")
    except UnknownClock:
        return ""
