"""The guidance on the programme: written, sent to all cities by a second person, read and confirmed there (M73)."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.selectors import ActRefused
from cases.selectors.register import office_calendar
from common.numbering import CHINA
from hotline.choices import GuidanceRefusal, ReceiptState
from hotline.models import Guidance, GuidanceReceipt
from hotline.permissions import can_confirm_guidance, can_send_guidance, can_write_guidance
from hotline.services.tell import tell_of_guidance
from organizations.selectors import cities, commission_for

# No rule sets it: a working week to read a document and to say so.
CONFIRM_WITHIN = 5


class GuidanceRefused(ActRefused):
    """A step of the guidance can't be made; ``reasons`` are words of ``GuidanceRefusal``, all of them."""

    words = GuidanceRefusal


@transaction.atomic
def write_guidance(*, title: str, text: str, actor: User, at, guidance_id: int | None = None) -> Guidance:
    """Write the draft of the next version, or write on in the one that there is. Raises GuidanceRefused."""
    title, text = title.strip(), text.strip()
    reasons = [] if can_write_guidance(actor) else [GuidanceRefusal.NOT_YOUR_MOVE]
    reasons += [] if title and text else [GuidanceRefusal.TEXT_MISSING]
    draft = Guidance.objects.select_for_update().filter(pk=guidance_id).first() if guidance_id else None
    reasons += [GuidanceRefusal.SENT_ALREADY] if draft is not None and draft.sent_at else []
    is_another = draft is None and Guidance.objects.filter(sent_at=None).exists()
    reasons += [GuidanceRefusal.DRAFT_OPEN] if is_another else []
    if reasons:
        raise GuidanceRefused(reasons)
    draft = draft or Guidance(number=(Guidance.objects.aggregate(last=Max("number"))["last"] or 0) + 1)
    draft.title, draft.text, draft.written_by, draft.written_at = title, text, actor, at
    draft.save()
    return draft


@transaction.atomic
def send_guidance(*, guidance_id: int, actor: User, at) -> Guidance:
    """Send a version to the commissions of all cities, which are told. Raises GuidanceRefused."""
    guidance = Guidance.objects.select_for_update().get(pk=guidance_id)
    reasons = [] if can_send_guidance(actor, guidance) else [GuidanceRefusal.NOT_YOUR_MOVE]
    reasons += [GuidanceRefusal.OWN_REQUEST] if guidance.written_by_id == actor.pk else []
    reasons += [GuidanceRefusal.SENT_ALREADY] if guidance.sent_at else []
    if reasons:
        raise GuidanceRefused(reasons)
    today = at.astimezone(CHINA).date()
    guidance.sent_at, guidance.sent_by = at, actor
    guidance.confirm_by = office_calendar().add_workdays(today, CONFIRM_WITHIN)
    guidance.save(update_fields=["sent_at", "sent_by", "confirm_by"])
    receipts = GuidanceReceipt.objects.bulk_create(
        GuidanceReceipt(guidance=guidance, unit=unit) for unit in city_commissions(on=today)
    )
    tell_of_guidance(guidance, receipts, at=at)
    return guidance


@transaction.atomic
def confirm_guidance(*, receipt_id: int, step: str, actor: User, at) -> GuidanceReceipt:
    """Say that a version was read, then that the city works by it. Raises GuidanceRefused."""
    receipt = GuidanceReceipt.objects.select_for_update().get(pk=receipt_id)
    reasons = [] if can_confirm_guidance(actor, receipt) else [GuidanceRefusal.NOT_YOUR_MOVE]
    if step == ReceiptState.CONFIRMED and receipt.read_at is None:
        reasons.append(GuidanceRefusal.NOT_READ)
    if reasons:
        raise GuidanceRefused(reasons)
    if step == ReceiptState.READ and receipt.state == ReceiptState.SENT:
        receipt.state, receipt.read_at, receipt.read_by = ReceiptState.READ, at, actor
    elif step == ReceiptState.CONFIRMED and receipt.state == ReceiptState.READ:
        receipt.state, receipt.confirmed_at, receipt.confirmed_by = ReceiptState.CONFIRMED, at, actor
    receipt.save(update_fields=["state", "read_at", "read_by", "confirmed_at", "confirmed_by"])
    return receipt


def city_commissions(*, on: date) -> list:
    """The commissions of the cities, by code."""
    return [unit for city in cities(on) if (unit := commission_for(city)) is not None]
