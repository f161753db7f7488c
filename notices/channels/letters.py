"""E-mails: threaded by case, as text and as a simple page, recognisable as sent by a machine."""

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.services import open_email
from notices.channels.faults import NoAddress
from notices.channels.texts import opened
from notices.choices import Wording
from notices.models import Notice
from notices.selectors import with_words


def send_letter(notice: Notice) -> None:
    """Send one notice as an e-mail, in the language in force."""
    if notice.sealed_box:
        _answer(notice, opened(notice))
        return
    address = notice.user.email if notice.user else notice.identity and open_email(notice.identity)
    if not address:
        raise NoAddress("no e-mail address")
    lines = _lines(notice)
    context = {"lines": lines, "language": notice.language, "is_staff": notice.user is not None}
    letter = EmailMultiAlternatives(
        _subject(notice),
        render_to_string("notices/letter.txt", context),
        to=[address],
        headers=_headers(notice),
    )
    letter.attach_alternative(render_to_string("notices/letter.html", context), "text/html")
    letter.send()


def thread_of(notice: Notice) -> str:
    """The name of the thread that the e-mail belongs to: one for each receiver and case.

    It is a keyed digest: a citizen's says nothing of the case, and no two receivers have one in common, so that letters
    that are put side by side don't show who else was told.
    """
    about = notice.path if notice.user_id else notice.identity_id
    receiver = f"u{notice.user_id}" if notice.user_id else "citizen"
    digest = salted_hmac("notices.thread", f"{receiver}:{about}", algorithm="sha256")
    return digest.hexdigest()[:32]


def _headers(notice: Notice) -> dict[str, str]:
    """A message that is tried again keeps its Message-ID: servers and programs that watch for doubles know it."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ")
    headers = {
        "Message-ID": f"<notice-{notice.pk}@{domain}>",
        # Nobody's out-of-office answer may come back as a complaint (RFC 3834).
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"<notices.{domain}>",
    }
    if _is_in_thread(notice):
        root = f"<thread-{thread_of(notice)}@{domain}>"
        headers |= {"In-Reply-To": root, "References": root}
    return headers


def _is_in_thread(notice: Notice) -> bool:
    return bool(notice.identity_id or (notice.path and "number" in notice.context))


def _subject(notice: Notice) -> str:
    """The same for all letters of a thread: some programs thread by it."""
    if not notice.user:
        return _("Your complaint")
    if notice.wording == Wording.DIGEST:
        return _("Summary of notices")
    if "number" not in notice.context:
        return _("Notice")
    return _("Complaint case: %(number)s") % {"number": notice.context["number"]}


def _lines(notice: Notice) -> list[tuple[str, str]]:
    """Pairs of a sentence and the address of its page; of a summary, one for each notice in it."""
    lines = [(notice.text, _address(notice.path))]
    if notice.wording == Wording.DIGEST:
        gathered = with_words(list(notice.bundled.order_by("pk")))
        lines += [(one.text, _address(one.path)) for one in gathered]
    return lines


def _address(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def _answer(notice: Notice, sealed: dict[str, str]) -> None:
    """Answer an e-mail in its thread; the mark in the Message-ID lets a reply find its complaint."""
    headers = {"Auto-Submitted": "auto-replied"}
    for header, word in (
        ("Message-ID", "message_id"),
        ("In-Reply-To", "in_reply_to"),
        ("References", "in_reply_to"),
    ):
        if sealed.get(word):
            headers[header] = sealed[word]
    subject = f"{_('Your complaint')} {sealed.get('subject', '')}".strip()
    body, sender = notice.text_with(sealed), settings.MAIL_IN_ADDRESS or None
    EmailMessage(subject, body, from_email=sender, to=[sealed["to"]], headers=headers).send()
