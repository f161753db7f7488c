"""What must hold before a step of a session or of a question: pure conditions, each answers with a refusal word or None."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

# How far away the day of a promise may lie, in working days: the longest that other places give to what is asked on the air.
LONGEST_PROMISE = 10
# The same as ``LONGEST_PROMISE`` for a simple, a general and a complex matter (Xianyang's programme; a default, not law).
PROMISE_DAYS = (2, 5, LONGEST_PROMISE)
# A whole morning; a programme that runs longer is two.
LONGEST_MINUTES = 240
LIKE_ENOUGH = 0.3


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What the conditions of a session look at."""

    at: datetime
    today: date
    starts_at: datetime
    session_day: date
    outlets: Collection[str] = ()
    note: str = ""
    has_guest: bool = False
    guest_is_first: bool = False
    guest_is_approved: bool = False
    open_steps: int = 0
    is_other_on_air: bool = False
    is_unit_below: bool = True
    is_unit_a_commission: bool = False
    waiting: int = 0
    without_case: int = 0


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """What the conditions of a question look at; ``days`` are the working days until the day of a promise (None: not one)."""

    is_open: bool
    is_on_air: bool
    is_cleared: bool
    is_barred: bool
    is_somebody_asked: bool = False
    text: str = ""
    is_clean: bool = True
    days: int | None = None
    has_other: bool = False
    other_fits: bool = False
    followers: int = 0


def outlets_are_chosen(facts: SessionFacts) -> str | None:
    """A session goes out by one of the five outlets at least."""
    return None if facts.outlets else "no_outlet"


def lies_ahead(facts: SessionFacts) -> str | None:
    """Nothing is planned into the past."""
    return None if facts.starts_at > facts.at else "in_past"


def unit_fits(facts: SessionFacts) -> str | None:
    """The unit belongs to the area of the programme, and isn't the commission that holds the line."""
    if facts.is_unit_a_commission:
        return "commission_on_line"
    return None if facts.is_unit_below else "not_below"


def note_is_given(facts: SessionFacts) -> str | None:
    """A reason in words is needed."""
    return None if facts.note.strip() else "note_missing"


def guest_is_reported(facts: SessionFacts) -> str | None:
    """The unit has said who comes."""
    return None if facts.has_guest else "guest_missing"


def guest_may_come(facts: SessionFacts) -> str | None:
    """The first leader comes himself; a substitute needs approval (M69)."""
    may = not facts.has_guest or facts.guest_is_first or facts.guest_is_approved
    return None if may else "not_approved"


def steps_are_done(facts: SessionFacts) -> str | None:
    """Everything on the checklist that can be done before the day is done."""
    return "steps_open" if facts.open_steps else None


def it_is_its_day(facts: SessionFacts) -> str | None:
    """Nobody goes on the air on another day by mistake."""
    return None if facts.today == facts.session_day else "not_its_day"


def no_other_is_on_air(facts: SessionFacts) -> str | None:
    """One programme, one session at a time."""
    return "another_on_air" if facts.is_other_on_air else None


def no_question_waits(facts: SessionFacts) -> str | None:
    """Whoever has asked is answered, promised something or passed on."""
    return "questions_open" if facts.waiting else None


def every_question_has_a_case(facts: SessionFacts) -> str | None:
    """Every question has a case number before the session closes (M71)."""
    return "without_case" if facts.without_case else None


def session_is_open(facts: QuestionFacts) -> str | None:
    """What was closed stays as it is."""
    return None if facts.is_open else "lanes_closed"


def is_on_air(facts: QuestionFacts) -> str | None:
    """Questions are put while the session is on the air."""
    return None if facts.is_on_air else "not_on_air"


def may_come_before_the_guest(facts: QuestionFacts) -> str | None:
    """A complaint never reaches those whom it accuses, and they sit in the studio (R2)."""
    return "not_for_studio" if facts.is_barred else None


def is_cleared(facts: QuestionFacts) -> str | None:
    """Somebody has written down what may be said aloud."""
    return None if facts.is_cleared else "not_cleared"


def nobody_else_is_asked(facts: QuestionFacts) -> str | None:
    """One question at a time."""
    return "somebody_asked" if facts.is_somebody_asked else None


def text_is_clean(facts: QuestionFacts) -> str | None:
    """What is written down for everybody names nobody who asked (R10)."""
    return None if facts.is_clean else "leaks"


def promise_is_given(facts: QuestionFacts) -> str | None:
    """A promise is written down in words."""
    return None if facts.text.strip() else "promise_missing"


def day_fits(facts: QuestionFacts) -> str | None:
    """A promise has a day: a working day after today, and not so far away that it is none."""
    fits = facts.days is not None and 1 <= facts.days <= LONGEST_PROMISE
    return None if fits else "day_unfit"


def other_fits(facts: QuestionFacts) -> str | None:
    """The question that asks the same belongs to the same session and isn't merged itself."""
    if not facts.has_other:
        return "other_missing"
    return None if facts.other_fits else "other_unfit"


def leads_no_others(facts: QuestionFacts) -> str | None:
    """What others were merged into stays where it is."""
    return "leads_others" if facts.followers else None


def share_of(part: int, whole: int) -> int | None:
    """A share in whole per cent; None of nothing."""
    return round(100 * part / whole) if whole else None


def promise_state(*, stage: str, is_sealed: bool, due_on: date, today: date) -> str:
    """What became of a promise, by the stage of its case (a word of ``PromiseState``).

    Of a case that was handed up sealed the public learns no more than that it is worked on (R12).
    """
    if is_sealed:
        return "open"
    if stage == "closed":
        return "done"
    if stage in ("answered", "reviewing"):
        return "answered"
    if stage in ("declined", "withdrawn"):
        return "elsewhere"
    return "late" if today > due_on else "open"
