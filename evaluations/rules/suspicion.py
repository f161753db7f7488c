"""What looks wrong among votes and visits: each finding is a reason to look, and no proof."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import sqrt

# Votes come between eight and nine, thirteen hours a day: over these a unit's usual number of votes is spread.
WAKING_MINUTES = 13 * 60
USUAL_WEEKS = 4
# So many visits a week a unit must have had before a fall says something.
LEAST_USUAL = 20
# Beyond three standard errors one in 370 units differs by chance.
FAR = 3.0

Vote = tuple[int, str, datetime]


def bursts(votes: Iterable[Vote], *, least: int, minutes: int, times: int, days: int) -> list[list[int]]:
    """Votes of one grade that came thicker than usual: groups of ids. ``votes`` are those of one unit over so many days.

    A group has at least ``least`` votes within the minutes, and ``times`` as many as the unit gets in that time otherwise.
    """
    rows = sorted(votes, key=lambda vote: vote[2])
    by_grade: dict[str, list[Vote]] = defaultdict(list)
    for vote in rows:
        by_grade[vote[1]].append(vote)
    found = []
    for mates in by_grade.values():
        for group in _clusters(mates, timedelta(minutes=minutes), least):
            # What is usual is what comes beside the group itself.
            usual = (len(rows) - len(group)) * minutes / (WAKING_MINUTES * max(days, 1))
            if len(group) >= times * usual:
                found.append([vote[0] for vote in group])
    return found


def _clusters(votes: Sequence[Vote], length: timedelta, least: int) -> list[list[Vote]]:
    """Groups of votes, none of them in two groups, each begun by one and as long as ``length``."""
    found, start = [], 0
    while start < len(votes):
        end = start
        while end < len(votes) and votes[end][2] - votes[start][2] <= length:
            end += 1
        if end - start >= least:
            found.append(list(votes[start:end]))
            start = end
        else:
            start += 1
    return found


def same_second(votes: Iterable[Vote], *, least: int) -> list[list[int]]:
    """Votes of one grade that came in the same second: groups of ids."""
    groups: dict[tuple, list[int]] = defaultdict(list)
    for pk, grade, at in votes:
        groups[grade, at.replace(microsecond=0)].append(pk)
    return [group for group in groups.values() if len(group) >= least]


def is_withheld(weeks: Sequence[int], *, percent: int) -> bool:
    """Whether a week (the last of ``weeks``) has less than the percentage of what the weeks before had on average."""
    *before, last = weeks
    usual = sum(before) / max(len(before), 1)
    return usual >= LEAST_USUAL and last * 100 < usual * percent


def is_far(replied: int, invited: int, *, others_replied: int, others_invited: int, least: int) -> bool:
    """Whether far fewer or more of a unit's visitors reply than of all others (two shares compared)."""
    if invited < least or others_invited < least:
        return False
    share = (replied + others_replied) / (invited + others_invited)
    error = sqrt(share * (1 - share) * (1 / invited + 1 / others_invited))
    return error > 0 and abs(replied / invited - others_replied / others_invited) / error >= FAR


def repeated(visits: Mapping[str, Sequence], *, least: int) -> list[str]:
    """The marks of numbers with which so many visits were recorded; ``visits`` are those of each mark."""
    return [mark for mark, recorded in visits.items() if mark and len(recorded) >= least]
