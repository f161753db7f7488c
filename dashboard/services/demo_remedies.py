"""What comes after an answer in the demonstration: citizens rate, withdraw, ask for a review; some answers are released."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.choices import Role
from cases.choices import Decision, Finding, Measure
from cases.models import Case
from cases.rules import PROVED
from cases.selectors.review import review_right
from cases.services import (
    PublicText,
    ask_review,
    decide_on_public_answer,
    take_withdrawal_back,
    withdraw_case,
    write_public_answer,
)
from dashboard.services.demo_agenda import Bands
from dashboard.services.demo_intake import Incoming
from evaluations.choices import Grade
from evaluations.services import rate_case

RATE: Bands = ((1, 0.1, 14),)
TAKE_BACK: Bands = ((1, 0.3, 6),)
ASK_REVIEW: Bands = ((1, 1, 26),)
DECIDE_REVIEW: Bands = ((85, 6, 24), (15, 31, 44))
PUBLISH: Bands = ((1, 1, 12),)
LATER_THAT_DAY = timedelta(minutes=40)
REDO: Bands = ((88, 4, 17), (12, 24, 40))
TRIAGE: Bands = ((80, 0.2, 4), (15, 4, 11), (5, 15, 34))
FINDINGS = {Finding.PROVED: 42, Finding.PARTLY: 18, Finding.NOT_PROVED: 25, Finding.REQUEST: 15}
MEASURES = (Measure.TALKED_TO, Measure.ADMONISHED, Measure.PARTY_WARNING, Measure.DEMERIT, Measure.NONE)
GRADES = {Grade.SATISFIED: 52, Grade.MOSTLY: 25, Grade.DISSATISFIED: 23}


@dataclass
class Life:
    """One case and what the demonstration knows of it; ``turn`` tells steps that the case has overtaken."""

    incoming: Incoming
    case: Case | None = None
    turn: int = 0
    returns: int = 0
    is_helped: bool = False
    left: set[int] = field(default_factory=set)

    @property
    def sector_code(self) -> str:
        """The code of the sector where the case belongs; empty outside the eight."""
        return self.incoming.sector.code if self.incoming.sector else ""


class Remedies:
    """The part of ``Demonstration`` around the answer; the officials' everyday part stands there."""

    def _withdraw(self, life: Life, at: datetime) -> None:
        """The citizen takes the complaint back; one in five thinks better of it."""
        life.case = withdraw_case(case_id=life.case.pk, at=at, reason=self._note("withdraw", life))
        life.turn += 1
        if self._happens(0.2):
            self._plan(self.agenda.later(at, TAKE_BACK), self._take_back, life)

    def _take_back(self, life: Life, at: datetime) -> None:
        life.case = take_withdrawal_back(case_id=life.case.pk, at=at)
        life.turn += 1
        self._then(life, at, TRIAGE, self._assign)

    def _after_closing(self, life: Life, at: datetime) -> None:
        if self._happens(0.45):
            self._plan(self.agenda.later(at, RATE), self._rate, life)
        if self._happens(0.08):
            self._plan(self.agenda.later(at, ASK_REVIEW), self._ask_review, life)
        if self._happens(0.2):
            self._plan(self.agenda.at_work(at, PUBLISH), self._publish, life)

    def _conclusion(self, life: Life) -> dict:
        """What the commission finds; three of five complaints are proved in whole or in part."""
        finding = self.chance.choices(list(FINDINGS), list(FINDINGS.values()))[0]
        money = {"money": self.chance.randint(3, 900) * 100, "money_to": self._note("money_to", life)}
        details = {"finding": finding, **(money if self._happens(0.2) else {})}
        if finding not in PROVED:
            return details
        is_liable = self._happens(0.3)
        person = {"person": self.texts.full_name(), "post": self._note("post", life), "is_leader": False}
        return details | {
            "persons": [person | {"measure": self.chance.choice(MEASURES)}],
            "is_leader_liable": is_liable,
            "leader_reason": self._note("leader_yes" if is_liable else "leader_no", life),
            **(
                {"fix": self._note("fix", life)}
                if self._happens(0.7)
                else {"no_fix_reason": self._note("no_fix", life)}
            ),
        }

    def _publish(self, life: Life, at: datetime) -> None:
        """The answer is told to everybody, where the commission has a leader who can release it; some texts wait."""
        leader = self.staff.who(life.case.desk_id, Role.COMMISSION_LEADER)
        if leader is None:
            return
        written = write_public_answer(
            case_id=life.case.pk,
            text=PublicText(**self.texts.publication(life.sector_code, life.incoming.slots)),
            actor=self.staff.who(life.case.desk_id, Role.INSPECTOR),
            at=at,
        )
        # A leader with a tie to the unit doesn't see the case, and never decides on it.
        sees = Case.objects.visible_to(leader).filter(pk=life.case.pk).exists()
        if sees and self._happens(0.85):
            note = self._note("release", life)
            decide_on_public_answer(
                answer_id=written.pk,
                decision=Decision.GRANTED,
                note=note,
                actor=leader,
                at=at + LATER_THAT_DAY,
            )

    def _ask_review(self, life: Life, at: datetime) -> None:
        right = review_right(life.case, at=at)
        if not right.is_open:
            return
        life.case = ask_review(case_id=life.case.pk, grounds=self._note("grounds", life), at=at)
        life.turn += 1
        self._then(life, at, DECIDE_REVIEW, self._decide_review)

    def _decide_review(self, life: Life, at: datetime) -> None:
        """Most answers stand; some are changed, some are revoked and handled anew."""
        outcome = self.chance.choices(("upheld", "changed", "revoked"), (60, 20, 20))[0]
        words = {
            "request": life.case.answer.request,
            "facts": self._note("review_facts", life),
            "opinion": self._note(outcome, life),
            "legal_basis": self._note("review_basis", life),
        }
        actor = self.staff.who(life.case.reviewer_id, Role.HANDLER)
        if outcome == "revoked":
            self._move(life, "annul", actor, at, **words)
            self._then(life, at, REDO, self._answer)
            return
        self._move(life, "decide_review", actor, at, **words, outcome=outcome)
        if self._happens(0.3):
            self._plan(self.agenda.later(at, ASK_REVIEW), self._ask_review, life)

    def _rate(self, life: Life, at: datetime) -> None:
        grade = self.chance.choices(list(GRADES), list(GRADES.values()))[0]
        said = self.texts.comment(grade)
        rating = rate_case(
            case_id=life.case.pk, grade=grade, at=at, reason=said["reason"], comment=said["comment"]
        )
        if rating.reopened:
            life.turn += 1
            self._then(life, at, REDO, self._answer)
