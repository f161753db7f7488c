"""E-mails become complaints, or messages in the dialogue of one; the mailbox forgets them only afterwards."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from cases.choices import Channel, Party
from cases.models import Case
from cases.services import (
    Complaint,
    MoveRefused,
    TooManyFiles,
    add_evidence,
    attach_files,
    receive_case,
)
from common.brakes import Brake, client_named
from complaints.choices import Fate
from complaints.rules import STORY_LONGEST, STORY_SHORTEST, SUBJECT_LONGEST
from complaints.services.arrivals import (
    Dealt,
    add_to_case,
    answer,
    area_of,
    case_of_mark,
    earlier,
    fate_of,
    key_of,
    lock_sender,
    note_arrival,
    reply_mark,
    without_mark,
)
from complaints.services.letters import Enclosure, Letter, read_letter
from complaints.services.mailboxes import Mailbox, open_mailbox
from complaints.services.receipts import issue_receipt
from files.choices import Fault
from files.rules import BadFile, clean_name
from files.services import KeptFile, keep_file
from notices.choices import Channel as NoticeChannel
from notices.choices import Wording

HOUR = 60 * 60
TRUNCATED = "…"
logger = logging.getLogger(__name__)


class SenderMustWait(Exception):
    """The sender has written too often within the hour; the message stays where it is until later."""


def receive_mail(*, mailbox: Mailbox, at) -> dict[str, int]:
    """Deal with everything that lies in a mailbox; returns how often each fate came up.

    A message leaves the mailbox only after what became of it is stored: stopped between the two, it is found again, told
    by its digest to have been dealt with, and removed. One that can't be dealt with stays and holds up no other.
    """
    counts: dict[str, int] = {}
    for waiting in mailbox.waiting():
        try:
            dealt = take_in_letter(raw=waiting.raw, is_whole=waiting.is_whole, at=at)
        except SenderMustWait:
            counts["waiting"] = counts.get("waiting", 0) + 1
            continue
        except (
            Exception
        ) as problem:  # whatever one message does, the others must come in; its words stay out of the log
            logger.error(  # noqa: TRY400 -- a traceback may quote the message
                "an e-mail could not be taken in and stays in the mailbox: %s", type(problem).__name__
            )
            counts["failed"] = counts.get("failed", 0) + 1
            continue
        mailbox.remove(waiting)
        counts[dealt.fate] = counts.get(dealt.fate, 0) + 1
    return counts


def visit_mailbox(*, address: str, at) -> dict[str, int]:
    """Open the mailbox of the setting MAIL_IN, deal with what lies there, and leave."""
    mailbox = open_mailbox(address)
    try:
        return receive_mail(mailbox=mailbox, at=at)
    finally:
        mailbox.close()


def take_in_letter(*, raw: bytes, at, is_whole: bool = True) -> Dealt:
    """Deal with one e-mail, once. When this returns, what became of it is stored. Raises SenderMustWait."""
    letter = read_letter(raw)
    key = key_of("mail", letter.message_id or letter.text, letter.sender.casefold(), letter.date)
    if dealt := earlier(key):
        return dealt
    try:
        if letter.is_automatic or letter.sender.casefold() in _own_addresses():
            return note_arrival(key=key, fate=Fate.IGNORED, at=at)
        client = client_named(letter.sender.casefold())
        brake = Brake("mail", settings.MAILS_PER_SENDER, HOUR)
        if brake.is_on(client):
            raise SenderMustWait
        dealt = _deal_with(letter, key=key, at=at) if is_whole else _refuse_size(letter, key=key, at=at)
        brake.press(client)
    except IntegrityError:
        if again := earlier(key):
            return again
        raise
    return dealt


def _own_addresses() -> set[str]:
    pairs = (pair.split("=", 1)[0].casefold() for pair in settings.MAIL_IN_AREAS)
    return {settings.MAIL_IN_ADDRESS.casefold(), settings.DEFAULT_FROM_EMAIL.casefold(), *pairs}


def _deal_with(letter: Letter, *, key: str, at) -> Dealt:
    replied_to = case_of_mark(letter.answers)
    subject = without_mark(letter.subject)
    is_enough = len(letter.text) >= STORY_SHORTEST or len(f"{subject}{letter.text}") >= 2 * STORY_SHORTEST
    if replied_to is None and not is_enough and not letter.files:
        with transaction.atomic():
            _answer(letter, wording=Wording.REPLY_HELP, key=key, at=at)
            return note_arrival(key=key, fate=Fate.ANSWERED, at=at)
    # Sealed before the transaction, as with an upload; what then belongs to no case is swept away.
    with translation.override(letter.language):
        kept, refused = keep_enclosures(letter.files)
    with transaction.atomic():
        lock_sender(letter.sender.casefold())
        if replied_to is not None:
            return _add(letter, replied_to, kept, refused, key=key, at=at)
        return _open_case(letter, subject, kept, refused, key=key, at=at)


def keep_enclosures(files: Sequence[Enclosure]) -> tuple[list[KeptFile], list[str]]:
    """Check and seal attached files under the limits of uploads; returns those kept, and the names refused and why."""
    kept: list[KeptFile] = []
    refused: list[str] = []
    room = settings.EVIDENCE_TOTAL_BYTES
    for file in files:
        name = clean_name(file.name)
        if len(kept) >= settings.EVIDENCE_FILES or len(file.data) > room:
            refused.append(f"{name} ({Fault.TOO_LARGE.label})")
            continue
        try:
            kept.append(keep_file(upload=SimpleUploadedFile(name, file.data)))
        except BadFile as problem:
            refused.append(f"{name} ({Fault(problem.fault).label})")
        else:
            room -= len(file.data)
    return kept, refused


def _open_case(
    letter: Letter, subject: str, kept: list[KeptFile], refused: list[str], *, key: str, at
) -> Dealt:
    story = letter.text if len(letter.text) >= STORY_SHORTEST else f"{subject}\n{letter.text}".strip()
    complaint = Complaint(
        channel=Channel.EMAIL,
        subject=subject[:SUBJECT_LONGEST],
        story=_shortened(story or gettext("See the attached files.")),
        area=area_of(letter.receivers, settings.MAIL_IN_AREAS),
        email=letter.sender,
    )
    case = receive_case(complaint=complaint, actor=Party.CITIZEN, at=at)
    if kept:
        attach_files(case=case, files=kept, party=Party.CITIZEN, at=at)
    dealt = note_arrival(key=key, fate=Fate.CASE, case=case, at=at)
    code = issue_receipt(case=case, at=at, is_temporary=True)
    wording = Wording.REPLY_WITHOUT_FILES if refused else Wording.REPLY_RECEIVED
    _answer(letter, wording=wording, key=key, at=at, case=case, code=code, files="; ".join(refused))
    return dealt


def _add(letter: Letter, case: Case, kept: list[KeptFile], refused: list[str], *, key: str, at) -> Dealt:
    """A reply joins the dialogue of its case, with its files."""
    words = letter.own_words or letter.text or without_mark(letter.subject)
    wording = add_to_case(case, _shortened(words), at=at)
    if kept and wording == Wording.REPLY_ADDED:
        try:
            with transaction.atomic():
                add_evidence(case_id=case.pk, files=kept, actor=Party.CITIZEN, at=at)
        except (MoveRefused, TooManyFiles):
            refused = [*refused, *(file.name for file in kept)]
    if refused and wording == Wording.REPLY_ADDED:
        wording = Wording.REPLY_ADDED_WITHOUT_FILES
    _answer(letter, wording=wording, key=key, at=at, case=case, files="; ".join(refused))
    return note_arrival(key=key, fate=fate_of(wording), case=case, at=at)


def _refuse_size(letter: Letter, *, key: str, at) -> Dealt:
    with transaction.atomic():
        _answer(letter, wording=Wording.REPLY_TOO_LARGE, key=key, at=at)
        return note_arrival(key=key, fate=Fate.ANSWERED, at=at)


def _answer(letter: Letter, *, wording: str, key: str, at, case: Case | None = None, **words: str) -> None:
    domain = (settings.MAIL_IN_ADDRESS or settings.DEFAULT_FROM_EMAIL).split("@")[-1]
    mark = reply_mark(case) if case else ""
    message_id = f"<{f'{mark}.' if mark else ''}{key[:16]}@{domain}>"
    answer(
        channel=NoticeChannel.EMAIL,
        to=letter.sender,
        wording=wording,
        key=key,
        at=at,
        language=letter.language,
        subject=f"[{mark}]" if mark else "",
        message_id=message_id,
        in_reply_to=letter.message_id if "\n" not in letter.message_id else "",
        **words,
    )


def _shortened(text: str) -> str:
    """As long as a text may be; without the mark that a quotation may repeat, for the mark must stay with its citizen."""
    text = without_mark(text)
    return text if len(text) <= STORY_LONGEST else f"{text[: STORY_LONGEST - 1]}{TRUNCATED}"
