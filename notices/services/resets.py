"""Setting back second factors as the register of acts that take two people knows it (ADR 21).

``accounts`` stands below the notices, so its kind is told and made known from here.
"""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Decision
from accounts.models import FactorReset, User
from accounts.permissions import can_decide_on_reset
from accounts.selectors import TwoKeyKind, resets_to_decide, security_admins
from accounts.services import ResetRefused, carry_out_reset, lock_account
from notices.services.acts import tell_of_act


def after_reset(request: FactorReset, *, actor: User | None, at: datetime) -> None:
    """What follows when it was asked for, decided, or has lapsed: a grant is carried out, and people are told."""
    carry_out_reset(request, at=at)
    others = security_admins(on=timezone.localdate(at)).exclude(pk__in=[request.asked_by_id, request.user_id])
    asker = [request.asked_by]
    receivers = {"": others, Decision.LAPSED: [*asker, *others]}.get(request.decision, asker)
    tell_of_act(request, receivers=receivers, at=at)


FACTOR_RESET = TwoKeyKind(
    name="factor_reset",
    label=_("Reset of second factors"),
    model=FactorReset,
    setting="FACTOR_RESET_DAYS",
    why=_("It was made sure on that day who asks; a week later that has to be done anew."),
    open_to=resets_to_decide,
    may_decide=can_decide_on_reset,
    after=after_reset,
    page=lambda act: f"{reverse('accounts:factor-resets')}#reset-{act.pk}",
    about=lambda act: act.user.username,
    refused=ResetRefused,
    lock=lambda act: lock_account(act.user_id),
)
