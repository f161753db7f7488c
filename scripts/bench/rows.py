"""The rows that a case leaves in the tables on its way, as a real one would."""

import json
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from cases.choices import (
    Channel,
    ClockName,
    DeclineReason,
    EventName,
    MessageKind,
    Party,
    Result,
    Stage,
    SupervisionGround,
)
from cases.deadlines import ClockPlan, moments, plan_clock
from cases.lifecycle import CLOCK_OWNER, MOVE_BY_NAME, OPEN_STAGES
from cases.search import fold
from cases.selectors.likeness import marks_of
from cases.services.receive import subject_of
from common.numbering import CHINA, case_number
from common.workdays import WorkCalendar
from complaints.choices import WEB, system_source
from evaluations.choices import Grade, Reason
from organizations.models import Unit
from scripts.bench.register import Register
from scripts.bench.sketches import Sketch, Sketcher

NAMED, RATED, ASKED = 0.35, 0.30, 0.08
RULES = "current"
# Which step starts and which step stops each clock (None: the receipt).
CLOCKS = (
    (ClockName.TRIAGE, None, "assign"),
    (ClockName.CONCLUDE, "accept", "close"),
    (ClockName.SIGN_FOR, "assign", "sign_for"),
    (ClockName.REVIEW_ANSWER, "answer", "close"),
)
# The right length, but it opens nothing.
NOBODYS_HASH = f"$argon2id$v=19$m=8192,t=1,p=1${'b' * 22}${'b' * 43}"
BOX = f"trial:{'b' * 56}"
GRADES = (Grade.SATISFIED, Grade.SATISFIED, Grade.MOSTLY, Grade.DISSATISFIED)
CALENDAR = WorkCalendar()


@dataclass
class Clock:
    """One run of a clock with the signals that it has given."""

    id: int
    name: str
    plan: ClockPlan
    started_at: datetime
    stopped_at: datetime | None
    given: list[tuple[str, datetime]]
    next_at: datetime | None


class Rows:
    """Collects the rows of cases by table, each a tuple in the order of ``load.COLUMNS``."""

    def __init__(self, sketcher: Sketcher):
        self.sketcher, self.rng, self.now = sketcher, sketcher.rng, sketcher.now
        self.register: Register = sketcher.register
        self.tables: dict[str, list[tuple]] = defaultdict(list)

    def add(self, number: int) -> None:
        """Draw one case and add all its rows."""
        sketch = self.sketcher.sketch(number)
        identity = self._uuid() if self.rng.random() < NAMED else None
        clocks = list(self._clocks(sketch))
        if identity:
            self._put("accounts_sealedidentity", identity, BOX, BOX, "", sketch.received_at)
        self._put("cases_case", *self._case(sketch, identity, clocks))
        if sketch.leading == sketch.number:
            self._put("cases_matter", sketch.number, sketch.number, sketch.received_at)
        self._add_answer(sketch)
        self._add_people(sketch)
        self._add_clocks(sketch, clocks)
        self._add_events(sketch, clocks)
        self._add_receipts(sketch)
        self._add_notice(sketch)
        self._add_messages(sketch)

    def _put(self, table: str, *values) -> None:
        self.tables[table].append(values)

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def _case(self, sketch: Sketch, identity, clocks: list[Clock]) -> tuple:
        steps = sketch.steps
        running = [clock for clock in clocks if clock.stopped_at is None]
        tightest = min(running, key=lambda clock: clock.plan.due_at, default=None)
        subject = subject_of(sketch.story)
        told = fold(f"{subject} {sketch.story}")
        named = [f"{row.unit_text} {row.person_text}" for row in sketch.accused]
        return (
            sketch.number,
            sketch.channel,
            RULES,
            subject,
            sketch.story,
            sketch.place_text,
            sketch.place.area_id,
            sketch.place.city_id,
            self.register.sectors.get(sketch.sector),
            "",
            identity,
            self.register.system_id if sketch.channel == Channel.API else None,
            sketch.stage,
            sketch.desk.pk,
            sketch.responsible and sketch.responsible.pk,
            self._escalated_to(sketch, running),
            sketch.number if "answer" in steps else None,
            "supervise" in steps,
            0,
            sketch.received_at,
            steps.get("accept"),
            steps.get("assign"),
            steps.get("answer"),
            steps.get("close") or steps.get("decline"),
            tightest and max(tightest.plan.remind_at, tightest.started_at),
            tightest and tightest.plan.due_at,
            tightest and tightest.plan.red_at,
            " ".join((told, fold(" ".join((sketch.place_text, *named))))),
            sketch.leading,
            f"{{{','.join(map(str, marks_of(told)))}}}",
        )

    def _escalated_to(self, sketch: Sketch, running: list[Clock]) -> int | None:
        """The next unit above whoever let a clock run out to its end."""
        late = [clock for clock in running if clock.plan.escalate_at <= self.now]
        if not late or sketch.stage not in OPEN_STAGES:
            return None
        of_unit = CLOCK_OWNER[late[0].name] == Party.UNIT and sketch.responsible
        stuck: Unit = sketch.responsible if of_unit else sketch.desk
        above = self.register.unit_by_id.get(stuck.parent_id)
        found = self.sketcher.upwards(above, sketch) or sketch.desk
        return found.pk if found != stuck else None

    def _clocks(self, sketch: Sketch) -> Iterator[Clock]:
        for place, (name, start, stop) in enumerate(CLOCKS):
            started_at = sketch.steps.get(start) if start else sketch.received_at
            if started_at is None:
                continue
            ends = (sketch.steps.get(step) for step in (stop, "decline", "join"))
            stopped_at = next(filter(None, ends), None)
            plan = plan_of(name, started_at.astimezone(CHINA).date())
            until = stopped_at or self.now
            timed = [(kind, max(at, started_at)) for kind, at in moments(plan)]
            yield Clock(
                id=sketch.number * len(CLOCKS) + place,
                name=name,
                plan=plan,
                started_at=started_at,
                stopped_at=stopped_at,
                given=[(kind, at) for kind, at in timed if at <= until],
                next_at=next((at for _, at in timed if at > until), None),
            )

    def _add_clocks(self, sketch: Sketch, clocks: list[Clock]) -> None:
        for clock in clocks:
            plan = clock.plan
            self._put(
                "cases_caseclock",
                clock.id,
                sketch.number,
                clock.name,
                clock.started_at,
                plan.due_on,
                max(plan.remind_at, clock.started_at),
                plan.due_at,
                plan.red_at,
                plan.escalate_at,
                clock.next_at,
                clock.stopped_at,
                plan.is_provisional,
            )
            for kind, at in clock.given:
                self._put("cases_clocksignal", clock.id, kind, at)

    def _add_answer(self, sketch: Sketch) -> None:
        steps = sketch.steps
        if "answer" not in steps:
            return
        released_at = steps.get("close")
        self._put(
            "cases_answer",
            sketch.number,
            sketch.number,
            1,
            sketch.responsible.pk,
            "要求查清情况，依法处理，并给予书面答复。",
            f"经查，{sketch.story[: self.rng.randrange(40, 200)]}",
            "责成有关单位限期整改，对责任人批评教育，结果公开。",
            "《信访工作条例》第三十四条",
            self.rng.choice(Result.values),
            steps["answer"],
            released_at,
        )
        if released_at and self.rng.random() < RATED:
            grade = self.rng.choice(GRADES)
            reason = Reason.ATTITUDE if grade == Grade.DISSATISFIED else ""
            self._put("evaluations_rating", sketch.number, grade, reason, "", released_at, False)

    def _add_people(self, sketch: Sketch) -> None:
        for row in sketch.accused:
            self._put(
                "cases_accused", sketch.number, row.unit_id, row.person_id, row.unit_text, row.person_text
            )
        if sketch.helper:
            self._put("cases_cohandler", sketch.number, sketch.helper.pk, sketch.steps["assign"])

    def _add_events(self, sketch: Sketch, clocks: list[Clock]) -> None:
        events = [(sketch.received_at, self._received(sketch)), *self._moved(sketch)]
        for clock in clocks:
            for kind, at in clock.given:
                details = {"clock": clock.name, "signal": kind, "due_on": f"{clock.plan.due_on}"}
                told = (EventName.CLOCK_SIGNALLED, "", "", "", Party.SYSTEM, None, None, "", details)
                events.append((at, told))
        events.sort(key=lambda event: event[0])
        for at, (*columns, details) in events:
            text = json.dumps(details, ensure_ascii=False)
            self._put("cases_caseevent", sketch.number, at, *columns, text)

    def _received(self, sketch: Sketch) -> tuple:
        details = {"channel": sketch.channel}
        return EventName.RECEIVED, "", "", Stage.RECEIVED, Party.CITIZEN, None, sketch.desk.pk, "", details

    def _moved(self, sketch: Sketch) -> Iterator[tuple]:
        stage = Stage.RECEIVED
        for name, at in sketch.steps.items():
            move = MOVE_BY_NAME[name]
            party = move.by[0]
            target = move.target or stage
            unit = sketch.responsible if party == Party.UNIT else sketch.desk
            actors = {Party.UNIT: self.register.handlers, Party.DESK: self.register.clerks}
            actor = actors.get(party, self.register.inspectors).get(unit.pk)
            note = "" if name in ("sign_for", "answer") else "按规定办理，请在期限内完成并书面报告。"
            details = self._details(sketch, name)
            yield at, (EventName.MOVED, name, stage, target, party, actor, unit.pk, note, details)
            stage = target

    def _details(self, sketch: Sketch, move: str) -> dict:
        match move:
            case "decline":
                return {"reason": DeclineReason.OTHER_ORGAN, "way_out": "请向有管辖权的机关提出。"}
            case "assign":
                return {"unit": sketch.responsible.pk}
            case "supervise":
                return {"ground": SupervisionGround.SERIOUS}
            case "join":
                return {"leading": case_number(sketch.received_at, sketch.leading)}
        return {}

    def _add_receipts(self, sketch: Sketch) -> None:
        if sketch.channel not in (Channel.WEB, Channel.API):
            return
        source = WEB if sketch.channel == Channel.WEB else system_source(self.register.system_id)
        self._put("complaints_submission", source, self._uuid(), "b" * 64, sketch.number)
        hint = self.rng.getrandbits(64) - 2**63
        self._put("complaints_receipt", sketch.number, hint, NOBODYS_HASH, sketch.received_at, False)

    def _add_messages(self, sketch: Sketch) -> None:
        """A question of the unit and what its citizen replies, in the words of the story."""
        if "sign_for" not in sketch.steps or self.rng.random() >= ASKED:
            return
        at, unit = sketch.steps["sign_for"], sketch.responsible
        handler = self.register.handlers.get(unit.pk)
        if handler is not None:
            asked = "请补充发生的时间和地点，有无材料可以证明。"
            self._put(
                "cases_casemessage",
                sketch.number,
                MessageKind.TALK,
                Party.UNIT,
                unit.pk,
                handler,
                asked,
                at,
                at,
            )
        reply = sketch.story[: self.rng.randrange(20, 120)]
        self._put(
            "cases_casemessage", sketch.number, MessageKind.TALK, Party.CITIZEN, None, None, reply, at, None
        )

    def _add_notice(self, sketch: Sketch) -> None:
        user = self.register.handlers.get(sketch.responsible.pk) if sketch.responsible else None
        if user is None:
            return
        at = sketch.steps["assign"]
        context = {"number": case_number(sketch.received_at, sketch.number), "unit": sketch.responsible.name}
        self._put(
            "notices_notice",
            user,
            None,
            "in_app",
            "case_assigned",
            json.dumps(context | {"date": f"{at:%Y-%m-%d}"}, ensure_ascii=False),
            "zh-hans",
            f"/staff/cases/{sketch.number}/",
            f"bench:{sketch.number}:u{user}:in_app",
            "sent",
            1,
            at,
            at,
            at,
            sketch.steps.get("sign_for"),
            "",
        )


@cache
def plan_of(name: str, day: date) -> ClockPlan:
    """The dates of a clock that starts at midnight of a day; the reminder can't come before the start."""
    return plan_clock(name, RULES, datetime(day.year, day.month, day.day, tzinfo=CHINA), CALENDAR)


def rows_of(
    *, register: Register, seed: str, first: int, last: int, total: int, now: datetime
) -> dict[str, list[tuple]]:
    """The rows of the cases numbered ``first`` to ``last`` out of ``total``, by table."""
    sketcher = Sketcher(register=register, rng=random.Random(seed), total=total, now=now)
    rows = Rows(sketcher)
    for number in range(first, last + 1):
        rows.add(number)
    return rows.tables
