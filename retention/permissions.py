"""Who keeps the records, draws up destruction lists and decides on them."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, standing_of
from cases.choices import Party
from cases.models import Case
from cases.permissions import parties_of
from organizations.choices import Level, UnitKind
from retention.models import DisposalBatch, HoldLifting, TermChange
from retention.querysets import own_commissions
from supervision.permissions import can_set_limits


def can_keep_records(user) -> bool:
    """Inspectors and leaders of discipline commissions, who keep the records; which ones they see, ``visible_to`` says."""
    return bool(own_commissions(user))


def can_hold(user, case: Case) -> bool:
    """Whoever supervises the case for a commission; the caller has asked ``visible_to``."""
    return can_keep_records(user) and Party.COMMISSION in parties_of(user, case)


def can_decide_on_lifting(user, lifting: HoldLifting) -> bool:
    """A leader of a commission who supervises the case, never whoever asked."""
    return (
        lifting.asked_by_id != user.pk
        and bool(own_commissions(user, Role.COMMISSION_LEADER))
        and Case.objects.supervised_by(user).filter(pk=lifting.hold.case_id).exists()
    )


def can_decide_on_batch(user, batch: DisposalBatch) -> bool:
    """A leader of the list's commission or of one above it, who sees every case on it; never whoever drew it up."""
    leads = own_commissions(user, Role.COMMISSION_LEADER)
    return (
        batch.asked_by_id != user.pk
        and not leads.isdisjoint(batch.unit.lineage)
        and DisposalBatch.objects.visible_to(user).filter(pk=batch.pk).exists()
    )


def can_ask_for_term(user) -> bool:
    """Who keeps records for the commission of the province, or for the one above it: the terms hold for all areas."""
    return any(
        acting.role in COMMISSIONERS
        and acting.unit.kind == UnitKind.COMMISSION
        and (acting.unit.area is None or acting.unit.area.level == Level.PROVINCE)
        for acting in standing_of(user, on=timezone.localdate()).actings
    )


def can_decide_on_term(user, change: TermChange) -> bool:
    """A leader of one of these commissions, never whoever asked."""
    return change.asked_by_id != user.pk and can_set_limits(user)
