"""What colleagues do for each other in the demonstration: parts of co-handlers, and internal notes."""

from datetime import datetime

from accounts.choices import Role
from cases.choices import NoteCircle
from cases.selectors.parts import awaited_units, usual_due_day
from cases.services import write_note
from dashboard.services.demo_agenda import Bands
from dashboard.services.demo_remedies import Life

ASK_PART: Bands = ((1, 0.5, 6),)
CONTRIBUTE: Bands = ((80, 2, 12), (20, 16, 30))
CONTRIBUTE_AGAIN: Bands = ((1, 1, 6),)
WRITE_NOTE: Bands = ((1, 0.5, 20),)


class Parts:
    """The part of ``Demonstration`` in which units work with each other."""

    def _ask_parts(self, life: Life, at: datetime) -> None:
        due_on = usual_due_day(life.case, at=at)
        for row in life.case.co_handler_rows.select_related("unit"):
            note = self._note("ask_part", life)
            particulars = {"unit": row.unit, "due_on": due_on, "shows_story": True}
            self._move(life, "ask_part", self._handler(life), at, note=note, **particulars)
        self._then(life, at, CONTRIBUTE, self._contribute)

    def _contribute(self, life: Life, at: datetime) -> None:
        awaited = set(awaited_units(life.case))
        for row in life.case.co_handler_rows.filter(unit_id__in=awaited).select_related("unit"):
            actor = self.staff.who(row.unit_id, Role.HANDLER)
            self._move(life, "contribute", actor, at, note=self._note("contribute", life))
            if self._happens(0.15):
                due_on, note = usual_due_day(life.case, at=at), self._note("return_part", life)
                particulars = {"unit": row.unit, "due_on": due_on}
                self._move(life, "return_part", self._handler(life), at, note=note, **particulars)
                self._then(life, at, CONTRIBUTE_AGAIN, self._contribute)

    def _write_note(self, life: Life, at: datetime) -> None:
        """A handler notes something for his unit, or for the commission too, and tells the head of the unit."""
        circle = NoteCircle.COMMISSION if self._happens(0.3) else NoteCircle.UNIT
        head = self.staff.who(life.case.responsible_id, Role.UNIT_LEADER)
        mentions = [head] if head is not None and self._happens(0.5) else []
        text = self._note("note", life)
        write_note(
            case_id=life.case.pk,
            text=f"@{head.full_name} {text}" if mentions else text,
            circle=circle,
            actor=self._handler(life),
            at=at,
            mentions=mentions,
        )
