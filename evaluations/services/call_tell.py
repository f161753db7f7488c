"""Who hears that somebody has to be called: the callers of the case's desk and commission who may call."""

from django.urls import reverse

from accounts.selectors import users_acting_for
from common.numbering import CHINA
from evaluations.models import CallBack
from evaluations.querysets import CALLERS
from notices.services import notify_users


def tell_callers(row: CallBack, wording: str, *, at) -> None:
    """Tell those at the desk of the case who may see the call-back; each hears of it once."""
    due_at = row.due_at.astimezone(CHINA)
    users = users_acting_for(unit_ids=[row.case.desk_id], roles=CALLERS, on=at.astimezone(CHINA).date())
    notify_users(
        users=[user for user in users if CallBack.objects.visible_to(user).filter(pk=row.pk).exists()],
        wording=wording,
        context={
            "number": row.case.number,
            "unit": row.answer.unit.name,
            "date": f"{due_at:%Y-%m-%d %H:%M}",
        },
        path=reverse("evaluations:call-back", args=[row.pk]),
        about=f"call_back:{row.pk}:{wording}",
        at=at,
    )
