"""A lead whose evidence has come to accuse the commission that has it goes up at once: nobody waits for the night."""

from datetime import date, datetime

from cases.models import Case
from common.numbering import CHINA
from organizations.models import Unit
from supervision.choices import LeadEventName, LeadState
from supervision.models import Lead, LeadEvent
from supervision.models.lead import LIVING
from supervision.selectors.concerned import Concerned, Register, accusations_in
from supervision.services.lead_tell import holders_of, readers_in, tell_of_handing_on
from supervision.services.leave_leads import leave_what_is_shut_to_its_holder


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
    handed = sum(_hand_on(lead, register, at=at) for lead in leads)
    asked = Lead.objects.filter(pk__in=[lead.pk for lead in leads])
    return handed + leave_what_is_shut_to_its_holder(asked, at=at)


def commission_for(lead: Lead, concerned: Concerned, *, on: date) -> Unit:
    """The commission that a lead belongs to by what it concerns; but one that went up because nobody there could read it stays
    above for as long as that is so, and for as long as somebody there has it in hand."""
    nearest = concerned.commission
    if lead.commission_id in (None, nearest.pk) or lead.commission_id not in nearest.lineage:
        return nearest
    stays = lead.state == LeadState.TAKEN_UP or not readers_in(nearest, lead, on=on)
    return lead.commission if stays else nearest


def handed_on(lead: Lead, commission: Unit) -> dict[str, int]:
    """Give a lead, not yet saved, to this commission, and make it open there again where somebody had it in hand; returns what
    its trail tells. Empty where that commission has it already."""
    if lead.commission_id == commission.pk:
        return {}
    moved = {"from": lead.commission_id, "to": commission.pk}
    lead.commission = commission
    if lead.state == LeadState.TAKEN_UP:
        lead.state, lead.taken_up_by = LeadState.OPEN, None
    return moved


def _hand_on(lead: Lead, register: Register, *, at: datetime) -> bool:
    found = accusations_in(lead.evidence.values_list("case_id", flat=True)).values()
    concerned = register.concerned(unit_id=lead.unit_id, accused={who for named in found for who in named})
    if concerned.commission is None:
        return False
    on = at.astimezone(CHINA).date()
    holders = holders_of(lead, on=on)
    moved = handed_on(lead, commission_for(lead, concerned, on=on))
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
