"""E-mails: which thread they belong to, and what a mail program is told about them."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from accounts.services import seal_identity
from accounts.tests.factories import make_user
from notices.choices import Channel, State
from notices.models import Notice
from notices.services import notify_citizen, notify_users, send_due_notices

pytestmark = pytest.mark.django_db


def tell(user, *, case, about, at):
    notify_users(
        users=[user],
        wording="clock_remind",
        context={"number": f"2026-000000{case}", "unit": "", "date": "2026-12-01"},
        path=f"/staff/cases/{case}/",
        about=about,
        at=at,
        channels=[Channel.EMAIL],
    )


def sent(at):
    mail.outbox.clear()
    send_due_notices(at=at)
    return mail.outbox


def test_letters_about_one_case_are_one_thread_for_each_reader(now):
    first, second = make_user("first"), make_user("second")
    for case, user, about in ((1, first, "a"), (1, first, "b"), (2, first, "c"), (1, second, "d")):
        tell(user, case=case, about=about, at=now)
    letters = sent(now)
    threads = [letter.extra_headers["References"] for letter in letters]
    assert threads[0] == threads[1]
    assert len(set(threads)) == 3
    assert all(
        letter.extra_headers["In-Reply-To"] == thread for letter, thread in zip(letters, threads, strict=True)
    )
    assert len({letter.extra_headers["Message-ID"] for letter in letters}) == 4
    assert letters[0].subject == letters[1].subject
    assert not any("2026-0000001" in thread for thread in threads)


def test_a_citizens_letters_say_nothing_of_the_case_in_any_header(now):
    identity = seal_identity(name="某人", email="citizen@example.org", at=now)
    for about in ("event:123", "event:124"):
        notify_citizen(identity=identity, wording="citizen_accepted", about=about, at=now)
    one, other = sent(now)
    assert one.extra_headers["References"] == other.extra_headers["References"]
    headers = str(one.message().items())
    assert str(identity.pk) not in headers
    assert "123" not in one.extra_headers["References"] or "event" not in headers


def test_a_letter_says_that_a_machine_wrote_it_and_comes_as_text_and_as_a_page(now):
    tell(make_user("reader", language="en"), case=1, about="a", at=now)
    [letter] = sent(now)
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert letter.extra_headers["List-Id"] == "<notices.localhost>"
    page, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert "Case 2026-0000001 is due on 2026-12-01." in page
    assert "style" not in page
    assert "/staff/cases/1/" in letter.body


class NoSuchMailbox(BaseEmailBackend):
    """A mail server that knows none of the readers, or has no room for them."""

    code = 550

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (self.code, b"no")})


@pytest.mark.parametrize(("code", "state"), [(550, State.DEAD), (450, State.RETRYING)])
def test_a_mailbox_that_does_not_exist_is_given_up_at_once(now, settings, monkeypatch, code, state):
    settings.EMAIL_BACKEND = "notices.tests.test_letters.NoSuchMailbox"
    monkeypatch.setattr(NoSuchMailbox, "code", code)
    tell(make_user("reader"), case=1, about="a", at=now)
    send_due_notices(at=now)
    assert Notice.objects.get().state == state
