"""What became of the promises made on the air, in words for the public: the state of the case and nothing else of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.choices import Stage
from hotline.choices import PromiseState, QuestionStage
from hotline.models import Question, Session
from hotline.rules import promise_state

TONES = {
    PromiseState.DONE: "tag-blue",
    PromiseState.LATE: "tag-red",
    PromiseState.ANSWERED: "tag-blue",
}


@dataclass(frozen=True)
class PromiseLine:
    """One promise, and how it stands today."""

    question: Question
    state: str

    @property
    def label(self) -> str:
        """The state in words."""
        return str(PromiseState(self.state).label)

    @property
    def tone(self) -> str:
        """The class of its tag."""
        return TONES.get(self.state, "")


def promises_of(sessions: Iterable[Session], *, today: date) -> list[PromiseLine]:
    """The promises of these sessions in the order in which they were made; a joined case stands as the one that leads it."""
    questions = (
        Question.objects.filter(session__in=list(sessions), stage=QuestionStage.PROMISED)
        .select_related("case__matter__leading", "session__unit", "session__organiser__area")
        .order_by("asked_at", "pk")
    )
    return [PromiseLine(question, _state_of(question, today)) for question in questions]


def _state_of(question: Question, today: date) -> str:
    case = question.case
    if case.stage == Stage.JOINED:
        case = case.matter.leading
    return promise_state(
        stage=case.stage,
        is_sealed=question.case.handed_up_from != "" or case.handed_up_from != "",
        due_on=question.promise_on,
        today=today,
    )
