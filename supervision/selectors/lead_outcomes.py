"""What a lead can be turned into, and with what the forms begin; nothing of it tells a unit that it was accused."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from cases.choices import SupervisionGround
from cases.models import Case, Conclusion
from cases.rules import PROVED
from cases.selectors.firewall import firewall_around
from organizations.models import Unit
from supervision.choices import Liability
from supervision.models import Accountability, Lead, Order
from supervision.selectors.leaders import issuing_commissions, stands_below
from supervision.selectors.leads import evidence_for, row_for

MOST_NAMED = 20


@dataclass(frozen=True)
class OrderStart:
    """To whom an order from a lead goes, about which case, and what its form begins with."""

    unit: Unit
    case: Case | None = None
    initial: dict[str, Any] = field(default_factory=dict)


def order_start(user, lead: Lead, *, on: date) -> OrderStart | None:
    """The order that a lead of ``leads_for`` suggests; None where none of the user's commissions may order anybody.

    It goes to the lead's unit. Where the cases behind it accuse that unit, it must not hear of them: then the unit above
    it is ordered as a supervisor that failed, which is kept from the unit (M11).
    """
    own = issuing_commissions(user, on=on)
    firewall = firewall_around(Case.objects.filter(lead_evidence__lead=lead), on=on)
    is_barred = firewall.bars(lead.unit)
    unit = lead.unit.parent if is_barred else lead.unit
    if (
        unit is None
        or not unit.is_active
        or firewall.bars(unit)
        or not any(stands_below(unit, one) for one in own)
    ):
        return None
    reason = said_of(lead)
    if is_barred:
        failed = {"trigger": SupervisionGround.SUPERVISION_FAILURE, "about": lead.unit_id}
        return OrderStart(unit, initial=failed | {"subject": lead.get_detector_display(), "reason": reason})
    cases = [
        piece.case for piece in evidence_for(user, lead).filter(case__responsible=unit)[: MOST_NAMED + 1]
    ]
    named = "、".join(case.number for case in cases[:MOST_NAMED])
    case = cases[0] if len(cases) == lead.all_cases == 1 else None
    return OrderStart(
        unit,
        case,
        {
            "trigger": SupervisionGround.LEAD,
            "subject": case.subject if case else lead.get_detector_display(),
            "reason": f"{reason}\n{_('Cases: %(numbers)s') % {'numbers': named}}" if named else reason,
        },
    )


def file_start(lead: Lead, units: list[Unit]) -> dict[str, Any]:
    """With what the form of an accountability file begins: the unit's leader answers."""
    is_there = lead.unit_id in {unit.pk for unit in units}
    return {
        "liability": Liability.LEADER,
        "unit": lead.unit_id if is_there else None,
        "note": said_of(lead),
    }


def said_of(lead: Lead) -> str:
    """Why it is a lead, in the words and numbers that its viewer may know."""
    row = row_for(lead)
    return f"{row.reason} {row.share}".strip()


def proved_cases(user, lead: Lead) -> QuerySet[Case]:
    """Cases behind a lead that were proved and that the user supervises: for them a file can be opened."""
    newest = Conclusion.objects.filter(case=OuterRef("pk")).order_by("-pk").values("finding")[:1]
    cases = Case.objects.supervised_by(user).filter(lead_evidence__lead=lead)
    return cases.annotate(found=Subquery(newest)).filter(found__in=PROVED).order_by("-pk")


def orders_about(user, lead: Lead) -> QuerySet[Order]:
    """The newest orders to a lead's unit, or about it, that the user sees: one of them may be what the lead became."""
    orders = Order.objects.visible_to(user)
    return (orders.filter(addressee=lead.unit) | orders.filter(about=lead.unit)).order_by("-issued_at", "-id")


def files_about(user, lead: Lead) -> QuerySet[Accountability]:
    """The newest accountability files on a lead's cases that the user sees."""
    files = Accountability.objects.visible_to(user)
    return files.filter(case__lead_evidence__lead=lead).order_by("-pk")


def leads_behind(user, became: Order | Accountability) -> QuerySet[Lead]:
    """The leads that an order or a file was made of, as far as the user sees them."""
    return Lead.objects.visible_to(user).filter(pk__in=became.leads.values("pk")).select_related("unit")
