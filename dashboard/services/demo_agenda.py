"""What is still to happen in the demonstration, in the order of time, and how long things take."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from common.numbering import CHINA
from common.workdays import WorkCalendar

FIRST_HOUR, LAST_HOUR = 8.6, 17.4

Bands = tuple[tuple[int, float, float], ...]
"""How many days a step takes: (weight, from, to) for quick, slow and late ones."""


class Agenda:
    """A queue of steps; what lies beyond ``until`` has not happened yet."""

    def __init__(self, *, chance: Random, until: datetime):
        self.chance, self.until = chance, until
        self._calendar = WorkCalendar()
        self._queue: list[tuple] = []
        self._order = count()

    def put(self, at: datetime, step: Callable, *about: Any) -> None:
        """Let a step happen at that moment."""
        if at < self.until:
            heapq.heappush(self._queue, (at, next(self._order), step, about))

    def take_until(self, moment: datetime) -> Iterator[tuple[datetime, Callable, tuple]]:
        """The steps before the moment, also those that are put in meanwhile."""
        while self._queue and self._queue[0][0] < moment:
            at, _, step, about = heapq.heappop(self._queue)
            yield at, step, about

    def later(self, at: datetime, bands: Bands) -> datetime:
        """A moment some days after, at any hour."""
        _, shortest, longest = self.chance.choices(bands, [band[0] for band in bands])[0]
        return (at + timedelta(days=self.chance.uniform(shortest, longest))).replace(microsecond=0)

    def at_work(self, at: datetime, bands: Bands) -> datetime:
        """A moment some days after, on a working day in office hours."""
        day = self._calendar.next_workday(self.later(at, bands).astimezone(CHINA).date())
        seconds = int(self.chance.uniform(FIRST_HOUR, LAST_HOUR) * 3600)
        moment = datetime.combine(day, time.min, tzinfo=CHINA) + timedelta(seconds=seconds)
        return moment if moment > at else self.at_work(at + timedelta(days=1), bands)
