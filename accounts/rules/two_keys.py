"""Conditions of what takes two people, whatever it is: pure, with everything passed in."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from common.numbering import CHINA


def lapses_at(asked_at: datetime, days: int) -> datetime:
    """The end of the last of so many calendar days, China time; the day of asking isn't counted."""
    last = asked_at.astimezone(CHINA).date() + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=CHINA)


def last_day_of(expires_at: datetime) -> date:
    """The last day before something lapses at midnight, China time."""
    return (expires_at - timedelta(seconds=1)).astimezone(CHINA).date()


def is_own_act(asked_by_id: int | None, user_id: int | None) -> bool:
    """Whether the one who would decide is the one who asked."""
    return asked_by_id is not None and asked_by_id == user_id


def against_deciding(*, decision: str, is_own: bool, may_decide: bool) -> list[str]:
    """Why somebody can't decide at all: it isn't open any more, it isn't his, or it is his own."""
    if decision:
        return ["wrong_stage"]
    if not may_decide:
        return ["not_your_move"]
    return ["own_request"] if is_own else []


def against_words(
    *, verdict: str, note: str, verdicts: Collection[str], needs_note: bool = True
) -> list[str]:
    """Why a decision can't be written down as it is: an unknown word, or no reason."""
    if verdict not in verdicts:
        return ["wrong_stage"]
    return ["note_missing"] if needs_note and not note.strip() else []
