"""From the page of a case to the hold on it."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.signals import case_opened
from retention.models import Hold
from retention.permissions import can_hold
from retention.rules import ENDED_STAGES


@receiver(case_opened)
def lead_to_hold(sender, *, case, user, **kwargs):
    """For whoever supervises a case that has ended: the way to place a hold, or to the one that lies on it."""
    if case.stage not in ENDED_STAGES or not can_hold(user, case):
        return None
    hold = Hold.objects.in_force().filter(case=case).first()
    label = _("Hold") if hold else _("Place a hold")
    url = (
        reverse("retention:hold-detail", args=[hold.pk])
        if hold
        else reverse("retention:hold-add", args=[case.pk])
    )
    return {
        "template": "",
        "context": {},
        "buttons": [{"label": label, "url": url, "css": "", "icon": "lock"}],
    }
