"""Another term for a class of records: one person asks for it, another decides."""

from datetime import date, datetime

from django.db import transaction

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.selectors import users_acting_for
from accounts.services import ask_for_act, decide_on_act
from common.numbering import CHINA
from notices.services import tell_of_act
from organizations.choices import Level, UnitKind
from organizations.models import Unit
from retention.choices import Refusal
from retention.models import Term, TermChange
from retention.permissions import can_ask_for_term, can_decide_on_term
from retention.rules import is_possible_term
from retention.services.refused import RetentionRefused


@transaction.atomic
def ask_for_term(
    *, record_class: str, years: int | None, effective_on: date, reason: str, actor: User, at: datetime
) -> TermChange:
    """Ask that a class be kept for so many years (None: for ever), from today on at the earliest. Raises RetentionRefused."""
    reasons = [] if can_ask_for_term(actor) else [Refusal.NOT_YOUR_MOVE]
    reasons += [] if is_possible_term(record_class, years) else [Refusal.TERM]
    reasons += [Refusal.PAST] if effective_on < at.astimezone(CHINA).date() else []
    reasons += [] if reason.strip() else [Refusal.NOTE_MISSING]
    waiting = TermChange.objects.filter(record_class=record_class, decision="")
    reasons += [Refusal.ASKED_ALREADY] if waiting.exists() else []
    change = TermChange(record_class=record_class, years=years, effective_on=effective_on, reason=reason)
    return ask_for_act(change, actor=actor, at=at, reasons=reasons)


@transaction.atomic
def decide_on_term(*, change_id: int, decision: str, note: str, actor: User, at: datetime) -> TermChange:
    """Grant what somebody else wants for a class, or refuse it. Raises TermChange.DoesNotExist or RetentionRefused."""
    change = TermChange.objects.get(pk=change_id)
    if not can_ask_for_term(actor):
        raise RetentionRefused([Refusal.NOT_YOUR_MOVE])
    return decide_on_act(change, decision=decision, note=note, actor=actor, at=at)


def after_term(change: TermChange, *, actor: User | None, at: datetime) -> None:
    """What is granted is another version of the term, from its day on or from today where that has gone by meanwhile."""
    if change.decision == Decision.GRANTED:
        Term.objects.create(
            record_class=change.record_class,
            years=change.years,
            effective_on=max(change.effective_on, at.astimezone(CHINA).date()),
            set_by=change.asked_by,
            set_at=change.decided_at,
            reason=change.reason,
        )
    receivers = [change.asked_by] if change.decision else leaders_for(change, at=at)
    if change.decision == Decision.LAPSED:
        receivers += leaders_for(change, at=at)
    tell_of_act(change, receivers=receivers, at=at)


def leaders_for(change: TermChange, *, at: datetime) -> list[User]:
    """The leaders of the commission of the province and of the one above it, but for whoever asked."""
    commissions = Unit.objects.filter(kind=UnitKind.COMMISSION, is_active=True)
    units = [*commissions.filter(area=None), *commissions.filter(area__level=Level.PROVINCE)]
    on = at.astimezone(CHINA).date()
    leaders = users_acting_for(unit_ids=[unit.pk for unit in units], roles=[Role.COMMISSION_LEADER], on=on)
    return [leader for leader in leaders if can_decide_on_term(leader, change)]
