"""What units ask for in the demonstration: that a case isn't theirs, more time, a word of the citizen."""

from datetime import datetime, timedelta

from accounts.choices import Role
from cases.choices import ClockName
from cases.services import write_as_citizen
from dashboard.services.demo_agenda import Bands
from dashboard.services.demo_remedies import Life

# The last band of most is what reminders, cards and escalations come from.
OBJECT: Bands = ((1, 0.5, 3),)
DECIDE: Bands = ((90, 0.3, 4), (10, 4, 8))
ASK_TIME: Bands = ((1, 10, 35),)
UNDECIDED = timedelta(days=10)
ASK_CITIZEN: Bands = ((1, 2, 15),)
REPLY: Bands = ((70, 0.5, 9), (30, 20, 30))
ASSIGN: Bands = ((90, 0.3, 4), (10, 4, 9))
SIGN_FOR: Bands = ((76, 0.3, 4), (18, 4, 12), (6, 16, 34))


class Requests:
    """The part of ``Demonstration`` in which something is asked for and decided."""

    def _object(self, life: Life, at: datetime) -> None:
        self._move(life, "object", self._handler(life), at, note=self._note("object", life))
        self._then(life, at, DECIDE, self._decide_objection)

    def _decide_objection(self, life: Life, at: datetime) -> None:
        """Three of four objections are right; the others are refused, and the unit has to sign for the case."""
        if self._happens(0.25):
            self._move(life, "overrule", self._clerk(life), at, note=self._note("overrule", life))
            self._then(life, at, SIGN_FOR, self._sign_for)
            return
        life.left.add(life.case.responsible_id)
        self._move(life, "consent", self._clerk(life), at)
        self._then(life, at, ASSIGN, self._assign)

    def _has_time(self, life: Life, at: datetime) -> bool:
        """Whether the unit isn't late and won't be while it waits for a decision."""
        clocks = life.case.clocks.filter(name=ClockName.CONCLUDE, stopped_at=None, paused_at=None)
        return clocks.filter(due_at__gt=at + UNDECIDED).exists()

    def _ask_time(self, life: Life, at: datetime) -> None:
        if not self._has_time(life, at):
            return
        note = self._note("ask_time", life)
        self._move(
            life, "ask_time", self._handler(life), at, note=note, days=self.chance.choice((10, 15, 30))
        )
        self._then(life, at, DECIDE, self._decide_time)

    def _decide_time(self, life: Life, at: datetime) -> None:
        head = self.staff.who(life.case.responsible_id, Role.UNIT_LEADER)
        if head is not None:
            self._move(life, "grant_time", head, at)

    def _ask_citizen(self, life: Life, at: datetime) -> None:
        if not self._has_time(life, at):
            return
        self._move(life, "ask_citizen", self._handler(life), at, note=self._note("question", life))
        self._then(life, at, REPLY, self._reply)

    def _reply(self, life: Life, at: datetime) -> None:
        write_as_citizen(case_id=life.case.pk, text=self._note("reply", life), at=at)
