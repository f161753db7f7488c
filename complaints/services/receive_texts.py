"""Text messages become complaints, or messages in the dialogue of one; the sender gets an answer by text message."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.services import first_key, mark_of, open_text, seal_text, stop_texts
from cases.choices import Channel, Party, Stage
from cases.models import Case
from cases.services import Complaint, receive_case
from common.brakes import Brake, client_named
from common.numbering import CHINA
from complaints.choices import Fate
from complaints.models import TextPart
from complaints.rules import STORY_LONGEST, STORY_SHORTEST, clean_phone
from complaints.services.arrivals import (
    Dealt,
    add_to_case,
    answer,
    area_of,
    earlier,
    fate_of,
    key_of,
    lock_sender,
    note_arrival,
)
from complaints.services.receipts import issue_receipt
from complaints.services.text_words import Part, wish_in
from complaints.signals import text_came
from notices.choices import Channel as NoticeChannel
from notices.choices import Wording

HOUR = 60 * 60
PARTS_WAIT = timedelta(days=1)
GAP = "［…］"
BATCH = 200


class TooManyTexts(Exception):
    """The number has sent too many within the hour; whoever passes them on tries again later."""


@dataclass(frozen=True)
class IncomingText:
    """A text message, or a part of one: from which number, to which of ours, and what."""

    sender: str
    receiver: str
    words: str
    part: Part | None = None

    @property
    def phone(self) -> str:
        """The number as it is sealed everywhere else; one that nobody could dial stays as it came."""
        return clean_phone(self.sender) or self.sender.strip()


def take_in_text(*, text: IncomingText, at, message_id: str = "") -> Dealt:
    """Deal with one text message, once. When this returns, what became of it is stored.

    ``message_id`` is what a provider calls it. An SMS centre gives none: there the same words from the same number, on the
    same day or the day before, are the same message. Raises TooManyTexts.
    """
    keys = _keys(text, message_id, at=at)
    if dealt := earlier(*keys):
        return dealt
    brake, client = Brake("text", settings.TEXTS_PER_SENDER, HOUR), client_named(text.phone)
    if brake.is_on(client):
        raise TooManyTexts
    try:
        with transaction.atomic():
            lock_sender(text.phone)
            dealt = _keep_part(text, keys[0], at=at) if text.part else _deal_with(text, keys[0], at=at)
    except IntegrityError:
        if again := earlier(*keys):
            return again
        raise
    brake.press(client)
    return dealt


def take_in_incomplete_texts(*, at) -> int:
    """Deal with long messages whose parts have not all come within a day, as far as they came; returns how many.

    The gap is marked in the text, so that the desk sees it.
    """
    overdue = TextPart.objects.filter(at__lte=at - PARTS_WAIT).values_list("thread", flat=True)
    threads = sorted(set(overdue[:BATCH]))
    for thread in threads:
        with transaction.atomic():
            rows = list(TextPart.objects.select_for_update().filter(thread=thread).order_by("number"))
            if rows:
                _put_together(rows, at=at)
    return len(threads)


@transaction.atomic
def seal_parts_anew() -> int:
    """Seal a batch of waiting parts with the first of IDENTITY_KEYS; returns how many another key had sealed."""
    sealed_otherwise = TextPart.objects.exclude(box__startswith=f"{first_key()}:")
    rows = list(sealed_otherwise.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    for row in rows:
        bound_to = f"{row.thread}:{row.number}"
        row.box = seal_text(open_text(row.box, bound_to=bound_to), bound_to=bound_to)
    TextPart.objects.bulk_update(rows, ["box"])
    return len(rows)


def _keys(text: IncomingText, message_id: str, *, at) -> tuple[str, ...]:
    if message_id:
        return (key_of("sms", message_id),)
    part = json.dumps(text.part and asdict(text.part))
    today = at.astimezone(CHINA).date()
    return tuple(
        key_of("sms", text.phone, text.receiver, text.words, part, day.isoformat())
        for day in (today, today - timedelta(days=1))
    )


def _keep_part(text: IncomingText, key: str, *, at) -> Dealt:
    """Keep one part; the last one puts the message together. A new message may use a number again: the old one ends."""
    thread = mark_of(f"{text.phone}\n{text.receiver}\n{text.part.reference}\n{text.part.total}")
    kept = TextPart.objects.select_for_update().filter(thread=thread).order_by("number")
    if any(row.number == text.part.number for row in kept):
        _put_together(list(kept), at=at)
    inside = json.dumps({"sender": text.sender, "receiver": text.receiver, "words": text.words})
    TextPart.objects.create(
        thread=thread,
        number=text.part.number,
        total=text.part.total,
        box=seal_text(inside, bound_to=f"{thread}:{text.part.number}"),
        at=at,
    )
    dealt = note_arrival(key=key, fate=Fate.PART, at=at)
    rows = list(kept.all())
    return _put_together(rows, at=at) if len(rows) == text.part.total else dealt


def _put_together(rows: list[TextPart], *, at) -> Dealt:
    parts = {
        row.number: json.loads(open_text(row.box, bound_to=f"{row.thread}:{row.number}")) for row in rows
    }
    known = next(iter(parts.values()))
    words = "".join(
        parts[number]["words"] if number in parts else GAP for number in range(1, rows[0].total + 1)
    )
    TextPart.objects.filter(pk__in=[row.pk for row in rows]).delete()
    whole = IncomingText(sender=known["sender"], receiver=known["receiver"], words=words)
    return _deal_with(whole, key_of("sms-whole", *(str(row.pk) for row in rows)), at=at)


def _deal_with(text: IncomingText, key: str, *, at) -> Dealt:
    words, wish = text.words.replace("\x00", "").strip(), wish_in(text.words)
    waiting = cache(lambda: None if wish else _waiting_case(text.phone, at=at))
    if _is_claimed(text.phone, words, lambda: waiting() is not None, at=at):
        return note_arrival(key=key, fate=Fate.REPLY, at=at)
    if wish == "stop":
        stop_texts(phone=text.phone)
        return _answered(text, Wording.REPLY_NO_MORE_SMS, key, at=at)
    if (case := waiting()) is not None:
        return _answered(text, add_to_case(case, words, at=at), key, at=at, case=case)
    if wish or len(words) < STORY_SHORTEST:
        return _answered(text, Wording.REPLY_HELP, key, at=at)
    return _open_case(text, words, key, at=at)


def _is_claimed(phone: str, words: str, has_open_case: Callable[[], bool], *, at) -> bool:
    """Whether an app above has asked this number something, and has stored the text message as the reply."""
    told = text_came.send(sender=IncomingText, phone=phone, words=words, has_open_case=has_open_case, at=at)
    return any(is_theirs for _receiver, is_theirs in told)


def _waiting_case(phone: str, *, at) -> Case | None:
    """The complaint of this number to which another text message belongs: a fresh one that still waits at the desk."""
    since = at - timedelta(minutes=settings.SMS_ADD_MINUTES)
    fresh = Case.objects.filter(
        channel=Channel.SMS,
        stage=Stage.RECEIVED,
        received_at__gt=since,
        identity__phone_mark=mark_of(phone),
    )
    return fresh.order_by("-pk").first()


def _open_case(text: IncomingText, words: str, key: str, *, at) -> Dealt:
    complaint = Complaint(
        channel=Channel.SMS,
        story=words[:STORY_LONGEST],
        area=area_of((text.receiver.casefold(),), settings.SMS_IN_AREAS),
        phone=text.phone,
    )
    case = receive_case(complaint=complaint, actor=Party.CITIZEN, at=at)
    code = issue_receipt(case=case, at=at, is_temporary=True)
    _answer(text, Wording.REPLY_RECEIVED, key, at=at, code=code)
    return note_arrival(key=key, fate=Fate.CASE, case=case, at=at)


def _answered(text: IncomingText, wording: str, key: str, *, at, case: Case | None = None) -> Dealt:
    _answer(text, wording, key, at=at)
    return note_arrival(key=key, fate=fate_of(wording), case=case, at=at)


def _answer(text: IncomingText, wording: str, key: str, *, at, **sealed: str) -> None:
    answer(channel=NoticeChannel.SMS, to=text.phone, wording=wording, key=key, at=at, **sealed)
