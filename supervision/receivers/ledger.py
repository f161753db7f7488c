"""From the page of a closed case to those who answer for what was proved."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.signals import case_opened
from supervision.permissions import can_keep_ledger


@receiver(case_opened)
def lead_to_ledger(sender, *, case, user, conclusion, **kwargs):
    """For the commission, where something was proved. Nothing leads from what wasn't to a finding of false accusation:
    that must not lie near at hand (R11)."""
    if conclusion is None or not conclusion.is_proved or not can_keep_ledger(user):
        return None
    address = reverse("supervision:ledger-open", args=[case.pk])
    button = {"label": _("Who answers"), "url": address, "css": "", "icon": "gavel"}
    return {"template": "", "context": {}, "buttons": [button]}
