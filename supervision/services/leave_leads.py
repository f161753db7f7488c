"""Whoever must keep away from a lead has it no longer: it is open again at once, and goes up where nobody else may read it (R3)."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.selectors import standing_of
from common.numbering import CHINA
from notices.choices import Wording
from supervision.choices import LeadEventName, LeadState
from supervision.models import Lead, LeadEvent
from supervision.querysets.leads import commissions_of
from supervision.services.lead_tell import first_readers, take_back_news, tell_of_lead


def leave_leads(*, user: User, at: datetime) -> int:
    """Somebody has declared a tie, or it was decided that he keeps away from a case. Returns how many leads have left him.

    Called in the transaction of the declaration or the decision. What he was told of leads that are shut to him by now is
    taken back, whoever has them; those that he had taken up are open again; and what stands open in his commission, where
    nobody may read it any more, goes up.
    """
    commissions = commissions_of(standing_of(user, on=at.astimezone(CHINA).date()))
    is_his = Q(taken_up_by=user, state=LeadState.TAKEN_UP)
    shut = Lead.objects.filter(is_his | Q(commission__lineage__overlap=list(commissions))).exclude(
        pk__in=Lead.objects.visible_to(user).order_by().values("pk")
    )
    take_back_news(shut, users=[user])
    left = _locked(shut.filter(is_his | Q(state=LeadState.OPEN, commission__in=commissions)))
    return sum(_leave(lead, at=at) for lead in left)


def leave_what_is_shut_to_its_holder(leads: QuerySet[Lead], *, at: datetime) -> int:
    """Of these leads those that somebody has in hand who may not read them any more leave him: their cases have come to accuse
    his side, one more case has, or he has other duties by now. Returns how many."""
    left, taken = 0, leads.filter(state=LeadState.TAKEN_UP)
    for user in User.objects.filter(pk__in=taken.order_by().values("taken_up_by")):
        visible = Lead.objects.visible_to(user).order_by().values("pk")
        shut = _locked(taken.filter(taken_up_by=user).exclude(pk__in=visible))
        take_back_news(shut, users=[user])
        left += sum(_leave(lead, at=at) for lead in shut)
    return left


def _locked(leads: QuerySet[Lead]) -> list[Lead]:
    found = Lead.objects.filter(pk__in=leads.order_by().values("pk"))
    return list(found.select_for_update(of=("self",)).select_related("unit", "commission").order_by("pk"))


def _leave(lead: Lead, *, at: datetime) -> bool:
    """To the open list of its commission, or of the first above it with somebody who may read it; where nobody at all may, it
    waits in its own."""
    commission, readers = first_readers(lead, on=at.astimezone(CHINA).date())
    has_moved, was_in_hand = commission != lead.commission, lead.state == LeadState.TAKEN_UP
    if not has_moved and not was_in_hand:
        return False
    if was_in_hand:
        LeadEvent.objects.create(lead=lead, at=at, name=LeadEventName.LEFT)
    if has_moved:
        moved = {"from": lead.commission_id, "to": commission.pk}
        LeadEvent.objects.create(lead=lead, at=at, name=LeadEventName.MOVED, details=moved)
    lead.state, lead.taken_up_by, lead.commission = LeadState.OPEN, None, commission
    lead.save(update_fields=["state", "taken_up_by", "commission"])
    tell_of_lead(lead, readers, Wording.LEAD_CAME_UP if has_moved else Wording.LEAD_LEFT, at=at)
    return True
