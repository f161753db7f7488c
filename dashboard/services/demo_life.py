"""The demonstration as it happens: every step at its moment, through the same services that real users call."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from typing import Any

from accounts.choices import Role
from accounts.models import User
from cases.choices import Channel, Party, SealReason, SupervisionGround
from cases.models import Case
from cases.selectors import firewall_of, suggest_owner
from cases.selectors.naming import mentions_of
from cases.services import (
    MoveRefused,
    change_forum,
    end_waiting,
    move_case,
    name_accused,
    receive_case,
    watch_clocks,
)
from common.numbering import CHINA
from complaints.choices import system_source
from complaints.services import hand_in
from dashboard.services.demo_agenda import Agenda, Bands
from dashboard.services.demo_intake import Incoming
from dashboard.services.demo_orders import Orders
from dashboard.services.demo_parts import ASK_PART, WRITE_NOTE, Parts
from dashboard.services.demo_people import SYSTEM, Staff
from dashboard.services.demo_remedies import REDO, TRIAGE, Life, Remedies
from dashboard.services.demo_requests import ASK_CITIZEN, ASK_TIME, ASSIGN, OBJECT, SIGN_FOR, Requests
from dashboard.services.demo_texts import Texts
from organizations.choices import Line
from organizations.models import Unit
from organizations.selectors import lead_unit
from supervision.models import Order
from supervision.selectors.leaders import is_issuer, leaders_on
from supervision.services import OrderRefused, watch_orders

# The last band of most is what reminders, cards and escalations come from.
REASSIGN: Bands = ((1, 2, 9),)
NAME_ACCUSED: Bands = ((1, 1, 12),)
ANSWER: Bands = ((60, 7, 32), (26, 32, 56), (8, 58, 82), (6, 95, 260))
SUPERVISE_EARLY: Bands = ((1, 3, 15),)
SUPERVISE_LATE: Bands = ((1, 72, 86),)
REPORT: Bands = ((85, 6, 24), (15, 32, 60))
REVIEW: Bands = ((80, 1, 9), (15, 9, 19), (5, 24, 42))
RECONSIDER: Bands = ((1, 4, 16),)
WITHDRAW: Bands = ((1, 0.2, 9),)
# How rarely a desk hands a case up sealed.
ONE_IN_SO_MANY = 300
HELPING_LINES = (Line.GOVERNMENT, Line.LAND, Line.ENVIRONMENT)


class Demonstration(Remedies, Requests, Parts, Orders):
    """Complaints come in and officials do their work, some well and some badly."""

    def __init__(self, *, chance: Random, texts: Texts, staff: Staff, until: datetime):
        self.chance, self.texts, self.staff = chance, texts, staff
        self.agenda = Agenda(chance=chance, until=until)
        self.system = User.objects.get(username=SYSTEM)
        self.refused = 0

    def expect(self, incoming: Incoming) -> None:
        """Let a complaint come in at its moment."""
        self._plan(incoming.at, self._receive, Life(incoming))

    def run_until(self, moment: datetime) -> None:
        """Do everything that happens before the moment, then let the clocks give their signals."""
        for at, step, (life, turn) in self.agenda.take_until(moment):
            if turn != life.turn:
                continue
            try:
                step(life, at)
            except (MoveRefused, OrderRefused, Case.DoesNotExist, Order.DoesNotExist):
                # Nobody is there who may do it: the case stays where it is, as it would in life.
                self.refused += 1
        end_waiting(at=moment)
        while watch_clocks(at=moment) or watch_orders(at=moment):
            pass

    def _plan(self, at: datetime, step: Callable, life: Life) -> None:
        self.agenda.put(at, step, life, life.turn)

    def _then(self, life: Life, at: datetime, bands: Bands, step: Callable) -> None:
        self._plan(self.agenda.at_work(at, bands), step, life)

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _note(self, kind: str, life: Life) -> str:
        return self.texts.remark(kind, life.incoming.slots)

    # --- who ---------------------------------------------------------------------------------------------------

    def _clerk(self, life: Life) -> User:
        return self.staff.who(life.case.desk_id, Role.INTAKE_CLERK)

    def _inspector(self, life: Life) -> User:
        return self.staff.who(life.case.desk_id, Role.INSPECTOR)

    def _handler(self, life: Life) -> User:
        return self.staff.who(life.case.responsible_id, Role.HANDLER)

    def _owner_and_co_handlers(self, life: Life, at: datetime) -> tuple[Unit, list[Unit]]:
        """The unit that is suggested, or the next one above it that hasn't had the case; sometimes one that helps."""
        on = at.astimezone(CHINA).date()
        firewall = firewall_of(life.case, on=on)
        owner = suggest_owner(life.case, on=on, sector=life.incoming.sector, firewall=firewall).unit
        while owner.pk in life.left and owner.parent is not None and not firewall.bars(owner.parent):
            owner = owner.parent
        if owner.area is None or not self._happens(0.12):
            return owner, []
        co_handler = lead_unit(self.chance.choice(HELPING_LINES), owner.area)
        co_handlers = [] if co_handler == owner or firewall.bars(co_handler) else [co_handler]
        life.is_helped = bool(co_handlers)
        return owner, co_handlers

    # --- steps -------------------------------------------------------------------------------------------------

    def _move(self, life: Life, move: str, actor: User, at: datetime, *, note: str = "", **details) -> None:
        before = life.case.stage
        life.case = move_case(case_id=life.case.pk, move=move, actor=actor, at=at, note=note, details=details)
        # Whatever was planned for the stage before is off.
        life.turn += life.case.stage != before

    def _receive(self, life: Life, at: datetime) -> None:
        incoming = life.incoming
        if incoming.complaint.channel == Channel.API:
            life.case = hand_in(
                complaint=incoming.complaint,
                source=system_source(self.system.pk),
                key=f"demo-{incoming.number:05d}",
                actor=self.system,
                at=at,
                wants_receipt=False,
            ).case
        else:
            life.case = receive_case(complaint=incoming.complaint, actor=Party.CITIZEN, at=at)
        self._then(life, at, TRIAGE, self._triage)
        if self._happens(0.02):
            self._plan(self.agenda.later(at, WITHDRAW), self._withdraw, life)

    def _triage(self, life: Life, at: datetime) -> None:
        if life.incoming.number % ONE_IN_SO_MANY == 0:
            self._hand_up(life, at)
        elif self._happens(0.55 if life.incoming.sector is None else 0.12):
            self._decline(life, at)
        elif self._happens(0.3):
            note, sector = self._note("accept", life), life.incoming.sector
            self._move(life, "accept", self._clerk(life), at, note=note, sector=sector)
            self._then(life, at, ASSIGN, self._assign)
        else:
            self._assign(life, at)

    def _decline(self, life: Life, at: datetime) -> None:
        why = self.texts.decline(life.sector_code)
        clerk, particulars = self._clerk(life), {name: why[name] for name in ("reason", "forum", "way_out")}
        if particulars["forum"]:
            case_id, forum = life.case.pk, particulars["forum"]
            change_forum(case_id=case_id, forum=forum, actor=clerk, at=at, note=why["note"])
        self._move(life, "decline", clerk, at, note=why["note"], **particulars)
        if self._happens(0.1):
            self._then(life, at, RECONSIDER, self._reconsider)

    def _hand_up(self, life: Life, at: datetime) -> None:
        """The desk finds that somebody above its level is meant; the commission above takes over."""
        self._move(life, "hand_up", self._clerk(life), at, seal_reason=SealReason.ABOVE_LEVEL)
        self._then(life, at, ASSIGN, self._assign)

    def _reconsider(self, life: Life, at: datetime) -> None:
        self._move(life, "reconsider", self._inspector(life), at, note=self._note("reconsider", life))
        self._then(life, at, ASSIGN, self._assign)

    def _assign(self, life: Life, at: datetime) -> None:
        units = self._units(life, *self._owner_and_co_handlers(life, at))
        note = self._note("assign", life) if self._happens(0.6) else ""
        self._move(life, "assign", self._clerk(life), at, note=note, sector=life.incoming.sector, **units)
        self._after_assignment(life, at)

    def _units(self, life: Life, owner: Unit, co_handlers: Sequence[Unit]) -> dict[str, Any]:
        """Who gets the case; where the story speaks of one of them the clerk has read that it isn't accused."""
        is_spoken_of = bool(mentions_of(life.case, [owner, *co_handlers]))
        return {"unit": owner, "co_handlers": co_handlers, "not_accused": is_spoken_of}

    def _after_assignment(self, life: Life, at: datetime) -> None:
        drawn = self.chance.random()
        if drawn < 0.05 and not life.left and life.case.responsible.parent is not None:
            self._then(life, at, OBJECT, self._object)
            return
        if drawn < 0.07:
            self._then(life, at, REASSIGN, self._reassign)
        if drawn > 0.98:
            self._then(life, at, NAME_ACCUSED, self._name_accused)
        if self._happens(0.02):
            self._plan(self.agenda.later(at, WITHDRAW), self._withdraw, life)
        self._then(life, at, SIGN_FOR, self._sign_for)

    def _reassign(self, life: Life, at: datetime) -> None:
        life.left.add(life.case.responsible_id)
        owner, co_handlers = self._owner_and_co_handlers(life, at)
        if owner.pk == life.case.responsible_id:
            return
        note = self._note("reassign", life)
        units = self._units(life, owner, co_handlers)
        self._move(life, "reassign", self._clerk(life), at, note=note, **units)
        # From one unit to another the stage may stay the same: what the first one had planned is off too.
        life.turn += 1
        self._after_assignment(life, at)

    def _name_accused(self, life: Life, at: datetime) -> None:
        """The desk finds out that the citizen means the very unit that has the case: it is recalled from there."""
        unit, clerk = life.case.responsible, self._clerk(life)
        life.case = name_accused(case_id=life.case.pk, actor=clerk, at=at, unit=unit)
        life.turn += 1
        self._then(life, at, ASSIGN, self._assign)

    def _sign_for(self, life: Life, at: datetime) -> None:
        self._move(life, "sign_for", self._handler(life), at)
        self._then(life, at, ANSWER, self._answer)
        if self._happens(0.06):
            self._then(life, at, ASK_TIME, self._ask_time)
        if self._happens(0.08):
            self._then(life, at, ASK_CITIZEN, self._ask_citizen)
        if life.is_helped:
            self._then(life, at, ASK_PART, self._ask_parts)
        if self._happens(0.08):
            self._then(life, at, WRITE_NOTE, self._write_note)
        if self._happens(0.02):
            self._then(life, at, SUPERVISE_EARLY, self._supervise_early)
        # Whoever lets the limit pass is put under supervision, as a rule.
        if self._happens(0.7):
            self._then(life, at, SUPERVISE_LATE, self._supervise_late)

    def _supervise_early(self, life: Life, at: datetime) -> None:
        self._supervise(life, at, self.chance.choice((SupervisionGround.SERIOUS, SupervisionGround.PUBLIC)))

    def _supervise_late(self, life: Life, at: datetime) -> None:
        self._supervise(life, at, SupervisionGround.OVERDUE)

    def _supervise(self, life: Life, at: datetime, ground: str) -> None:
        on = at.astimezone(CHINA).date()
        if life.case.responsible is None or not leaders_on(life.case.responsible, on=on).exists():
            # An order names whoever answers for it.
            return
        if not is_issuer(life.case.desk):
            # The body above the province gives no orders here.
            return
        note = self._note("supervise", life)
        self._move(life, "supervise", self._inspector(life), at, note=note, ground=ground)
        self._order_behind(life.case, at)
        # An order is acted upon: the report takes the place of the answer that was planned before.
        life.turn += 1
        self._then(life, at, REPORT, self._answer)

    def _answer(self, life: Life, at: datetime) -> None:
        line = life.case.responsible.line
        answer = self.texts.answer(
            line if line in self.texts.answers else life.sector_code, life.incoming.slots
        )
        self._move(life, "answer", self._handler(life), at, **answer)
        self._then(life, at, REVIEW, self._review)

    def _review(self, life: Life, at: datetime) -> None:
        if life.returns < 2 and self._happens(0.14):
            life.returns += 1
            self._move(life, "return", self._inspector(life), at, note=self._note("return", life))
            self._then(life, at, REDO, self._answer)
            return
        self._move(life, "close", self._inspector(life), at, **self._conclusion(life))
        self._after_closing(life, at)
