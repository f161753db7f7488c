"""Joining cases as one matter, and taking them apart again (R5: a repeat of what is under way starts no second clock)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.models import Case
from cases.services.matter import lock_matters
from cases.services.move import move_case


@transaction.atomic
def join_matter(
    *, case_id: int, leading_id: int, actor: User, at: datetime, not_accused: bool = False
) -> Case:
    """Join a case to another one that is under way: N people, one progress, one answer.

    Its own clocks stop; its citizen sees the progress and the answer of the leading case and learns nothing of the
    others. Raises ``Case.DoesNotExist`` for whoever may not see both, and MoveRefused when the leading case isn't under
    way, when others are joined to this one, when one of the two accuses the side that has the other, and when this one speaks of
    a unit that has the other, unless somebody has read that it is ``not_accused``.
    """
    lock_matters(case_id, leading_id)
    leading = Case.objects.visible_to(actor).locked().get(pk=leading_id)
    details = {"leading": leading, "not_accused": not_accused}
    return move_case(case_id=case_id, move="join", actor=actor, at=at, details=details)


@transaction.atomic
def leave_matter(*, case_id: int, actor: User, at, note: str) -> Case:
    """Take a case out of its matter, with the reason: it goes its own way, and its time counts from its acceptance."""
    lock_matters(case_id)
    return move_case(case_id=case_id, move="split", actor=actor, at=at, note=note)
