"""Planning a session, and the only writer of its ``stage``."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.selectors import ActRefused
from cases.selectors.register import office_calendar
from common.numbering import CHINA
from hotline.choices import SessionRefusal, SessionStage
from hotline.deadlines import CHECKLIST, STEP_BY_NAME, reminder_at, step_due_at
from hotline.lifecycle import SESSION_MOVE_BY_NAME, SessionMove
from hotline.models import Session, SessionEvent, SessionStep
from hotline.permissions import offices_to_plan_for, parties_of
from hotline.rules import SessionFacts
from hotline.selectors.sessions import is_approved, newest_guest
from hotline.services.tell import tell_of_change, tell_of_line_up
from organizations.choices import UnitKind
from organizations.models import Sector, Unit

WRITTEN = ("stage", "starts_at", "announced_at", "began_at", "ended_at", "closed_at")


class SessionRefused(ActRefused):
    """A step of a session can't be made; ``reasons`` are words of ``SessionRefusal``, all of them."""

    words = SessionRefusal


@dataclass(frozen=True)
class SessionDraft:
    """What is planned: which unit about what, when, for how long, and by which outlets."""

    unit: Unit
    sector: Sector
    topic: str
    starts_at: datetime
    minutes: int = 60
    outlets: list[str] = field(default_factory=list)


@transaction.atomic
def plan_session(*, organiser: Unit, draft: SessionDraft, actor: User, at) -> Session:
    """Put a session into the calendar, with its checklist; the unit is told. Raises SessionRefused."""
    facts = SessionFacts(
        at=at,
        today=_day(at),
        starts_at=draft.starts_at,
        session_day=_day(draft.starts_at),
        outlets=draft.outlets,
        is_unit_below=_lies_within(draft.unit, organiser),
        is_unit_a_commission=draft.unit.kind == UnitKind.COMMISSION,
    )
    is_his = organiser in offices_to_plan_for(actor)
    reasons = [] if is_his else [SessionRefusal.NOT_YOUR_MOVE]
    row = SESSION_MOVE_BY_NAME["plan"]
    if reasons := reasons + [reason for check in row.checks if (reason := check(facts))]:
        raise SessionRefused(reasons)
    session = Session.objects.create(
        organiser=organiser,
        serial=_next_serial(organiser),
        topic=draft.topic.strip(),
        sector=draft.sector,
        unit=draft.unit,
        starts_at=draft.starts_at,
        minutes=draft.minutes,
        outlets=draft.outlets,
        planned_by=actor,
        planned_at=at,
    )
    SessionStep.objects.bulk_create(SessionStep(session=session, **step) for step in _steps(session, at=at))
    write_event(session, row.name, actor, party=row.by[0], at=at)
    tell_of_line_up(session, at=at)
    return session


@transaction.atomic
def move_session(
    *, session_id: int, move: str, actor: User, at, note: str = "", starts_at: datetime | None = None
) -> Session:
    """Make one move of the lifecycle table and return the session as it is then; ``starts_at``: the new day of ``move``.

    Raises ``Session.DoesNotExist`` for whoever may not see the session, SessionRefused with every reason.
    """
    row = SESSION_MOVE_BY_NAME[move]
    session = lock_session(session_id, actor)
    party = next((party for party in row.by if party in parties_of(actor, session)), None)
    facts = facts_of(session, at=at, note=note, starts_at=starts_at)
    reasons = [] if party else [SessionRefusal.NOT_YOUR_MOVE]
    reasons += [] if session.stage in row.sources else [SessionRefusal.WRONG_STAGE]
    if reasons := reasons + [reason for check in row.checks if (reason := check(facts))]:
        raise SessionRefused(reasons)
    before, from_stage = session.starts_at, session.stage
    _apply(session, row, starts_at, at=at)
    session.save(update_fields=WRITTEN)
    details = {"from": before, "to": session.starts_at} if row.needs_time else {}
    write_event(
        session, row.name, actor, party=party, at=at, from_stage=from_stage, note=note, details=details
    )
    if row.name in ("move", "cancel"):
        tell_of_change(session, at=at)
    return session


def lock_session(session_id: int, actor: User) -> Session:
    """The session, locked: whatever changes it or its questions waits here."""
    sessions = Session.objects.visible_to(actor).with_places().select_for_update(of=("self",))
    return sessions.get(pk=session_id)


def facts_of(session: Session, *, at, note: str = "", starts_at: datetime | None = None) -> SessionFacts:
    """What the conditions of the table look at."""
    guest = newest_guest(session)
    needed = [name for name, row in STEP_BY_NAME.items() if row.is_needed]
    questions = session.questions.order_by()
    on_air = Session.objects.filter(organiser=session.organiser_id, stage=SessionStage.ON_AIR)
    return SessionFacts(
        at=at,
        today=_day(at),
        starts_at=starts_at or session.starts_at,
        session_day=_day(session.starts_at),
        outlets=session.outlets,
        note=note,
        has_guest=guest is not None,
        guest_is_first=guest is not None and guest.is_first,
        guest_is_approved=guest is not None and is_approved(guest),
        open_steps=session.steps.filter(name__in=needed, done_at=None).count(),
        is_other_on_air=on_air.exclude(pk=session.pk).exists(),
        waiting=questions.filter(stage__in=("waiting", "asked")).count(),
        without_case=questions.filter(case=None).count(),
    )


def write_event(
    session: Session, move: str, actor: User, *, party: str, at, from_stage="", note="", details=None
) -> SessionEvent:
    """One row of the trail."""
    return SessionEvent.objects.create(
        session=session,
        at=at,
        move=move,
        from_stage=from_stage,
        to_stage=session.stage,
        party=party,
        actor=actor,
        note=note.strip(),
        details=details or {},
    )


def _apply(session: Session, row: SessionMove, starts_at: datetime | None, *, at) -> None:
    session.stage = row.target
    match row.name:
        case "confirm":
            session.announced_at = session.announced_at or at
        case "begin":
            session.began_at = at
        case "end":
            session.ended_at = at
        case "close":
            session.closed_at = at
        case "move":
            session.starts_at = starts_at
            _begin_checklist_anew(session, at=at)


def _begin_checklist_anew(session: Session, *, at: datetime) -> None:
    """What was prepared for another day is looked at once more; who comes stays reported."""
    for step in _steps(session, at=at):
        changed = {"due_at": step["due_at"], "remind_at": step["remind_at"], "reminded_at": None}
        rows = SessionStep.objects.filter(session=session, name=step["name"])
        rows.update(**changed) if step["name"] == "guest" else rows.update(
            **changed, done_at=None, done_by=None, note=""
        )


def _steps(session: Session, *, at: datetime) -> list[dict]:
    calendar = office_calendar()
    dues = {
        row.name: step_due_at(row, session.starts_at, planned_at=at, calendar=calendar, tz=CHINA)
        for row in CHECKLIST
    }
    return [
        {"name": name, "due_at": due_at, "remind_at": reminder_at(due_at, calendar, CHINA)}
        for name, due_at in dues.items()
    ]


def _next_serial(organiser: Unit) -> int:
    """The next number of this commission; whoever else plans one waits, so that none is left out."""
    Unit.objects.select_for_update().get(pk=organiser.pk)
    last = Session.objects.filter(organiser=organiser).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _lies_within(unit: Unit, organiser: Unit) -> bool:
    """Whether the unit works in the area of the programme."""
    digits = {"province": 2, "city": 4}.get(organiser.area.level, 6)
    return unit.area is not None and unit.area.code.startswith(organiser.area.code[:digits])


def _day(moment: datetime):
    return moment.astimezone(CHINA).date()
