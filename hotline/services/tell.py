"""Who hears of a session: the unit on the line, the programme office, the cities."""

from datetime import date

from django.urls import reverse

from accounts.choices import Role
from accounts.selectors import users_acting_for
from common.numbering import CHINA
from hotline.choices import Step
from hotline.models import Edition, Guidance, GuidanceReceipt, Session, SessionStep
from hotline.querysets import GUESTS, ORGANISERS
from notices.choices import Wording
from notices.services import notify_users


def tell_of_line_up(session: Session, *, at) -> None:
    """The unit learns that it is on the line, and by when it has to say who comes."""
    due_on = session.steps.get(name=Step.GUEST).due_at.astimezone(CHINA).date()
    _tell_unit(session, Wording.SESSION_LINED_UP, f"session:{session.pk}:planned", due_on, at=at)


def tell_of_change(session: Session, *, at) -> None:
    """The unit learns that its session was moved or cancelled."""
    day = session.starts_at.astimezone(CHINA).date()
    about = f"session:{session.pk}:{session.stage}:{at.timestamp()}"
    _tell_unit(session, Wording.SESSION_CHANGED, about, day, at=at)


def tell_of_step(step: SessionStep, *, by_unit: bool, at) -> None:
    """Whoever has something to prepare is reminded of it once."""
    session, due_on = step.session, step.due_at.astimezone(CHINA).date()
    about = f"session:{session.pk}:step:{step.pk}:{step.due_at.timestamp()}"
    if by_unit:
        _tell_unit(session, Wording.SESSION_STEP_DUE, about, due_on, at=at)
    else:
        _tell(session, [session.organiser_id], ORGANISERS, Wording.SESSION_STEP_DUE, about, due_on, at=at)


def tell_of_edition(edition: Edition, *, at) -> None:
    """The programme office learns that the feedback edition waits for it."""
    session, today = edition.session, at.astimezone(CHINA).date()
    about = f"session:{session.pk}:edition"
    _tell(session, [session.organiser_id], ORGANISERS, Wording.EDITION_DRAFTED, about, today, at=at)


def tell_of_guidance(guidance: Guidance, receipts: list[GuidanceReceipt], *, at) -> None:
    """Every city hears of the version, once."""
    users = users_acting_for(
        unit_ids=[receipt.unit_id for receipt in receipts],
        roles=ORGANISERS,
        on=at.astimezone(CHINA).date(),
    )
    notify_users(
        users=users,
        wording=Wording.GUIDANCE_SENT,
        context={"number": str(guidance.number), "date": f"{guidance.confirm_by}"},
        path=reverse("hotline:guidance", args=[guidance.pk]),
        about=f"guidance:{guidance.pk}",
        at=at,
    )


def commission_leaders(session: Session, *, on: date) -> list:
    """Who may decide on a substitute."""
    return users_acting_for(unit_ids=[session.organiser_id], roles=[Role.COMMISSION_LEADER], on=on)


def _tell_unit(session: Session, wording: str, about: str, due_on: date, *, at) -> None:
    _tell(session, [session.unit_id], GUESTS, wording, about, due_on, at=at)


def _tell(session: Session, unit_ids, roles, wording: str, about: str, due_on: date, *, at) -> None:
    notify_users(
        users=users_acting_for(unit_ids=unit_ids, roles=roles, on=at.astimezone(CHINA).date()),
        wording=wording,
        context={"number": session.number, "unit": session.unit.name, "date": f"{due_on}"},
        path=reverse("hotline:session", args=[session.pk]),
        about=about,
        at=at,
    )
