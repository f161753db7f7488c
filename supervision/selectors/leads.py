"""Leads as an inspector sees them: only so much of each as his cases show him."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases.selectors.measured import begins
from common.numbering import CHINA
from common.paging import counts_up_to
from organizations.selectors import search_units
from supervision.choices import LeadState
from supervision.models import Lead, LeadEvidence
from supervision.selectors.words import sentence_of, share_sentence

COUNTED_AT_MOST = 999
UNITS_SEARCHED = 100
NEW_DAYS = 7
LIVING = (LeadState.OPEN, LeadState.TAKEN_UP)


@dataclass(frozen=True)
class LeadRow:
    """A lead with what its viewer may know of it: how many of its cases he reads, whether that is all, and the reason."""

    lead: Lead
    seen: int
    is_whole: bool
    reason: str
    share: str


def leads_for(user) -> QuerySet[Lead]:
    """The leads that a user sees, each with how many cases it has and how many of them he may read."""
    evidence = LeadEvidence.objects.filter(lead=OuterRef("pk"))
    return (
        Lead.objects.visible_to(user)
        .select_related(
            "unit__area",
            "unit__parent__area",
            "sector",
            "post",
            "leader",
            "area",
            "commission",
            "threshold",
            "taken_up_by",
        )
        .annotate(all_cases=_number_of(evidence), seen_cases=_number_of(evidence.visible_to(user)))
    )


def row_for(lead: Lead) -> LeadRow:
    """A lead of ``leads_for`` in words. Where its viewer doesn't read every case no figure says how many there are."""
    is_whole = lead.seen_cases == lead.all_cases
    cases = lead.figures["cases"] if is_whole else lead.seen_cases
    return LeadRow(
        lead=lead,
        seen=lead.seen_cases,
        is_whole=is_whole,
        reason=sentence_of(lead.detector, limits=lead.limits, cases=cases),
        share=share_sentence(lead.detector, lead.figures) if is_whole else "",
    )


def narrowed(
    leads: QuerySet[Lead],
    *,
    trigger: str = "",
    detector: str = "",
    area: str = "",
    q: str = "",
    found_from: date | None = None,
) -> QuerySet[Lead]:
    """Only the leads under this trigger, of this detector, of this area with those below it, about a unit of this name,
    first found on this day or later."""
    if trigger:
        leads = leads.filter(trigger=trigger)
    if detector:
        leads = leads.filter(detector=detector)
    if area:
        leads = leads.filter(Q(area__code=area) | Q(area__parent__code=area))
    if q:
        leads = leads.filter(unit__in=search_units(q, limit=UNITS_SEARCHED))
    if found_from:
        leads = leads.filter(first_found_at__gte=begins(found_from))
    return leads


def counts_by_state(leads: QuerySet[Lead]) -> dict[str, int]:
    """How many leads stand in each state, in one statement."""
    counted = counts_up_to((leads.filter(state=state), COUNTED_AT_MOST + 1) for state in LeadState)
    return dict(zip(LeadState, counted, strict=True))


def leads_waiting(user, *, at: datetime) -> dict[str, int]:
    """How many leads are open to a user, how many of them came in the last week, and how many are taken up."""
    leads = Lead.objects.visible_to(user)
    still_open = leads.filter(state=LeadState.OPEN)
    names = ("open", "new", "taken_up")
    asked = (
        still_open,
        still_open.filter(first_found_at__gte=begins(new_since(at))),
        leads.filter(state=LeadState.TAKEN_UP),
    )
    counted = counts_up_to((queryset, COUNTED_AT_MOST + 1) for queryset in asked)
    return dict(zip(names, counted, strict=True))


def new_since(at: datetime) -> date:
    """From which day on a lead is new: seven whole days up to today, China time."""
    return timezone.localtime(at, CHINA).date() - timedelta(days=NEW_DAYS - 1)


def evidence_for(user, lead: Lead) -> QuerySet[LeadEvidence]:
    """The cases of a lead that its viewer may read."""
    return (
        lead.evidence.visible_to(user)
        .select_related("case__responsible")
        .defer("case__story", "case__search_text", "case__search_index", "case__text_marks")
    )


def _number_of(evidence: QuerySet) -> Coalesce:
    counted = evidence.order_by().values("lead").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
