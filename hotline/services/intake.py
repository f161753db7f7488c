"""How questions come to the desk: told by telephone, taken over from a case, sent by the web form, collected by an outlet."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from cases.choices import Channel
from cases.models import Case
from cases.services import AccusedEntry
from cases.signals import receipt_wanted
from common.numbering import CHINA
from hotline.choices import Lane, Outlet, QuestionRefusal, QuestionStage
from hotline.models import Question, Session
from hotline.permissions import can_run_desk
from hotline.selectors.studio import barred_from_studio
from hotline.services.question_cases import open_case
from hotline.services.questions import QuestionRefused
from hotline.services.sessions import lock_session
from organizations.models import Area

LANE_OF_CHANNEL = {Channel.SMS: Lane.SMS, Channel.WEB: Lane.WEB, Channel.PHONE: Lane.PHONE}
MOST_LINES = 200
TEXT_LONGEST = 2000


@dataclass(frozen=True)
class QuestionDraft:
    """What the desk was told. ``complains_of_guest``: of the unit on the line itself; ``accused_text``: of whom else."""

    text: str
    outlet: str = Outlet.RADIO
    lane: str = Lane.PHONE
    area: Area | None = None
    complains_of_guest: bool = False
    accused_text: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of a call: the question, and a temporary receipt code that is never shown again (empty: nobody is on the line)."""

    question: Question
    receipt_code: str


@transaction.atomic
def take_call(*, session_id: int, draft: QuestionDraft, key: str, actor: User, at) -> Taken:
    """Take a question down, once for each ``key`` of a form and its words, with a code to read out. Raises QuestionRefused.

    The same form sent again finds the same question and gets one more code, because the first answer may have been lost on
    the way; with other words it is another question. Who reads a text message out has nobody on the line to tell a code.
    """
    session, mark = _open_session(session_id, actor), _form_mark(key, draft)
    question = session.questions.filter(form_mark=mark).first()
    if question is None:
        question = add_question(session_id=session_id, draft=draft, actor=actor, at=at, form_mark=mark)
    if draft.lane != Lane.PHONE:
        return Taken(question, "")
    [(_receiver, code)] = receipt_wanted.send(sender=Question, case=question.case, at=at)
    return Taken(question, code)


@transaction.atomic
def add_question(*, session_id: int, draft: QuestionDraft, actor: User, at, form_mark: str = "") -> Question:
    """Take a question down: its case is open and numbered when this returns. Raises QuestionRefused."""
    session = _open_session(session_id, actor)
    reasons = [] if draft.text.strip() else [QuestionRefusal.TEXT_MISSING]
    reasons += [QuestionRefusal.NAME_MISSING] if draft.phone and not draft.name else []
    if reasons:
        raise QuestionRefused(reasons)
    accused = [AccusedEntry(unit=session.unit)] if draft.complains_of_guest else []
    accused += [AccusedEntry(unit_text=draft.accused_text.strip())] if draft.accused_text.strip() else []
    case = open_case(
        session=session,
        text=draft.text,
        actor=actor,
        at=at,
        area=draft.area,
        accused=tuple(accused),
        name=draft.name,
        phone=draft.phone,
    )
    return _keep(
        session,
        case,
        text=draft.text,
        lane=draft.lane,
        outlet=draft.outlet,
        actor=actor,
        at=at,
        form_mark=form_mark,
    )


@transaction.atomic
def take_case(*, session_id: int, case_id: int, outlet: str, actor: User, at) -> Question:
    """Put a case that came in by another way, such as a text message, into the queue. Raises QuestionRefused."""
    session = _open_session(session_id, actor)
    case = Case.objects.visible_to(actor).filter(handed_up_from="").get(pk=case_id)
    if session.questions.filter(case=case).exists():
        raise QuestionRefused([QuestionRefusal.CASE_TAKEN])
    lane = LANE_OF_CHANNEL.get(case.channel, Lane.TAKEN)
    return _keep(session, case, text=case.story, lane=lane, outlet=outlet, actor=actor, at=at)


@transaction.atomic
def import_questions(*, session_id: int, lines: Iterable[str], outlet: str, actor: User, at) -> int:
    """Keep what an outlet has collected, one question a line; a line that is there already isn't kept twice.

    Each gets its case with the first step that is made with it. Returns how many are new. Raises QuestionRefused.
    """
    session = _open_session(session_id, actor)
    texts = dict.fromkeys(text for line in lines if (text := line.strip()[:TEXT_LONGEST]))
    known = set(session.questions.filter(outlet=outlet, lane=Lane.IMPORTED).values_list("text", flat=True))
    fresh = [text for text in texts if text not in known][:MOST_LINES]
    place = _last_place(session)
    Question.objects.bulk_create(
        Question(
            session=session,
            lane=Lane.IMPORTED,
            outlet=outlet,
            text=text,
            place=place + number,
            received_at=at,
        )
        for number, text in enumerate(fresh, 1)
    )
    return len(fresh)


def take_from_form(*, case: Case, session_id: int, at) -> Question | None:
    """A citizen has sent the complaint form from the page of a session, inside the transaction that opened the case.

    Of a session that takes none any more nothing is kept here: the case goes its way like every other.
    """
    session = Session.objects.with_places().select_for_update(of=("self",)).filter(pk=session_id).first()
    if session is None or not session.takes_questions:
        return None
    return _keep(session, case, text=case.story, lane=Lane.WEB, outlet=Outlet.WEB, actor=None, at=at)


def _open_session(session_id: int, actor: User) -> Session:
    session = lock_session(session_id, actor)
    reasons = [] if can_run_desk(actor, session) else [QuestionRefusal.NOT_YOUR_MOVE]
    reasons += [] if session.takes_questions else [QuestionRefusal.LANES_CLOSED]
    if reasons:
        raise QuestionRefused(reasons)
    return session


def _form_mark(key: str, draft: QuestionDraft) -> str:
    """A digest of all that was typed; the form's key, which isn't kept, lets nobody guess a name or number by it."""
    typed = vars(draft) | {"area": draft.area and draft.area.pk}
    return hashlib.sha256(f"{key}\n{json.dumps(typed, sort_keys=True)}".encode()).hexdigest()


def _keep(
    session: Session,
    case: Case,
    *,
    text: str,
    lane: str,
    outlet: str,
    actor: User | None,
    at,
    form_mark: str = "",
) -> Question:
    """The question in the queue; what complains of those in the studio never enters it and is passed on at once (R2)."""
    is_barred = case.pk in barred_from_studio(session, [case], on=at.astimezone(CHINA).date())
    settled = {"stage": QuestionStage.PASSED_ON, "settled_at": at, "settled_by": actor} if is_barred else {}
    return Question.objects.create(
        session=session,
        case=case,
        lane=lane,
        outlet=outlet,
        text=text.strip()[:TEXT_LONGEST],
        place=_last_place(session) + 1,
        received_at=at,
        form_mark=form_mark,
        **settled,
    )


def _last_place(session: Session) -> int:
    return session.questions.order_by().aggregate(last=Max("place"))["last"] or 0
