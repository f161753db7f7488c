"""What call-backs tell of: a citizen who is dissatisfied again becomes a lead at once, from which an order is made."""

from django.dispatch import receiver

from evaluations.signals import dissatisfied_again
from supervision.choices import Detector
from supervision.services import find_leads


@receiver(dissatisfied_again)
def propose_order(sender, *, case, call_back, at, **kwargs):
    """The commission finds it among its leads without waiting for the night; it dismisses it, or issues an order (督办)."""
    find_leads(at=at, detectors=[Detector.UNSETTLED])
