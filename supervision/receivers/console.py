"""What supervision adds to the page of a case in the console: its orders, the leads it is evidence of, and the ledger."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.signals import case_studied
from supervision.models import Accountability, Lead
from supervision.selectors.order_panel import orders_about


@receiver(case_studied)
def add_supervision(sender, *, case, user, **kwargs):
    """Each kind as far as the user may see it; a kind without anything isn't shown."""
    cards = (
        (_("Supervision orders"), [_order(row) for row in orders_about(case, user, at=timezone.now())]),
        (_("Leads"), [_lead(lead) for lead in _leads(case, user)]),
        (_("Accountability ledger"), [_file(file) for file in _files(case, user)]),
    )
    return [{"title": title, "lines": lines} for title, lines in cards if lines]


def _leads(case, user):
    return Lead.objects.visible_to(user).filter(evidence__case=case).select_related("unit").order_by("-pk")


def _files(case, user):
    return Accountability.objects.visible_to(user).filter(case=case).for_list()


def _order(row: dict) -> dict:
    order = row["order"]
    return {
        "label": f"{order.number} {order.subject}",
        "url": reverse("admin:supervision_order_change", args=[order.pk]),
        "state": " · ".join(part for part in (order.get_stage_display(), row["days"]) if part),
        "tone": row["light"] if row["light"] in ("red", "yellow") else "",
        "note": f"{order.get_level_display()} · {order.addressee}",
    }


def _lead(lead: Lead) -> dict:
    return {
        "label": str(lead.get_detector_display()),
        "url": reverse("supervision:lead-detail", args=[lead.pk]),
        "state": str(lead.get_state_display()),
        "note": f"{lead.number} · {lead.unit}",
    }


def _file(file: Accountability) -> dict:
    return {
        "label": f"{file.number} {file.name}",
        "url": reverse("supervision:ledger-file", args=[file.pk]),
        "state": str(file.get_stage_display()),
        "note": f"{file.post_name} · {file.get_liability_display()}",
    }
