"""By when a reply is due: counted as every clock is, by the published working days and what was entered since."""

from cases.deadlines import CALENDAR, LOCAL_DEFAULT, Clock, ClockPlan, by_name, plan_clock
from cases.selectors.register import office_calendar

# The row of the table of clocks: thirty days by art. 36 of the regulations of 2005.
REPLY = "supervision_reply"


def plan_reply(*, rule_set: str, started_at, days: int | None = None) -> ClockPlan:
    """The dates of a reply: within the time of the law, or within the days that the commission gives for a new one."""
    if days is None:
        return plan_clock(REPLY, rule_set, started_at, office_calendar())
    given = by_name(Clock(REPLY, rule_set, days, CALENDAR, LOCAL_DEFAULT))
    return plan_clock(REPLY, rule_set, started_at, office_calendar(), clocks=given)
