"""The demonstration as it happens: every step at its moment, through the same services that real users call."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from random import Random

from accounts.choices import Role
from accounts.models import User
from cases.choices import Channel, Party, Stage, SupervisionGround
from cases.models import Case
from cases.selectors import firewall_of, suggest_owner
from cases.services import MoveRefused, move_case, name_accused, receive_case, watch_clocks
from common.numbering import CHINA
from common.workdays import WorkCalendar
from complaints.choices import system_source
from complaints.services import hand_in
from dashboard.services.demo_intake import Incoming
from dashboard.services.demo_people import Staff
from dashboard.services.demo_texts import Texts
from evaluations.choices import Grade
from evaluations.services import rate_case
from organizations.models import Unit
from organizations.selectors import lead_unit

# How many days each step takes: (share, from, to). The last band is what reminders, cards and escalations come from.
TRIAGE = ((80, 0.2, 4), (15, 4, 11), (5, 15, 34))
ASSIGN = ((90, 0.3, 4), (10, 4, 9))
SIGN_FOR = ((76, 0.3, 4), (18, 4, 12), (6, 16, 34))
ANSWER = ((60, 7, 32), (26, 32, 56), (8, 58, 82), (6, 95, 260))
REVIEW = ((80, 1, 9), (15, 9, 19), (5, 24, 42))
REDO = ((88, 4, 17), (12, 24, 40))
REPORT = ((85, 6, 24), (15, 32, 60))
RATE = ((100, 0.1, 14),)
GRADES = ((Grade.SATISFIED, 52), (Grade.MOSTLY, 25), (Grade.DISSATISFIED, 23))
FIRST_HOUR, LAST_HOUR = 8.6, 17.4


@dataclass
class Life:
    """One case and what the demonstration knows of it; ``turn`` tells steps that the case has overtaken."""

    incoming: Incoming
    case: Case | None = None
    turn: int = 0
    returns: int = 0
    handed_back_by: list[int] = field(default_factory=list)

    @property
    def sector_code(self) -> str:
        """The code of the sector where the case belongs; empty outside the eight."""
        return self.incoming.sector.code if self.incoming.sector else ""


class Demonstration:
    """A queue of steps in the order of time; what lies beyond ``until`` has not happened yet."""

    def __init__(self, *, chance: Random, texts: Texts, staff: Staff, system: User, until: datetime):
        self.chance, self.texts, self.staff, self.system, self.until = chance, texts, staff, system, until
        self.calendar = WorkCalendar()
        self.lives: list[Life] = []
        self.refused = 0
        self._queue: list[tuple] = []
        self._order = count()

    # --- time ---------------------------------------------------------------------------------------------------

    def expect(self, incoming: Incoming) -> None:
        """Let a complaint come in at its moment."""
        life = Life(incoming)
        self.lives.append(life)
        self._put(incoming.at, self._receive, life)

    def run_until(self, moment: datetime) -> None:
        """Do everything that happens before the moment, then let the clocks give their signals."""
        while self._queue and self._queue[0][0] < moment:
            at, _, turn, step, life = heapq.heappop(self._queue)
            if turn != life.turn:
                continue
            try:
                step(life, at)
            except (MoveRefused, Case.DoesNotExist):
                # Nobody is there who may do it: the case stays where it is, as it would in life.
                self.refused += 1
        while watch_clocks(at=moment):
            pass

    def _put(self, at: datetime, step: Callable, life: Life) -> None:
        if at < self.until:
            heapq.heappush(self._queue, (at, next(self._order), life.turn, step, life))

    def _later(self, at: datetime, bands: tuple, *, in_office: bool = True) -> datetime:
        """A moment some days later; officials work in office hours."""
        _, shortest, longest = self.chance.choices(bands, [band[0] for band in bands])[0]
        moment = at + timedelta(days=self.chance.uniform(shortest, longest))
        if not in_office:
            return moment.replace(microsecond=0)
        day = self.calendar.next_workday(moment.astimezone(CHINA).date())
        seconds = int(self.chance.uniform(FIRST_HOUR, LAST_HOUR) * 3600)
        at_work = datetime.combine(day, time.min, tzinfo=CHINA) + timedelta(seconds=seconds)
        return at_work if at_work > at else at_work + timedelta(days=1)

    def _then(self, life: Life, at: datetime, bands: tuple, step: Callable, **options) -> None:
        self._put(self._later(at, bands, **options), step, life)

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    # --- who ----------------------------------------------------------------------------------------------------

    def _clerk(self, case: Case) -> User:
        return self.staff.who(case.desk_id, Role.INTAKE_CLERK)

    def _inspector(self, case: Case) -> User:
        return self.staff.who(case.desk_id, Role.INSPECTOR)

    def _handler(self, case: Case) -> User:
        return self.staff.who(case.responsible_id, Role.HANDLER, Role.UNIT_LEADER)

    def _owner(self, life: Life, at: datetime) -> Unit:
        """The unit that is suggested, or the next one above it that hasn't handed the case back."""
        case, on = life.case, at.astimezone(CHINA).date()
        firewall = firewall_of(case, on=on)
        unit = suggest_owner(case, on=on, sector=life.incoming.sector, firewall=firewall).unit
        while unit.pk in life.handed_back_by and unit.parent is not None and not firewall.bars(unit.parent):
            unit = unit.parent
        return unit

    def _helpers(self, life: Life, owner: Unit, at: datetime) -> list[Unit]:
        if not self._happens(0.12) or owner.area is None:
            return []
        firewall = firewall_of(life.case, on=at.astimezone(CHINA).date())
        helper = lead_unit(self.chance.choice(("government", "land", "environment")), owner.area)
        return [] if helper is None or helper == owner or firewall.bars(helper) else [helper]

    # --- steps --------------------------------------------------------------------------------------------------

    def _move(self, life: Life, move: str, actor, at: datetime, *, note: str = "", **details) -> Case:
        before = life.case.stage
        life.case = move_case(
            case_id=life.case.pk, move=move, actor=actor, at=at, note=note, details=details
        )
        # Steps that were planned for the stage before are off.
        life.turn += life.case.stage != before
        return life.case

    def _note(self, kind: str, life: Life) -> str:
        return self.texts.remark(kind, life.incoming.slots)

    def _receive(self, life: Life, at: datetime) -> None:
        complaint = life.incoming.complaint
        if complaint.channel == Channel.API:
            life.case = hand_in(
                complaint=complaint,
                source=system_source(self.system.pk),
                key=f"demo-{len(self.lives)}-{self.lives.index(life)}",
                actor=self.system,
                at=at,
                wants_receipt=False,
            ).case
        else:
            life.case = receive_case(complaint=complaint, actor=Party.CITIZEN, at=at)
        self._then(life, at, TRIAGE, self._triage)

    def _triage(self, life: Life, at: datetime) -> None:
        share = 0.55 if life.incoming.sector is None else 0.1
        if self._happens(share):
            self._decline(life, at)
        elif self._happens(0.45):
            note = self._note("accept", life)
            self._move(life, "accept", self._clerk(life.case), at, note=note, sector=life.incoming.sector)
            self._then(life, at, ASSIGN, self._assign)
        else:
            self._assign(life, at)

    def _decline(self, life: Life, at: datetime) -> None:
        why = self.texts.decline(life.sector_code)
        self._move(
            life,
            "decline",
            self._clerk(life.case),
            at,
            note=why["note"],
            reason=why["reason"],
            way_out=why["way_out"],
        )
        if self._happens(0.1):
            self._then(life, at, ((1, 4, 16),), self._reconsider)

    def _reconsider(self, life: Life, at: datetime) -> None:
        self._move(life, "reconsider", self._inspector(life.case), at, note=self._note("reconsider", life))
        self._then(life, at, ASSIGN, self._assign)

    def _assign(self, life: Life, at: datetime) -> None:
        owner = self._owner(life, at)
        self._move(
            life,
            "assign",
            self._clerk(life.case),
            at,
            note=self._note("assign", life) if self._happens(0.6) else "",
            unit=owner,
            co_handlers=self._helpers(life, owner, at),
            sector=life.incoming.sector,
        )
        self._after_assignment(life, at)

    def _after_assignment(self, life: Life, at: datetime) -> None:
        drawn = self.chance.random()
        if drawn < 0.05 and not life.handed_back_by and life.case.responsible.parent is not None:
            self._then(life, at, ((1, 0.5, 3),), self._hand_back)
            return
        if drawn < 0.08:
            self._then(life, at, ((1, 2, 9),), self._reassign)
        self._then(life, at, SIGN_FOR, self._sign_for)
        if drawn > 0.97:
            self._then(life, at, ((1, 1, 12),), self._name_accused)

    def _hand_back(self, life: Life, at: datetime) -> None:
        life.handed_back_by.append(life.case.responsible_id)
        self._move(life, "hand_back", self._handler(life.case), at, note=self._note("hand_back", life))
        self._then(life, at, ASSIGN, self._assign)

    def _reassign(self, life: Life, at: datetime) -> None:
        life.handed_back_by.append(life.case.responsible_id)
        owner = self._owner(life, at)
        if owner.pk == life.case.responsible_id:
            return
        self._move(life, "reassign", self._clerk(life.case), at, note=self._note("reassign", life), unit=owner)
        self._after_assignment(life, at)

    def _name_accused(self, life: Life, at: datetime) -> None:
        """The desk finds out whom the citizen means; a case that they hold is recalled from them."""
        before = life.case.stage
        life.case = name_accused(
            case_id=life.case.pk, actor=self._clerk(life.case), at=at, unit=life.case.responsible
        )
        life.turn += 1
        if life.case.stage != before:
            self._then(life, at, ASSIGN, self._assign)

    def _sign_for(self, life: Life, at: datetime) -> None:
        self._move(life, "sign_for", self._handler(life.case), at)
        self._then(life, at, ANSWER, self._answer)
        for helper in life.case.co_handler_rows.all():
            self._then(
                life, at, ((1, 2, 20),), lambda life, at, helper=helper: self._contribute(life, at, helper.unit_id)
            )
        if self._happens(0.02):
            self._then(life, at, ((1, 3, 15),), self._supervise_early)
        # Whoever has let the limit pass is put under supervision.
        if self._happens(0.7):
            self._put(self._later(at, ((1, 72, 86),)), self._supervise_late, life)

    def _contribute(self, life: Life, at: datetime, unit_id: int) -> None:
        helper = self.staff.who(unit_id, Role.HANDLER, Role.UNIT_LEADER)
        self._move(life, "contribute", helper, at, note=self._note("contribute", life))

    def _supervise_early(self, life: Life, at: datetime) -> None:
        ground = self.chance.choice((SupervisionGround.SERIOUS, SupervisionGround.PUBLIC))
        self._supervise(life, at, ground)

    def _supervise_late(self, life: Life, at: datetime) -> None:
        self._supervise(life, at, SupervisionGround.OVERDUE)

    def _supervise(self, life: Life, at: datetime, ground: str) -> None:
        if life.case.is_supervised:
            return
        self._move(
            life, "supervise", self._inspector(life.case), at, note=self._note("supervise", life), ground=ground
        )
        # The order is acted upon: the report replaces the answer that was planned before.
        life.turn += 1
        self._then(life, at, REPORT, self._answer)

    def _answer(self, life: Life, at: datetime) -> None:
        unit = life.case.responsible
        line = unit.line if unit.line in self.texts.answers else life.sector_code
        answer = self.texts.answer(line, life.incoming.slots)
        self._move(life, "answer", self._handler(life.case), at, **answer)
        self._then(life, at, REVIEW, self._review)

    def _review(self, life: Life, at: datetime) -> None:
        inspector = self._inspector(life.case)
        if life.returns < 2 and self._happens(0.14):
            life.returns += 1
            self._move(life, "return", inspector, at, note=self._note("return", life))
            self._then(life, at, REDO, self._answer)
            return
        self._move(life, "close", inspector, at)
        if self._happens(0.5):
            self._then(life, at, RATE, self._rate, in_office=False)

    def _rate(self, life: Life, at: datetime) -> None:
        grade = self.chance.choices([grade for grade, _ in GRADES], [share for _, share in GRADES])[0]
        said = self.texts.comment(grade)
        rating = rate_case(
            case_id=life.case.pk, grade=grade, at=at, reason=said["reason"], comment=said["comment"]
        )
        if rating.reopened:
            life.case = Case.objects.select_related("responsible").defer("search_index").get(pk=life.case.pk)
            life.turn += 1
            self._then(life, at, REDO, self._answer)


def stages_of(lives: list[Life]) -> dict[str, int]:
    """How many of the cases stand in each stage."""
    stages = dict.fromkeys(Stage.values, 0)
    for life in lives:
        stages[life.case.stage] += 1
    return stages
