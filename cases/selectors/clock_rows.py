"""The clocks of a case as its pages show them: each with its light and the reasons for its date."""

from collections.abc import Iterable
from datetime import datetime

from cases.models import Case, CaseClock
from cases.selectors.lights import clock_state
from cases.selectors.why import stories_of


def clock_rows(case: Case, clocks: Iterable[CaseClock], *, at: datetime) -> list[dict]:
    """The clocks that run, the tightest first, then those that have stopped, the latest first."""
    clocks = list(clocks)
    running = sorted((clock for clock in clocks if clock.stopped_at is None), key=lambda clock: clock.due_at)
    stopped = sorted(
        (clock for clock in clocks if clock.stopped_at), key=lambda clock: clock.stopped_at, reverse=True
    )
    stories = stories_of([*running, *stopped], rule_set=case.rule_set)
    return [{"story": story, "clock": story.clock, **clock_state(story.clock, at=at)} for story in stories]
