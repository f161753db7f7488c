"""Who has to act while a clock runs, and which clock really starts."""

from cases.choices import ClockName, Party
from cases.lifecycle.rows import DESK_CLOCKS, UNIT_CLOCKS

# Without a responsible unit it is the desk.
CLOCK_OWNER = {
    **dict.fromkeys(DESK_CLOCKS, Party.DESK),
    **dict.fromkeys(UNIT_CLOCKS, Party.UNIT),
    ClockName.REVIEW_ANSWER: Party.COMMISSION,
    ClockName.REVIEW: Party.REVIEWER,
    ClockName.OBJECTION: Party.DESK,
    ClockName.MORE_TIME: Party.UNIT_HEAD,
    ClockName.CITIZEN_REPLY: Party.CITIZEN,
    ClockName.HEARING: Party.REVIEWER,
    ClockName.TELL_ACCEPTANCE: Party.DESK,
    ClockName.DISCLOSE: Party.COMMISSION,
}

FIRST_CLOCK = ClockName.TRIAGE  # when the case is received, before any move


def fitting_clock(name: str, *, is_urgent: bool) -> str:
    """The clock that really starts where the table says ``name``: a matter with danger is registered at once (M15)."""
    return ClockName.URGENT_TRIAGE if is_urgent and name == ClockName.TRIAGE else name
