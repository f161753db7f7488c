"""What happened to one synthetic case, decided before any row is written.

Stages follow age: nearly all new cases are open, few old ones are. The accused-unit firewall holds as in real cases:
whoever is accused, and everybody whom the accused can command, gets no case.
"""

import bisect
import itertools
import math
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.choices import Stage
from cases.lifecycle import UNIT_STAGES
from organizations.models import Unit
from scripts.bench.register import COMMISSION, Place, Register
from scripts.bench.words import Writer

DAYS = 400
# The share of open cases falls with age, from 95 in a hundred; over all the days it is one in five.
OPEN_AT_FIRST, OPEN_FOR_DAYS = 0.95, 84.5
CLOSED_AMONG_DONE = 0.875
NEW_FOR_DAYS = 15
NEW_STAGES = {"received": 40, "accepted": 20, "assigned": 20, "handling": 15, "answered": 5}
OLD_STAGES = {"received": 5, "accepted": 8, "assigned": 12, "handling": 55, "answered": 20}
CHANNELS = {"web": 60, "phone": 15, "api": 10, "letter": 8, "counter": 7}
SECTORS = {
    "land_housing": 24,
    "agriculture": 14,
    "environment": 13,
    "education": 10,
    "politics_law": 9,
    "food_drug": 7,
    "health": 7,
    "work_safety": 6,
    "": 10,
}
ACCUSED, ONLY_IN_WORDS, WITH_LEADER = 0.30, 0.40, 0.35
HELPED, SUPERVISED = 0.05, 0.04
# Of the cases being handled so many lead others, and of the accepted ones so many are joined where one leads.
LEADING, JOINED = 0.10, 0.60
PROVINCE_WIDE = 0.03
# Other departments than the sector's own that are complained of.
ACCUSED_LINES = ("government", "party_committee")

ROUTES = {
    Stage.RECEIVED: (),
    Stage.DECLINED: ("decline",),
    Stage.ACCEPTED: ("accept",),
    Stage.ASSIGNED: ("accept", "assign"),
    Stage.HANDLING: ("accept", "assign", "sign_for"),
    Stage.ANSWERED: ("accept", "assign", "sign_for", "answer"),
    Stage.CLOSED: ("accept", "assign", "sign_for", "answer", "close"),
}
DAYS_AT_MOST = {
    "accept": 6,
    "decline": 9,
    "assign": 3,
    "sign_for": 4,
    "answer": 50,
    "close": 10,
    "supervise": 20,
}


@dataclass
class AccusedSketch:
    """Whom a case accuses, in ids and in words."""

    unit_id: int | None = None
    person_id: int | None = None
    unit_text: str = ""
    person_text: str = ""


@dataclass
class Sketch:
    """One case: where it came from, how far it got, and when each step was made."""

    number: int
    place: Place
    sector: str
    channel: str
    stage: str
    received_at: datetime
    steps: dict[str, datetime]
    story: str
    place_text: str
    desk: Unit
    responsible: Unit | None
    helper: Unit | None
    accused: list[AccusedSketch]
    shut_out: set[int]
    # The number of the case that leads its matter, which may be this one.
    leading: int | None = None

    def bars(self, unit: Unit) -> bool:
        """Whether the case must not reach this unit."""
        return not self.shut_out.isdisjoint(unit.lineage)


class Draw:
    """Draws one of several words by their weights."""

    def __init__(self, weights: dict[str, float]):
        self.words, self.sums = list(weights), list(itertools.accumulate(weights.values()))

    def __call__(self, rng: random.Random) -> str:
        return self.words[bisect.bisect(self.sums, rng.random() * self.sums[-1])]


draw_new_stage, draw_old_stage = Draw(NEW_STAGES), Draw(OLD_STAGES)
draw_channel, draw_sector = Draw(CHANNELS), Draw(SECTORS)


class Sketcher:
    """Draws cases numbered 1 to ``total``, received over 400 days up to ``now``, the oldest first."""

    def __init__(self, *, register: Register, rng: random.Random, total: int, now: datetime):
        self.register, self.rng, self.total, self.now = register, rng, total, now
        self.writer = Writer(register.words, rng)
        self._cities = self._weighted_places()
        # The case that takes others in, by desk.
        self._leading: dict[int, int] = {}

    def sketch(self, number: int) -> Sketch:
        """The case with this number."""
        rng = self.rng
        age = DAYS * (self.total - number + rng.random()) / self.total
        received_at = self.now - timedelta(days=age)
        stage, sector, place = self._stage(age), draw_sector(rng), self._place()
        accused = self._accused(place, sector)
        sketch = Sketch(
            number=number,
            place=place,
            sector=sector,
            channel=draw_channel(rng),
            stage=stage,
            received_at=received_at,
            steps=self._steps(stage, received_at, age),
            story=self.writer.story(sector),
            place_text=self.writer.place() if rng.random() < 0.5 else "",
            desk=self.register.units[COMMISSION],
            responsible=None,
            helper=None,
            accused=accused,
            shut_out={row.unit_id for row in accused if row.unit_id},
        )
        self._route(sketch)
        self._join(sketch)
        return sketch

    def upwards(self, unit: Unit | None, sketch: Sketch) -> Unit | None:
        """The unit, or the first above it that the case may reach."""
        while unit is not None and sketch.bars(unit):
            unit = self.register.unit_by_id.get(unit.parent_id)
        return unit

    def _weighted_places(self) -> list[tuple[list[Place], float]]:
        """The places of each city, with sums of weights that fall from the first city to the last."""
        cities: dict[int, list[Place]] = {}
        for place in self.register.places:
            if place.city_id:
                cities.setdefault(place.city_id, []).append(place)
        weights = itertools.accumulate((rank + 1) ** -0.7 for rank in range(len(cities)))
        return list(zip(cities.values(), weights, strict=True))

    def _place(self) -> Place:
        if self.rng.random() < PROVINCE_WIDE:
            return self.register.places[0]
        point = self.rng.random() * self._cities[-1][1]
        places = next(places for places, weight in self._cities if point < weight)
        return self.rng.choice(places)

    def _stage(self, age: float) -> str:
        if self.rng.random() < OPEN_AT_FIRST * math.exp(-age / OPEN_FOR_DAYS):
            return Stage((draw_new_stage if age < NEW_FOR_DAYS else draw_old_stage)(self.rng))
        return Stage.CLOSED if self.rng.random() < CLOSED_AMONG_DONE else Stage.DECLINED

    def _steps(self, stage: str, received_at: datetime, age: float) -> dict[str, datetime]:
        """When each step was made; young cases took their steps faster."""
        names = list(ROUTES[stage])
        if stage == Stage.HANDLING and self.rng.random() < SUPERVISED:
            names.append("supervise")
        lengths = [self.rng.uniform(0.01, DAYS_AT_MOST[name]) for name in names]
        hurry = min(1.0, 0.95 * age / sum(lengths)) if lengths else 1.0
        ends = itertools.accumulate(length * hurry for length in lengths)
        return {name: received_at + timedelta(days=end) for name, end in zip(names, ends, strict=True)}

    def _accused(self, place: Place, sector: str) -> list[AccusedSketch]:
        if self.rng.random() >= ACCUSED:
            return []
        if self.rng.random() < ONLY_IN_WORDS or place.city_id is None:
            return [AccusedSketch(unit_text=f"{self.writer.town()}政府", person_text=self.writer.name())]
        line = self.rng.choice((*self.register.leads.get(sector, ()), *ACCUSED_LINES))
        unit = self.register.unit_for(line, place)
        if not unit.code.startswith(place.code[:4]):
            return [AccusedSketch(unit_text=unit.name)]
        leader = self.register.leaders.get(unit.pk)
        if leader is None or self.rng.random() >= WITH_LEADER:
            return [AccusedSketch(unit_id=unit.pk)]
        return [AccusedSketch(unit_id=unit.pk, person_id=leader[0], person_text=leader[1])]

    def _route(self, sketch: Sketch) -> None:
        """Give the case its desk and, once assigned, its unit: none that is shut out."""
        sketch.desk = self.upwards(self.register.units[sketch.place.desk_code], sketch)
        if sketch.stage not in UNIT_STAGES:
            return
        lines = self.register.leads.get(sketch.sector)
        if lines:
            own = self.register.unit_for(self.rng.choice(lines), sketch.place)
            sketch.responsible = self.upwards(own, sketch)
            helper = self.register.unit_for("government", sketch.place)
            if self.rng.random() < HELPED and not sketch.bars(helper):
                sketch.helper = helper
        sketch.responsible = sketch.responsible or sketch.desk

    def _join(self, sketch: Sketch) -> None:
        """Make some cases one matter; none of them accuses anybody, so they are kept from nobody."""
        if sketch.accused:
            return
        leading = self._leading.get(sketch.desk.pk)
        if sketch.stage == Stage.HANDLING and self.rng.random() < LEADING:
            sketch.leading = self._leading[sketch.desk.pk] = sketch.number
        elif sketch.stage == Stage.ACCEPTED and leading is not None and self.rng.random() < JOINED:
            sketch.stage, sketch.leading = Stage.JOINED, leading
            sketch.steps["join"] = sketch.steps["accept"]
