"""A lead whose evidence has come to accuse the commission that has it goes up at once: nobody waits for the night."""

from datetime import datetime

from cases.models import Case
from common.numbering import CHINA
from supervision.choices import LeadEventName, LeadState
from supervision.models import Lead, LeadEvent
from supervision.models.lead import LIVING
from supervision.selectors.concerned import Concerned, Register, accusations_in
from supervision.services.lead_tell import holders_of, tell_of_handing_on


def hand_leads_on(*, case: Case, at: datetime) -> int:
    """Work out anew whom the leads with this case, or one of its matter, concern, and hand on those that have to leave.

    Called inside the transaction in which the case has come to accuse somebody or was joined to others. A lead that no
    commission may have stays where it is, and nobody whom it concerns sees it. Returns how many have left.
    """
    cases = Case.objects.filter(matter=case.matter_id) if case.matter_id else Case.objects.filter(pk=case.pk)
    known = Lead.objects.filter(state__in=LIVING, evidence__case__in=cases.order_by().values("pk"))
    leads = list(
        Lead.objects.filter(pk__in=known.order_by().values("pk"))
        .select_for_update(of=("self",))
        .select_related("unit", "commission")
        .order_by("pk")
    )
    register = Register(on=at.astimezone(CHINA).date()) if leads else None
    return sum(_hand_on(lead, register, at=at) for lead in leads)


def handed_on(lead: Lead, concerned: Concerned) -> dict[str, int]:
    """Give a lead, not yet saved, to the commission that it concerns nobody of, and make it open there again where somebody had
    it in hand; returns what its trail tells. Empty where that commission has it already."""
    if lead.commission_id == concerned.commission.pk:
        return {}
    moved = {"from": lead.commission_id, "to": concerned.commission.pk}
    lead.commission = concerned.commission
    if lead.state == LeadState.TAKEN_UP:
        lead.state, lead.taken_up_by = LeadState.OPEN, None
    return moved


def _hand_on(lead: Lead, register: Register, *, at: datetime) -> bool:
    found = accusations_in(lead.evidence.values_list("case_id", flat=True)).values()
    concerned = register.concerned(unit_id=lead.unit_id, accused={who for named in found for who in named})
    if concerned.commission is None:
        return False
    holders = holders_of(lead, on=at.astimezone(CHINA).date())
    moved = handed_on(lead, concerned)
    lead.shut_units, lead.shut_persons = (
        sorted(concerned.firewall.roots),
        sorted(concerned.firewall.persons),
    )
    lead.save(update_fields=["commission", "state", "taken_up_by", "shut_units", "shut_persons"])
    if not moved:
        return False
    LeadEvent.objects.create(lead=lead, at=at, name=LeadEventName.MOVED, details=moved)
    if lead.state != LeadState.DISMISSED:
        tell_of_handing_on(lead, holders=holders, at=at)
    return True
