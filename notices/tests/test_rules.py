"""Text messages wait for the morning; what is urgent doesn't."""

from datetime import datetime

import pytest
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from common.numbering import CHINA
from notices.choices import Channel, State, Wording
from notices.models import Notice
from notices.rules import AT_ONCE, send_from
from notices.services import notify_users, send_due_notices

NIGHT = (21, 8)


def china(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        ("2014-03-03 07:59", "2014-03-03 08:00"),
        ("2014-03-03 08:00", "2014-03-03 08:00"),
        ("2014-03-03 20:59", "2014-03-03 20:59"),
        ("2014-03-03 21:00", "2014-03-04 08:00"),
        ("2014-12-31 23:30", "2015-01-01 08:00"),
        ("2014-03-03 00:00", "2014-03-03 08:00"),
    ],
)
def test_a_text_message_waits_for_the_morning(at, sent):
    assert send_from(china(at), channel=Channel.SMS, wording="case_assigned", quiet=NIGHT) == china(sent)


@pytest.mark.parametrize(
    ("at", "sent"), [("2014-03-03 12:30", "2014-03-03 14:00"), ("2014-03-03 11:59", None)]
)
def test_hours_within_a_day_can_be_quiet_too(at, sent):
    found = send_from(china(at), channel=Channel.SMS, wording="case_assigned", quiet=(12, 14))
    assert found == china(sent or at)


@pytest.mark.parametrize("wording", sorted(AT_ONCE))
def test_what_is_urgent_or_waited_for_does_not_wait(wording):
    at = china("2014-03-03 23:00")
    assert send_from(at, channel=Channel.SMS, wording=wording, quiet=NIGHT) == at


def test_danger_and_revenge_are_urgent():
    assert {Wording.CASE_URGENT, Wording.REVENGE_REPORTED} <= AT_ONCE


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.IN_APP])
def test_only_text_messages_wake_people(channel):
    at = china("2014-03-03 23:00")
    assert send_from(at, channel=channel, wording="case_assigned", quiet=NIGHT) == at


def test_two_equal_hours_mean_none():
    at = china("2014-03-03 23:00")
    assert send_from(at, channel=Channel.SMS, wording="case_assigned", quiet=(0, 0)) == at


@pytest.mark.django_db
def test_at_night_the_outbox_keeps_text_messages_until_the_morning(settings):
    settings.QUIET_FROM_HOUR, settings.QUIET_UNTIL_HOUR = NIGHT
    user = make_user("handler", Role.HANDLER, "440106-land", phone="13800138000")
    night, morning = china("2014-03-03 23:00"), china("2014-03-04 08:00")
    told = {"wording": "clock_red", "context": {"number": "2014-0000001", "date": "2014-03-03"}, "path": "/"}
    notify_users(users=[user], about="t", at=night, channels=[Channel.SMS], **told)
    send_due_notices(at=night)
    assert Notice.objects.get().state == State.PENDING
    send_due_notices(at=morning)
    assert Notice.objects.get().state == State.SENT
    assert timezone.is_aware(Notice.objects.get().next_attempt_at)
