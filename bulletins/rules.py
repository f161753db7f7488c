"""Conditions of bulletins: pure, with everything passed in."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

# In these an accountability file is settled for good (supervision/lifecycle).
SETTLED = ("final", "lifted", "cleared")


def against_quoting(
    *, is_closed: bool, is_proved: bool, files: Iterable[tuple[str, str]], is_leader_liable: bool
) -> list[str]:
    """Why a case can't stand in a bulletin; ``files`` are (liability, stage) of its accountability files.

    Nobody is shown up whose case may still end otherwise: each file is settled, one of somebody directly responsible is
    final, and a leader who was found liable has his own.
    """
    rows = list(files)
    open_ones = [stage for _liability, stage in rows if stage not in SETTLED]
    has_direct = ("direct", "final") in rows
    has_leader = not is_leader_liable or any(liability == "leader" for liability, _stage in rows)
    reasons = [] if is_closed else ["case_not_closed"]
    reasons += [] if is_proved else ["not_proved"]
    return reasons + ([] if has_direct and has_leader and not open_ones else ["account_open"])


def month_before(day: date) -> date:
    """The first day of the month before the one of that day."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    """The first day of the month after one that is given by its first day."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def is_over(due_on: date, *, today: date) -> bool:
    """Whether the last day has passed."""
    return today > due_on


def against_embargo(until: datetime | None, *, at: datetime) -> list[str]:
    """Why an embargo can't be set to end then."""
    return ["embargo_past"] if until is not None and until <= at else []


def is_third_person(user_id: int, writers: Collection[int], asked_by_id: int | None) -> bool:
    """Whether somebody has neither written nor asked, and so may decide."""
    return user_id not in writers and user_id != asked_by_id
