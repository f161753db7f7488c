"""Making sessions and questions for tests, always through the services that make real ones."""

from dataclasses import replace
from datetime import datetime, timedelta

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from hotline.models import Question, Session
from hotline.services import (
    GuestDraft,
    QuestionDraft,
    SessionDraft,
    add_question,
    clear_question,
    move_question,
    move_session,
    plan_session,
    report_guest,
    tick_step,
)
from organizations.models import Sector
from organizations.selectors import first_holder

WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
ASKED = "学校周边的占道经营什么时候能够整治好？"


def draft_of(starts_at: datetime, **more) -> SessionDraft:
    """The housing bureau of Guangzhou, for an hour on radio and web."""
    usual = SessionDraft(
        unit=unit("440100-housing"),
        sector=Sector.objects.get(code="land_housing"),
        topic="公租房分配怎样才公平",
        starts_at=starts_at,
        outlets=["radio", "web"],
    )
    return replace(usual, **more)


def first_leader(session: Session, *, on) -> str:
    """Who leads the unit by the register, or anybody where it names nobody."""
    holder = first_holder(session.unit, on)
    return holder.person.name if holder else "张某某"


def make_session(office: User, *, at: datetime, code: str = "440100-commission", **more) -> Session:
    """Planned a fortnight before it begins."""
    starts_at = more.pop("starts_at", at + 2 * WEEK)
    return plan_session(organiser=unit(code), draft=draft_of(starts_at, **more), actor=office, at=at)


def report_first(session: Session, actor: User, *, at: datetime):
    """The first leader comes himself."""
    name = first_leader(session, on=at.date())
    return report_guest(session_id=session.pk, draft=GuestDraft(name, "局长", "first"), actor=actor, at=at)


def confirm(session: Session, office: User, *, at: datetime) -> Session:
    """The first leader is reported and the line-up confirmed: from now on everybody knows of it."""
    report_first(session, office, at=at)
    return move_session(session_id=session.pk, move="confirm", actor=office, at=at)


def bring_on_air(session: Session, office: User) -> Session:
    """All steps up to the beginning of the broadcast."""
    before = session.starts_at - HOUR
    confirm(session, office, at=before - WEEK)
    for name in ("facts", "lanes"):
        tick_step(session_id=session.pk, name=name, note="", actor=office, at=before - 3 * HOUR)
    move_session(session_id=session.pk, move="prepare", actor=office, at=before)
    return move_session(session_id=session.pk, move="begin", actor=office, at=session.starts_at)


def make_on_air(office: User, *, at: datetime, **more) -> Session:
    """A session that goes on the air at that moment."""
    session = make_session(office, at=at - 2 * WEEK, starts_at=at, **more)
    return bring_on_air(session, office)


def ask(session: Session, operator: User, *, at: datetime, text: str = ASKED, **more) -> Question:
    """Somebody calls and stays anonymous."""
    return add_question(session_id=session.pk, draft=QuestionDraft(text=text, **more), actor=operator, at=at)


def put(question: Question, operator: User, *, at: datetime) -> Question:
    """Cleared for the air and put on it."""
    clear_question(question_id=question.pk, air_text="占道经营何时整治？", actor=operator)
    return move_question(question_id=question.pk, move="put", actor=operator, at=at)


def housing_head() -> User:
    """Speaks for the housing bureau of Guangzhou."""
    return make_user("housing_head", Role.UNIT_LEADER, "440100-housing")
