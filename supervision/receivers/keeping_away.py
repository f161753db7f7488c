"""Whoever has to keep away from now on has no lead in hand any more that concerns what he keeps away from."""

from django.dispatch import receiver

from accounts.signals import tie_declared
from cases.signals import kept_away
from supervision.services import leave_leads


@receiver(tie_declared)
@receiver(kept_away)
def pass_on_leads(sender, *, user, at, **kwargs):
    """In the transaction of the declaration or the decision."""
    leave_leads(user=user, at=at)
