"""What happens to a notice between the transaction that wrote it and its receiver."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import translation

from accounts.services import seal_identity
from accounts.tests.factories import make_user
from notices.channels import MemorySms
from notices.choices import Channel, State
from notices.models import Notice
from notices.services import (
    BACK_OFF_MINUTES,
    mark_read,
    notify_citizen,
    notify_users,
    retry_dead_notice,
    send_due_notices,
)

EMAIL = (Channel.EMAIL,)


def tell(user, *, at, about="event:1", channels=EMAIL):
    return notify_users(
        users=[user],
        wording="clock_red",
        context={"number": "2026-0000001", "date": "2026-11-20"},
        path="/staff/cases/1/",
        about=about,
        at=at,
        channels=channels,
    )


def tell_of_unit(user, *, at, channels):
    names = {"zh-hans": "省纪委", "zh-hant": "省紀委", "en": "Provincial Commission"}
    notify_users(
        users=[user],
        wording="case_contributed",
        context={"number": "2026-0000001", "unit": names},
        path="",
        about="event:1",
        at=at,
        channels=channels,
    )


@pytest.fixture
def broken_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there


@pytest.mark.django_db
class TestSending:
    def test_an_email_leaves_once(self, now):
        tell(make_user("handler"), at=now)
        assert send_due_notices(at=now) == 1
        assert send_due_notices(at=now) == 0
        assert len(mail.outbox) == 1
        assert "2026-0000001" in mail.outbox[0].subject

    def test_the_same_event_is_told_once_to_the_same_person(self, now):
        handler = make_user("handler")
        tell(handler, at=now)
        tell(handler, at=now)
        assert Notice.objects.count() == 1

    def test_a_notice_speaks_its_readers_language(self, now):
        tell(make_user("handler", language="en"), at=now)
        send_due_notices(at=now)
        assert "Red card" in mail.outbox[0].body

    @pytest.mark.parametrize(
        ("language", "words"),
        [("zh-hans", "省纪委"), ("zh-hant", "省紀委"), ("en", "Provincial Commission")],
    )
    def test_a_message_calls_the_unit_as_its_receivers_language_does(self, now, language, words):
        MemorySms.sent.clear()
        handler = make_user("handler", language=language, phone="13900000000")
        tell_of_unit(handler, at=now, channels=(Channel.EMAIL, Channel.SMS))
        send_due_notices(at=now)
        assert words in mail.outbox[0].body
        assert words in MemorySms.sent[0][1]

    def test_a_notice_of_which_only_one_name_was_kept_still_has_its_words(self):
        notice = Notice(wording="case_contributed", context={"number": "2026-0000001", "unit": "省纪委"})
        with translation.override("en"):
            assert notice.text == "省纪委 has added its part to case 2026-0000001."

    def test_a_notice_in_the_system_is_there_at_once_and_needs_no_sending(self, now):
        handler = make_user("handler")
        tell(handler, at=now, channels=(Channel.IN_APP,))
        assert send_due_notices(at=now) == 0
        assert Notice.objects.inbox_of(handler).unread().count() == 1

    def test_reading_the_inbox_leaves_newer_notices_unread(self, now):
        handler = make_user("handler")
        for about in ("event:1", "event:2"):
            tell(handler, at=now, about=about, channels=(Channel.IN_APP,))
        oldest = Notice.objects.earliest("id")
        assert mark_read(user=handler, up_to=oldest.pk, at=now) == 1
        assert Notice.objects.inbox_of(handler).unread().count() == 1

    def test_a_notice_that_is_rolled_back_was_never_there(self, now):
        handler = make_user("handler")
        with transaction.atomic():
            tell(handler, at=now)
            transaction.set_rollback(True)
        assert send_due_notices(at=now) == 0


@pytest.mark.django_db
class TestFailing:
    def test_a_fault_is_tried_again_later(self, now, broken_mail):
        tell(make_user("handler"), at=now)
        send_due_notices(at=now)
        notice = Notice.objects.get()
        assert notice.state == State.RETRYING
        assert notice.next_attempt_at == now + timedelta(minutes=BACK_OFF_MINUTES[0])
        assert "refused" in notice.last_error
        assert send_due_notices(at=now) == 0

    def test_after_the_last_attempt_it_is_given_up_and_can_be_tried_anew(self, now, broken_mail, settings):
        clerk = make_user("clerk")
        tell(clerk, at=now)
        moment = now
        for _ in range(len(BACK_OFF_MINUTES) + 1):
            assert send_due_notices(at=moment) == 1
            moment += timedelta(days=1)
        dead = Notice.objects.dead().get()
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        retry_dead_notice(notice_id=dead.pk, actor=clerk, at=moment)
        assert send_due_notices(at=moment) == 1
        assert Notice.objects.get().state == State.SENT

    def test_one_bad_address_does_not_stop_the_others(self, now):
        gone = make_user("gone")
        tell(gone, at=now)
        tell(make_user("handler"), at=now + timedelta(seconds=1))
        type(gone).objects.filter(pk=gone.pk).update(email="")
        assert send_due_notices(at=now + timedelta(seconds=2)) == 2
        assert sorted(Notice.objects.values_list("state", flat=True)) == [State.DEAD, State.SENT]


@pytest.mark.django_db
class TestCitizens:
    def test_a_citizen_who_left_a_phone_gets_an_sms_that_says_nothing_of_the_case(self, now):
        MemorySms.sent.clear()
        identity = seal_identity(name="某人", phone="13900000000", at=now)
        notify_citizen(identity=identity, wording="citizen_closed", about="event:1", at=now)
        send_due_notices(at=now)
        [(phone, text)] = MemorySms.sent
        assert phone == "13900000000"
        assert "2026" not in text

    def test_the_outbox_never_holds_the_number_itself(self, now):
        identity = seal_identity(name="某人", phone="13900000000", at=now)
        notify_citizen(identity=identity, wording="citizen_closed", about="event:1", at=now)
        row = Notice.objects.values().get()
        assert "13900000000" not in str(row)

    def test_an_anonymous_citizen_gets_nothing(self, now):
        assert notify_citizen(identity=None, wording="citizen_closed", about="event:1", at=now) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_notice_once(now):
    handler = make_user("handler")
    for number in range(60):
        tell(handler, at=now, about=f"event:{number}")

    def work(_):
        try:
            return send_due_notices(at=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(mail.outbox) == 60
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 60
