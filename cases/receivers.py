"""What follows for cases when somebody has to keep away from now on."""

from django.dispatch import receiver

from accounts.signals import tie_declared
from cases.services import keep_held_after_tie


@receiver(tie_declared)
def pass_on_what_is_shut(sender, *, user, at, **kwargs):
    """In the transaction of the declaration: there is no moment in which nobody may act on a case."""
    keep_held_after_tie(user=user, at=at)
