"""The live desk's work, and the only writer of a question's ``stage``: put on the air, answered, promised, passed on, merged."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Min

from accounts.models import User
from accounts.selectors import ActRefused
from cases.selectors.register import office_calendar
from common.numbering import CHINA
from hotline.choices import SETTLED, QuestionRefusal, QuestionStage, SessionStage
from hotline.lifecycle import QUESTION_MOVE_BY_NAME, QuestionMove
from hotline.models import Question, Session
from hotline.permissions import can_run_desk
from hotline.rules import QuestionFacts
from hotline.selectors.studio import barred_questions, is_barred, must_not_be_said
from hotline.services.question_cases import carry_promise, join_cases, with_case

WRITTEN = (
    *("stage", "case", "reply", "promise_on", "merged_into"),
    *("asked_at", "settled_at", "settled_by"),
)


class QuestionRefused(ActRefused):
    """A step of a question can't be made; ``reasons`` are words of ``QuestionRefusal``, all of them."""

    words = QuestionRefusal


@dataclass(frozen=True)
class Settling:
    """What a move is made with: words for everybody, the day of a promise, the question that asks the same."""

    text: str = ""
    due_on: date | None = None
    other: Question | None = None


@transaction.atomic
def move_question(
    *,
    question_id: int,
    move: str,
    actor: User,
    at,
    text: str = "",
    due_on: date | None = None,
    other_id: int | None = None,
) -> Question:
    """Make one move of the lifecycle table; a question without a case gets one with it.

    Raises ``Question.DoesNotExist`` for whoever may not see the question, QuestionRefused with every reason.
    """
    question = lock_question(question_id, actor)
    given = Settling(text.strip(), due_on, _other(other_id, actor))
    row = QUESTION_MOVE_BY_NAME[move]
    if reasons := _reasons_against(question, row, given, actor, at=at):
        leaks = must_not_be_said(given.text, question.case) if QuestionRefusal.LEAKS in reasons else ()
        raise QuestionRefused(reasons, about={QuestionRefusal.LEAKS: leaks})
    with_case(given.other or question, actor=actor, at=at)
    if given.other is None:
        question = _moved(question, row, given, actor, at=at)
        if row.name == "promise":
            _promise(question, actor, at=at)
        return question
    question.case = question.case or given.other.case
    question = _moved(question, row, given, actor, at=at)
    join_cases(question.case, given.other.case, actor=actor, at=at)
    return question


@transaction.atomic
def clear_question(*, question_id: int, air_text: str, actor: User) -> Question:
    """Write down what may be said on the air. Raises QuestionRefused, also when the words say who asks."""
    question = lock_question(question_id, actor)
    words = air_text.strip()
    reasons = [] if question.stage == QuestionStage.WAITING else [QuestionRefusal.WRONG_STAGE]
    reasons += [] if can_run_desk(actor, question.session) else [QuestionRefusal.NOT_YOUR_MOVE]
    reasons += [] if words else [QuestionRefusal.TEXT_MISSING]
    leaks = must_not_be_said(words, question.case)
    reasons += [QuestionRefusal.LEAKS] if leaks else []
    if reasons:
        raise QuestionRefused(reasons, about={QuestionRefusal.LEAKS: leaks})
    question.air_text = words
    question.save(update_fields=["air_text"])
    return question


@transaction.atomic
def put_first(*, question_id: int, actor: User) -> Question:
    """Bring a question to the head of the queue. Raises QuestionRefused."""
    question = lock_question(question_id, actor)
    if question.stage != QuestionStage.WAITING or not can_run_desk(actor, question.session):
        raise QuestionRefused([QuestionRefusal.WRONG_STAGE])
    first = question.session.questions.order_by().aggregate(first=Min("place"))["first"]
    question.place = first - 1
    question.save(update_fields=["place"])
    return question


@transaction.atomic
def next_question(*, session_id: int, actor: User, at) -> Question | None:
    """What the host presses: the question on the air is answered, and the first that is cleared takes its place.

    None when no cleared question waits. Raises QuestionRefused.
    """
    questions = Question.objects.visible_to(actor).filter(session=session_id)
    if (asked := questions.filter(stage=QuestionStage.ASKED).first()) is not None:
        move_question(question_id=asked.pk, move="answer", actor=actor, at=at)
    cleared = list(questions.waiting().exclude(air_text="").select_related("session__unit", "case").in_line())
    if not cleared:
        return None
    barred = barred_questions(cleared[0].session, cleared, on=at.astimezone(CHINA).date())
    following = next((question for question in cleared if question.pk not in barred), None)
    return following and move_question(question_id=following.pk, move="put", actor=actor, at=at)


@transaction.atomic
def pass_on_the_rest(*, session_id: int, actor: User, at) -> int:
    """Once the session is off the air, what nobody got round to goes the way of every complaint. Returns how many."""
    waiting = Question.objects.visible_to(actor).filter(
        session=session_id, session__stage=SessionStage.OFF_AIR
    )
    found = list(waiting.waiting().values_list("pk", flat=True))
    for pk in found:
        move_question(question_id=pk, move="pass_on", actor=actor, at=at)
    return len(found)


def lock_question(question_id: int, actor: User) -> Question:
    """The question, its session locked before it: a session is closed or a question is moved, never both at once."""
    known = Question.objects.visible_to(actor)
    session_id = known.values_list("session_id", flat=True).get(pk=question_id)
    session = Session.objects.with_places().select_for_update(of=("self",)).get(pk=session_id)
    rows = known.select_related("case__identity", "case__answer")
    question = rows.select_for_update(of=("self",)).get(pk=question_id)
    question.session = session
    return question


def _other(other_id: int | None, actor: User) -> Question | None:
    if other_id is None:
        return None
    rows = Question.objects.visible_to(actor).select_related("session__organiser__area", "case")
    return rows.filter(pk=other_id).first()


def _reasons_against(question: Question, row: QuestionMove, given: Settling, actor: User, *, at) -> list[str]:
    session, today = question.session, at.astimezone(CHINA).date()
    facts = QuestionFacts(
        is_open=session.takes_questions,
        is_on_air=session.stage == SessionStage.ON_AIR,
        is_cleared=question.air_text != "",
        is_barred=is_barred(question, on=today),
        is_somebody_asked=session.questions.filter(stage=QuestionStage.ASKED).exists(),
        text=given.text,
        is_clean=not must_not_be_said(given.text, question.case),
        days=days_until(given.due_on, today=today),
        has_other=given.other is not None,
        other_fits=_other_fits(question, given.other),
        followers=question.followers.count() if row.name == "merge" else 0,
    )
    reasons = [] if can_run_desk(actor, session) else [QuestionRefusal.NOT_YOUR_MOVE]
    reasons += [] if question.stage in row.sources else [QuestionRefusal.WRONG_STAGE]
    return reasons + [reason for check in row.checks if (reason := check(facts))]


def days_until(due_on: date | None, *, today: date) -> int | None:
    """The working days until the day of a promise; None for no day and for one that isn't worked."""
    calendar = office_calendar()
    if due_on is None or due_on <= today or not calendar.is_workday(due_on):
        return None
    return calendar.workdays_between(today, due_on)


def _other_fits(question: Question, other: Question | None) -> bool:
    if other is None or other.pk == question.pk or other.session_id != question.session_id:
        return False
    return other.stage != QuestionStage.MERGED


def _moved(question: Question, row: QuestionMove, given: Settling, actor: User, *, at) -> Question:
    """The question as it stands after the move."""
    question.stage = row.target
    is_settled = row.target in SETTLED
    question.settled_at = (question.settled_at or at) if is_settled else None
    question.settled_by = actor if is_settled else None
    if row.name == "put":
        question.asked_at = at
    if row.name == "put_back":
        question.asked_at = None
    question.reply = given.text or question.reply
    question.promise_on = given.due_on if row.name == "promise" else None
    question.merged_into = given.other
    question.save(update_fields=WRITTEN)
    return question


def _promise(question: Question, actor: User, *, at) -> None:
    days = days_until(question.promise_on, today=at.astimezone(CHINA).date())
    if not carry_promise(question, days=days, actor=actor, at=at):
        raise QuestionRefused([QuestionRefusal.CASE_MOVED_ON])
