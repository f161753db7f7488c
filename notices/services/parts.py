"""The parts of text messages at the SMS centre: what was answered, what was delivered, and what follows for the notice.

A part that the centre has taken is never sent again. One of which nothing was heard waits for its receipt first, which may
name it by our own reference.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation

from notices.channels import NoAddress, Refused, Rejected, text_of
from notices.channels.smpp import FINAL, Receipt, header_of
from notices.choices import Channel, Delivery, PartState, State, Wording
from notices.models import Notice, SmsPart
from notices.rules import text_parts
from notices.selectors import with_words
from notices.services.settle import settle_failed, settle_sent, settle_unknown

REFERENCES = 1 << 16
# A receipt is looked for by our own reference among the parts of so long.
RECEIPTS_WITHIN = timedelta(days=1)
ON_THE_WAY = (PartState.SUBMITTED, PartState.UNKNOWN)


@dataclass(frozen=True)
class Load:
    """One part on its way to the centre."""

    part_id: int
    phone: str
    words: str
    header: bytes

    @property
    def reference(self) -> int:
        """By which a receipt may name it."""
        return self.part_id % REFERENCES


@transaction.atomic
def load_due_texts(*, at, limit: int) -> list[Load]:
    """Take text messages that are due for the line, and write down that they are being sent; returns their open parts."""
    due = Notice.objects.due(at=at).filter(channel=Channel.SMS).select_related("user", "identity")
    mine = due.select_for_update(skip_locked=True, of=("self",)).order_by("next_attempt_at", "id")
    rows = list(mine.prefetch_related("sms_parts")[:limit])
    Notice.objects.filter(pk__in=[notice.pk for notice in rows]).update(
        state=State.SENDING,
        attempts=F("attempts") + 1,
        next_attempt_at=at + timedelta(seconds=settings.SMPP_DOUBT_SECONDS),
    )
    loads = []
    for notice in with_words(rows, in_own_language=True):
        notice.state, notice.attempts = State.SENDING, notice.attempts + 1
        try:
            loads += _load(notice, at=at)
        except NoAddress as problem:
            settle_failed(notice, problem, at=at)
    open_parts = SmsPart.objects.filter(pk__in=[load.part_id for load in loads])
    open_parts.update(state=PartState.SUBMITTED, submitted_at=at)
    return loads


@transaction.atomic
def note_answer(*, part_id: int, status: int, message_id: str, at) -> None:
    """The centre has answered to one part: 0 and its own number of it, or why it doesn't take it."""
    notice, part = _locked(part_id)
    if part is None or part.state == PartState.ACCEPTED:
        return
    if status == 0:
        part.state, part.message_id = PartState.ACCEPTED, message_id
    else:
        part.state = PartState.WAITING
        notice.last_error = f"SMPP status 0x{status:02X}"
    part.save(update_fields=["state", "message_id"])
    if status in FINAL:
        settle_failed(notice, Rejected(notice.last_error), at=at)
        return
    _settle(notice, at=at)


@transaction.atomic
def note_silence(*, part_id: int, at, is_unsent: bool = False) -> None:
    """The centre hasn't answered to one part; ``is_unsent``: the line broke before it could leave."""
    notice, part = _locked(part_id)
    if part is None or part.state != PartState.SUBMITTED:
        return
    part.state = PartState.WAITING if is_unsent else PartState.UNKNOWN
    part.save(update_fields=["state"])
    notice.last_error = "the line broke" if is_unsent else notice.last_error
    _settle(notice, at=at)


@transaction.atomic
def note_receipt(*, receipt: Receipt, at) -> bool:
    """What the network says of one part; a receipt that comes twice changes nothing. False: no such part is known."""
    known = _part_of(receipt, at=at)
    notice, part = _locked(known.pk) if known else (None, None)
    if part is None:
        return False
    # Whatever the centre reports on, it has taken.
    part.state, part.message_id = PartState.ACCEPTED, part.message_id or receipt.message_id
    if part.delivery != Delivery.DELIVERED:
        part.delivery = receipt.delivery or part.delivery
    part.save(update_fields=["state", "message_id", "delivery"])
    _settle(notice, at=at)
    said = set(notice.sms_parts.values_list("delivery", flat=True))
    if Delivery.FAILED in said:
        _note(notice, Delivery.FAILED, error=receipt.error, at=at)
    elif said == {Delivery.DELIVERED}:
        _note(notice, Delivery.DELIVERED, at=at)
    return True


@transaction.atomic
def note_delivery(*, key: str, is_delivered: bool, error: str, at) -> bool:
    """The same from a provider that knows messages by our own key. False: no such message is known."""
    notice = Notice.objects.select_for_update().filter(dedupe_key=key, channel=Channel.SMS).first()
    if notice is None:
        return False
    if notice.state in (State.SENDING, State.RETRYING, State.UNKNOWN):
        # Its answer was lost on the way; it has the message all the same.
        settle_sent(notice, at=at)
    _note(notice, Delivery.DELIVERED if is_delivered else Delivery.FAILED, error=error, at=at)
    return True


def _load(notice: Notice, *, at) -> list[Load]:
    """The parts of one text message that the centre hasn't taken yet."""
    if notice.wording == Wording.DIGEST and not notice.bundled.exists():
        notice.delete()
        return []
    with translation.override(notice.language):
        phone, text = text_of(notice)
    words = text_parts(text)
    parts = sorted(notice.sms_parts.all(), key=lambda part: part.number)
    if len(parts) != len(words):
        notice.sms_parts.all().delete()
        parts = [
            SmsPart(notice=notice, number=number, total=len(words)) for number in range(1, len(words) + 1)
        ]
        SmsPart.objects.bulk_create(parts)
    open_parts = [part for part in parts if part.state != PartState.ACCEPTED]
    if not open_parts:
        settle_sent(notice, at=at)
    return [
        Load(
            part_id=part.pk,
            phone=phone,
            words=words[part.number - 1],
            header=header_of(reference=parts[0].pk, total=part.total, number=part.number),
        )
        for part in open_parts
    ]


def _locked(part_id: int) -> tuple[Notice | None, SmsPart | None]:
    """The notice and its part, for this transaction alone; nothing when it was taken back meanwhile."""
    holder = Notice.objects.filter(sms_parts=part_id)
    notice = holder.select_for_update(of=("self",)).first()
    return notice, SmsPart.objects.filter(pk=part_id).first() if notice else None


def _part_of(receipt: Receipt, *, at) -> SmsPart | None:
    """By the centre's number; else by our reference, among those of which nothing was heard."""
    if receipt.message_id:
        by_number = SmsPart.objects.filter(message_id=receipt.message_id).order_by("-pk").first()
        if by_number:
            return by_number
    if receipt.reference is None:
        return None
    silent = SmsPart.objects.filter(state__in=ON_THE_WAY, submitted_at__gt=at - RECEIPTS_WITHIN)
    numbered = silent.annotate(reference=F("pk") % REFERENCES).filter(reference=receipt.reference)
    return numbered.order_by("-pk").first()


def _settle(notice: Notice, *, at) -> None:
    """What follows for the notice once nothing of it is under way any more."""
    states = set(notice.sms_parts.values_list("state", flat=True))
    if states == {PartState.ACCEPTED}:
        if notice.state != State.SENT and not notice.delivery:
            settle_sent(notice, at=at)
    elif PartState.SUBMITTED in states or notice.state in (State.DEAD, State.CLOSED):
        return
    elif PartState.UNKNOWN in states:
        settle_unknown(notice, at=at)
    else:
        settle_failed(notice, Refused(notice.last_error), at=at)


def _note(notice: Notice, delivery: str, *, at, error: str = "") -> None:
    """Store what the network says, once: what was delivered stays so.

    What could not be delivered lies among the undelivered, as long as its address is still known.
    """
    if notice.delivery in (delivery, Delivery.DELIVERED):
        return
    changed = {"delivery": delivery, "delivered_at": at if delivery == Delivery.DELIVERED else None}
    if delivery == Delivery.FAILED and (notice.user_id or notice.identity_id):
        changed |= {"state": State.DEAD, "last_error": f"not delivered {error}".strip()[:300]}
    elif notice.state == State.DEAD and delivery == Delivery.DELIVERED:
        changed |= {"state": State.SENT, "sent_at": notice.sent_at or at, "last_error": "", "sealed_box": ""}
    Notice.objects.filter(pk=notice.pk).update(**changed)
