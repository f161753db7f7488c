"""Holds: placed by one person, lifted by two."""

from datetime import datetime

from django.db import transaction

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.selectors import users_acting_for
from accounts.services import ask_for_act, decide_on_act
from cases.models import Case
from common.numbering import CHINA
from notices.services import tell_of_act
from organizations.models import Unit
from retention.choices import Refusal
from retention.models import Hold, HoldLifting
from retention.permissions import can_decide_on_lifting, can_hold
from retention.querysets import own_commissions
from retention.services.refused import RetentionRefused


@transaction.atomic
def place_hold(*, case_id: int, reason: str, actor: User, at: datetime) -> Hold:
    """Keep a case from being disposed of. The case is locked, so it either goes before or not at all.

    Raises Case.DoesNotExist for a case that the actor doesn't see, RetentionRefused otherwise.
    """
    case = Case.objects.visible_to(actor).locked().get(pk=case_id)
    reasons = [] if can_hold(actor, case) else [Refusal.NOT_YOUR_MOVE]
    reasons += [] if reason.strip() else [Refusal.NOTE_MISSING]
    reasons += [Refusal.HELD_ALREADY] if Hold.objects.in_force().filter(case=case).exists() else []
    if reasons:
        raise RetentionRefused(reasons)
    return Hold.objects.create(case=case, reason=reason.strip(), placed_by=actor, placed_at=at)


@transaction.atomic
def ask_to_lift(*, hold_id: int, reason: str, actor: User, at: datetime) -> HoldLifting:
    """Ask that a hold be lifted; a leader of a commission decides. Raises Hold.DoesNotExist or RetentionRefused."""
    hold = Hold.objects.visible_to(actor).select_related("case").get(pk=hold_id)
    Case.objects.locked().get(pk=hold.case_id)
    reasons = [] if can_hold(actor, hold.case) else [Refusal.NOT_YOUR_MOVE]
    reasons += [] if reason.strip() else [Refusal.NOTE_MISSING]
    reasons += [Refusal.LIFTED] if hold.lifted_at else []
    reasons += [Refusal.ASKED_ALREADY] if hold.liftings.filter(decision="").exists() else []
    return ask_for_act(HoldLifting(hold=hold, reason=reason), actor=actor, at=at, reasons=reasons)


@transaction.atomic
def decide_on_lifting(*, lifting_id: int, decision: str, note: str, actor: User, at: datetime) -> HoldLifting:
    """Lift a hold that somebody else wants lifted, or keep it. Raises RetentionRefused."""
    lifting = HoldLifting.objects.get(pk=lifting_id)
    Hold.objects.visible_to(actor).get(pk=lifting.hold_id)
    return decide_on_act(lifting, decision=decision, note=note, actor=actor, at=at)


def after_lifting(lifting: HoldLifting, *, actor: User | None, at: datetime) -> None:
    """A lifting that is granted ends the hold; the leaders who may decide are told, then whoever asked."""
    if lifting.decision == Decision.GRANTED:
        Hold.objects.filter(pk=lifting.hold_id).update(lifted_at=at)
    receivers = [lifting.asked_by] if lifting.decision else leaders_for(lifting, at=at)
    if lifting.decision == Decision.LAPSED:
        receivers += leaders_for(lifting, at=at)
    tell_of_act(lifting, receivers=receivers, at=at)


def leaders_for(lifting: HoldLifting, *, at: datetime) -> list[User]:
    """The leaders of the asker's commissions and of those above who may decide."""
    units = Unit.objects.filter(pk__in=own_commissions(lifting.asked_by)).values_list("lineage", flat=True)
    unit_ids = {pk for lineage in units for pk in lineage}
    leaders = users_acting_for(
        unit_ids=unit_ids, roles=[Role.COMMISSION_LEADER], on=at.astimezone(CHINA).date()
    )
    return [leader for leader in leaders if can_decide_on_lifting(leader, lifting)]
