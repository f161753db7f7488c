"""What of the programme takes two people, as the register of such acts knows it (ADR 21)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.selectors import TwoKeyKind
from hotline.models import SubstituteApproval
from hotline.permissions import can_decide_on_substitute
from hotline.querysets import offices_of
from hotline.services.preparation import after_substitute
from hotline.services.sessions import SessionRefused

SUBSTITUTE = TwoKeyKind(
    name="substitute",
    label=_("Substitute for the first leader on the hotline"),
    model=SubstituteApproval,
    setting="SUBSTITUTE_DAYS",
    why=_("A session is a week or two ahead: an answer that comes later comes too late."),
    open_to=lambda user: SubstituteApproval.objects.filter(
        guest__session__organiser_id__in=offices_of(user, Role.COMMISSION_LEADER)
    ).select_related("guest__session__organiser__area", "asked_by"),
    may_decide=can_decide_on_substitute,
    after=after_substitute,
    page=lambda act: reverse("hotline:session", args=[act.guest.session_id]),
    about=lambda act: act.guest.session.number,
    refused=SessionRefused,
)
KINDS = (SUBSTITUTE,)
