"""How long somebody may appeal against a measure, and how soon the appeal is answered; counted as the clocks of cases."""

from datetime import datetime

from cases.deadlines import CALENDAR, RULES_CURRENT, Clock, ClockPlan, by_name, plan_clock
from common.workdays import WorkCalendar

CURRENT = RULES_CURRENT
# 关于实行党政领导干部问责的暂行规定 (中办发〔2009〕25号): the same then and now.
ACCOUNTABILITY_2009 = "accountability_rules_2009"
ACCOUNT_CLOCKS = by_name(
    # Whoever is held to account may appeal within 15 days of being served.
    Clock("appeal", RULES_CURRENT, 15, CALENDAR, ACCOUNTABILITY_2009),
    # The organ that decided answers in writing within 30 days; the measure goes on meanwhile.
    Clock("answer", RULES_CURRENT, 30, CALENDAR, ACCOUNTABILITY_2009, remind_before=5),
)


def account_plan(name: str, started_at: datetime, calendar: WorkCalendar) -> ClockPlan:
    """The dates of such a clock that starts at that moment."""
    return plan_clock(name, CURRENT, started_at, calendar, clocks=ACCOUNT_CLOCKS)
