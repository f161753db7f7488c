"""What the registers hear of cases: a case is closed, and a hospital may lose its name by it."""

from django.dispatch import receiver

from cases.models import Accused
from cases.signals import case_moved
from registers.services import look_anew


@receiver(case_moved)
def look_at_hospitals(sender, *, case, event, **kwargs):
    """The rules of clean hospitals that the case accuses are asked anew by the next beat (M53)."""
    if event.move == "close":
        look_anew(accused=Accused.objects.filter(case=case))
