"""Handing to a higher level what may not stay at this one: sealed, with number, date and receiver alone (R12)."""

from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction

from accounts.models import User
from cases.choices import ClockName
from cases.deadlines import plan_clock
from cases.models import Case, SealedHandover
from cases.permissions import can_keep_handovers
from cases.selectors.register import office_calendar
from cases.selectors.routing import commissions_above
from common.numbering import CHINA
from organizations.models import Unit


class HandoverRefused(Exception):
    """This desk can't hand anything to that commission."""


def seal_case(case: Case, *, receiver: Unit, reason: str, at) -> SealedHandover:
    """Take a locked case away from the level of its desk; the row that stays there says nothing of it.

    The five working days count from the moment at which the level was recognised, or from now if nobody noticed before.
    The caller saves the case.
    """
    clock = case.clocks.filter(name=ClockName.HAND_UP, stopped_at=None).first()
    handover = SealedHandover.objects.create(
        desk=case.desk,
        receiver=receiver,
        case=case,
        channel=case.channel,
        reason=reason,
        received_on=_day(case.received_at),
        due_on=clock.due_on if clock else _due_on(at, rule_set=case.rule_set),
        handed_over_on=_day(at),
        recorded_at=at,
    )
    case.handed_up_from = case.desk.area.level
    case.desk = receiver
    case.escalated_to = None
    return handover


@transaction.atomic
def record_handover(
    *, desk: Unit, receiver: Unit, channel: str, reason: str, received_on: date, actor: User, at
) -> SealedHandover:
    """Register papers that are handed up without being entered; raises HandoverRefused for a desk that isn't the actor's."""
    if not can_keep_handovers(actor, desk) or receiver not in commissions_above(desk):
        raise HandoverRefused
    started_at = datetime.combine(received_on, time(12), tzinfo=CHINA)
    return SealedHandover.objects.create(
        desk=desk,
        receiver=receiver,
        channel=channel,
        reason=reason,
        received_on=received_on,
        due_on=_due_on(started_at, rule_set=settings.CASE_RULE_SET),
        recorded_at=at,
        recorded_by=actor,
    )


@transaction.atomic
def mark_handed_over(
    *, handover_id: int, handed_over_on: date, receipt_number: str, actor: User
) -> SealedHandover:
    """Note on which day it was handed over, and the number of the receipt; raises DoesNotExist for another desk's."""
    mine = SealedHandover.objects.visible_to(actor).select_for_update(of=("self",))
    handover = mine.get(pk=handover_id)
    handover.handed_over_on, handover.receipt_number = handed_over_on, receipt_number
    handover.save(update_fields=["handed_over_on", "receipt_number"])
    return handover


def _due_on(at: datetime, *, rule_set: str) -> date:
    return plan_clock(ClockName.HAND_UP, rule_set, at, office_calendar()).due_on


def _day(at: datetime) -> date:
    return at.astimezone(CHINA).date()
