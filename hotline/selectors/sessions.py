"""What pages say of a session: its guest, its checklist, its trail."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.choices import Decision
from accounts.models import User
from hotline.choices import QuestionStage, Step
from hotline.deadlines import STEP_BY_NAME
from hotline.lifecycle import SESSION_MOVE_BY_NAME
from hotline.models import Guest, Session, SessionEvent, SessionStep, SubstituteApproval


@dataclass(frozen=True)
class StepLine:
    """One line of the checklist, and whether its moment has passed."""

    step: SessionStep
    by_unit: bool
    is_overdue: bool
    is_needed: bool


def newest_guest(session: Session) -> Guest | None:
    """Who comes, by what was reported last."""
    return session.guests.order_by("-pk").first()


def is_approved(guest: Guest) -> bool:
    """Whether the commission has let this substitute come."""
    return guest.approvals.filter(decision=Decision.GRANTED).exists()


def newest_approval(guest: Guest | None) -> SubstituteApproval | None:
    """What was asked for last about the guest."""
    if guest is None:
        return None
    return guest.approvals.select_related("asked_by", "decided_by").order_by("-pk").first()


def checklist_of(session: Session, *, at: datetime) -> list[StepLine]:
    """The checklist in the order of its days."""
    return [
        StepLine(
            step=step,
            by_unit=STEP_BY_NAME[step.name].by == "unit",
            is_overdue=step.done_at is None and step.due_at <= at,
            is_needed=STEP_BY_NAME[step.name].is_needed,
        )
        for step in session.steps.select_related("done_by")
    ]


def steps_to_tick(lines: list[StepLine]) -> list[StepLine]:
    """What somebody can still tick; that a guest was reported says itself."""
    return [line for line in lines if line.step.done_at is None and line.step.name != Step.GUEST]


def trail_of(session: Session) -> list[dict]:
    """The trail for the timeline, the newest first: the moves, and what became of each substitute that was proposed."""
    entries = [*_moves_of(session), *_substitutes_of(session)]
    # A guest is reported and approval asked for in one moment: asking comes after.
    return sorted(entries, key=lambda entry: entry["at"])[::-1]


def _moves_of(session: Session) -> list[dict]:
    events = SessionEvent.objects.filter(session=session).select_related("actor").order_by("pk")
    return [
        {
            "title": str(_title(event)),
            "at": event.at,
            "actor": event.actor.full_name,
            "text": event.note,
            "icon": getattr(SESSION_MOVE_BY_NAME.get(event.move), "icon", "users"),
        }
        for event in events
    ]


def _substitutes_of(session: Session) -> list[dict]:
    """Who proposed whom and why, and who decided how; also of those who were proposed before the guest that comes."""
    approvals = SubstituteApproval.objects.filter(guest__session=session).order_by("pk")
    entries = []
    for approval in approvals.select_related("guest", "asked_by", "decided_by"):
        entries.append(_of_substitute(approval, "", approval.asked_at, approval.asked_by, approval.reason))
        if approval.decision:
            decided = (approval.decision, approval.decided_at, approval.decided_by, approval.decision_note)
            entries.append(_of_substitute(approval, *decided))
    return entries


def _of_substitute(
    approval: SubstituteApproval, step: str, at: datetime, actor: User | None, words: str
) -> dict:
    titles = {
        "": _("Substitute proposed: %(guest)s"),
        Decision.GRANTED: _("Substitute approved: %(guest)s"),
        Decision.REFUSED: _("Substitute refused: %(guest)s"),
        Decision.LAPSED: _("Nobody decided in time on the substitute: %(guest)s"),
    }
    icons = {Decision.GRANTED: "circle-check", Decision.REFUSED: "circle-x", Decision.LAPSED: "clock"}
    return {
        "title": titles[step] % {"guest": approval.guest},
        "at": at,
        "actor": actor.full_name if actor else "",
        "text": words,
        "icon": icons.get(step, "users"),
    }


def _title(event: SessionEvent):
    row = SESSION_MOVE_BY_NAME.get(event.move)
    return row.label if row else Step.GUEST.label


def counts_of(session: Session) -> dict[str, int]:
    """How many questions came in, and how many of them stand where."""
    rows = session.questions.order_by().values_list("stage").annotate(number=Count("pk"))
    counts = dict.fromkeys(QuestionStage.values, 0) | dict(rows)
    return counts | {"all": sum(counts.values())}
