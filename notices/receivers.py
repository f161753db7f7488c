"""What the layers below announce and somebody has to be told."""

from django.dispatch import receiver

from audit.signals import tampering_found
from notices.services import tell_of_tampering


@receiver(tampering_found)
def alarm_about_the_audit(sender, *, check, at, **kwargs):
    """The chain isn't as it was sealed."""
    tell_of_tampering(check=check, at=at)
