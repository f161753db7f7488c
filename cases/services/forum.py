"""Marking a case as the matter of a court or another legal procedure, or taking the mark off (M29)."""

from django.db import transaction

from accounts.models import User
from cases.choices import EventName, Refusal
from cases.models import Case, CaseEvent
from cases.permissions import can_mark_forum, office_of
from cases.selectors.matter import joined_to
from cases.services.move import MoveRefused


@transaction.atomic
def change_forum(*, case_id: int, forum: str, actor: User, at, note: str) -> Case:
    """Say which organ decides the matter (empty: it is handled here), with the reason.

    As long as the mark stands the case can't be accepted or assigned, and its time to conclude doesn't start. Saying the
    same again changes nothing. Raises MoveRefused for others than desk and commission, without a reason, when the case
    has been accepted already, and when others are joined to it.
    """
    case = Case.objects.visible_to(actor).locked().get(pk=case_id)
    reasons = [] if can_mark_forum(actor, case) else [Refusal.NOT_YOUR_MOVE]
    reasons += [] if note.strip() else [Refusal.NOTE_MISSING]
    reasons += [Refusal.LEADS_OTHERS] if forum and joined_to(case) else []
    if reasons:
        raise MoveRefused(reasons)
    if forum == case.forum:
        return case
    case.forum = forum
    case.save(update_fields=["forum"])
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.FORUM_CHANGED,
        party=office_of(actor, case),
        actor=actor,
        note=note.strip(),
        details={"forum": forum},
    )
    return case
