"""The rules of a campaign that know nothing of the web: its days, and what a plan must say before it is approved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
BEST_SCORE = 100


@dataclass(frozen=True)
class Span:
    """From one day to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def flag_of(day: date, *, window: Span, phase: Span | None = None) -> str:
    """What is unusual about a day (a word of ``DayFlag``): outside the campaign, or outside its phase; empty if nothing (M01).

    A day outside the campaign is never told as outside a phase as well: the graver word stands.
    """
    if day < window.first:
        return "before_window"
    if day > window.last:
        return "after_window"
    if phase is None or day in phase:
        return ""
    return "before_phase" if day < phase.first else "after_phase"


def phases_of(*, starts_on: date, rectify_from: date, inspect_from: date, ends_on: date) -> dict[str, Span]:
    """The three phases, which follow one another without a gap, so that what is counted by phase adds up."""
    return {
        "deploy": Span(starts_on, rectify_from - ONE_DAY),
        "rectify": Span(rectify_from, inspect_from - ONE_DAY),
        "inspect": Span(inspect_from, ends_on),
    }


def are_in_order(phases: Mapping[str, Span]) -> bool:
    """Whether each phase has a day at least; without gaps they are then in order."""
    return all(span.first <= span.last for span in phases.values())


def phase_of(day: date, phases: Mapping[str, Span]) -> str:
    """The phase that a day lies in; empty outside the campaign."""
    return next((name for name, span in phases.items() if day in span), "")


def moved_by(*, shown_on: date, shift_to: date | None) -> timedelta:
    """How far the days of a file move: ``shown_on`` is the day that stands for ``shift_to``."""
    return shift_to - shown_on if shift_to else timedelta()


def gaps_of(*, owner: object, due_on: date | None, standard: str) -> list[str]:
    """What an item lacks before it can be approved (M06): somebody who owns it, a day, and a standard."""
    gaps = [] if owner else ["no_owner"]
    gaps += [] if due_on else ["no_day"]
    return gaps + ([] if standard.strip() else ["no_standard"])


def against_entry(*, words: str, day: date, today: date, score: int | None, needs_score: bool) -> list[str]:
    """Why something can't be written down about an item."""
    reasons = [] if words.strip() else ["words_missing"]
    reasons += ["in_future"] if day > today else []
    wrong = needs_score and (score is None or not 0 <= score <= BEST_SCORE)
    return reasons + (["no_score"] if wrong else [])


def is_late(*, due_on: date | None, is_done: bool, today: date) -> bool:
    """Whether the day has passed and the item isn't done."""
    return due_on is not None and due_on < today and not is_done


def average(numbers: Iterable[int | None]) -> float | None:
    """The mean of what was scored, to one place; None when nothing was."""
    scored = [number for number in numbers if number is not None]
    return round(sum(scored) / len(scored), 1) if scored else None


def against_deployment(
    *, deployed_on: date | None, document: str, steps: Iterable[date | None], today: date
) -> list[str]:
    """Why a deployment can't be entered so; ``steps`` are the days of sending down, reading and confirming (M07)."""
    steps = list(steps)
    reasons = [] if bool(deployed_on) == bool(document) else ["document_missing"]
    taken = [day for day in steps if day]
    in_order = steps[: len(taken)] == taken and taken == sorted(taken)
    reasons += [] if in_order else ["out_of_order"]
    return reasons + (["in_future"] if any(day > today for day in (*taken, deployed_on) if day) else [])
