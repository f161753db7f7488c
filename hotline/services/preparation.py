"""What comes before a broadcast: the guest is reported, a substitute approved, the checklist ticked (M69)."""

from dataclasses import dataclass

from django.db import transaction

from accounts.choices import Decision
from accounts.models import User
from accounts.services import ask_for_act, decide_on_act
from common.numbering import CHINA
from hotline.choices import AHEAD, Rank, SessionRefusal, Step
from hotline.deadlines import STEP_BY_NAME
from hotline.models import Guest, Session, SessionStep, SubstituteApproval
from hotline.permissions import can_decide_on_substitute, can_report_guest, can_run_desk
from hotline.services.sessions import SessionRefused, lock_session, write_event
from hotline.services.tell import commission_leaders
from notices.services import tell_of_act
from organizations.selectors import first_holder, holder_called


@dataclass(frozen=True)
class GuestDraft:
    """Who comes; ``reason`` is why it isn't the first leader."""

    name: str
    post: str
    rank: str
    topic: str = ""
    reason: str = ""


@transaction.atomic
def report_guest(*, session_id: int, draft: GuestDraft, actor: User, at) -> Guest:
    """Say who answers for the unit; whoever isn't its first leader has to be approved, which is asked for at once.

    Raises SessionRefused with every reason.
    """
    session = lock_session(session_id, actor)
    if reasons := _against_guest(session, draft, actor, at=at):
        raise SessionRefused(reasons)
    today = at.astimezone(CHINA).date()
    holder = holder_called(session.unit, draft.name, today)
    guest = Guest.objects.create(
        session=session,
        name=draft.name.strip(),
        post=draft.post.strip(),
        rank=draft.rank,
        person=holder and holder.person,
        reported_by=actor,
        reported_at=at,
    )
    if topic := draft.topic.strip():
        session.topic = topic
        session.save(update_fields=["topic"])
    SessionStep.objects.filter(session=session, name=Step.GUEST, done_at=None).update(
        done_at=at, done_by=actor
    )
    write_event(session, "report_guest", actor, party="unit", at=at, details={"rank": draft.rank})
    if not guest.is_first:
        ask_for_act(SubstituteApproval(guest=guest, reason=draft.reason.strip()), actor=actor, at=at)
    return guest


@transaction.atomic
def decide_on_substitute(
    *, approval_id: int, decision: str, note: str, actor: User, at
) -> SubstituteApproval:
    """Let a substitute come, or insist on the first leader. Raises SessionRefused."""
    approval = SubstituteApproval.objects.select_related("guest__session__organiser__area").get(
        pk=approval_id
    )
    return decide_on_act(approval, decision=decision, note=note, actor=actor, at=at)


def after_substitute(approval: SubstituteApproval, *, actor: User | None, at) -> None:
    """Who is told: the leaders of the commission while it waits, then whoever asked."""
    session, today = approval.guest.session, at.astimezone(CHINA).date()
    deciders = [
        user for user in commission_leaders(session, on=today) if can_decide_on_substitute(user, approval)
    ]
    asker = [approval.asked_by]
    told = {"": deciders, Decision.LAPSED: [*asker, *deciders]}.get(approval.decision, asker)
    tell_of_act(approval, receivers=told, at=at)


@transaction.atomic
def tick_step(*, session_id: int, name: str, note: str, actor: User, at) -> SessionStep:
    """Say that a step of the checklist is done; late is late and stays so. Raises SessionRefused."""
    session = lock_session(session_id, actor)
    is_his = {"unit": can_report_guest, "operator": can_run_desk}[STEP_BY_NAME[name].by](actor, session)
    step = SessionStep.objects.select_for_update().get(session=session, name=name)
    reasons = [] if is_his else [SessionRefusal.NOT_YOUR_MOVE]
    reasons += [] if session.stage in AHEAD else [SessionRefusal.WRONG_STAGE]
    reasons += [SessionRefusal.STEP_DONE] if step.done_at else []
    reasons += [SessionRefusal.GUEST_MISSING] if name == Step.GUEST and not step.done_at else []
    if reasons:
        raise SessionRefused(reasons)
    step.done_at, step.done_by, step.note = at, actor, note.strip()
    step.save(update_fields=["done_at", "done_by", "note"])
    return step


def _against_guest(session: Session, draft: GuestDraft, actor: User, *, at) -> list[str]:
    reasons = [] if can_report_guest(actor, session) else [SessionRefusal.NOT_YOUR_MOVE]
    reasons += [] if session.stage in AHEAD else [SessionRefusal.WRONG_STAGE]
    if draft.rank != Rank.FIRST:
        return reasons + ([] if draft.reason.strip() else [SessionRefusal.NOTE_MISSING])
    first = first_holder(session.unit, at.astimezone(CHINA).date())
    is_another = first is not None and first.person.name != draft.name.strip()
    return reasons + ([SessionRefusal.NOT_FIRST] if is_another else [])
