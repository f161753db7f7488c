"""Text messages over a real line to an SMS centre, which is another implementation of SMPP 3.4."""

import threading
import time

import pytest
from django.db import connections
from django.utils import translation

from accounts.tests.factories import make_user
from notices.channels.smpp import receipt_of
from notices.choices import Channel, Delivery, PartState, State
from notices.models import Notice, SmsPart
from notices.services import TextLine, answer_sender, notify_users, retry_dead_notice
from notices.tests.centre import FORBID, LOSE, REFUSE, TAKE, TAKE_SILENTLY, WAIT, Centre

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "13800138000"
LONG = "天河区国土资源和房屋管理局" * 12


@pytest.fixture(autouse=True)
def by_line(settings):
    settings.SMS_BACKEND = "notices.channels.SmppSms"
    settings.SMS_SENDER = "10690000"
    settings.SMPP_ANSWER_SECONDS, settings.SMPP_DOUBT_SECONDS = 0.5, 5


@pytest.fixture
def quick(monkeypatch):
    """The next try comes after moments instead of minutes."""
    monkeypatch.setattr("notices.services.settle.BACK_OFF_MINUTES", (0.005,) * 6)


@pytest.fixture
def line():
    """Starts a line, as the command does, and ends it; what somebody writes is kept in its ``came``."""
    started = []

    def start(centre: Centre) -> TextLine:
        came = []
        held = TextLine(centre.address, take_in=lambda pdu: came.append(pdu) or 0, back_off=(0.1,))
        held.came = came
        thread = threading.Thread(target=hold, args=(held,))
        thread.start()
        started.append((held, thread))
        return held

    def hold(held: TextLine) -> None:
        try:
            held.run()
        finally:
            connections.close_all()

    yield start
    for held, thread in started:
        held.stop()
        thread.join(WAIT)
        assert not thread.is_alive()


def until(is_so) -> None:
    """Wait until it is so; fails after half a minute."""
    deadline = time.monotonic() + WAIT
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def tell(user, *, at, unit="国土局", number="2026-0000001"):
    notify_users(
        users=[user],
        wording="case_assigned",
        context={"number": number, "unit": unit, "date": "2026-11-30"},
        path="/staff/cases/1/",
        about=f"event:{number}",
        at=at,
        channels=[Channel.SMS],
    )
    return Notice.objects.get(dedupe_key__startswith=f"event:{number}:")


def is_delivered() -> bool:
    return set(Notice.objects.values_list("delivery", flat=True)) == {Delivery.DELIVERED}


def together(centre: Centre, phone=PHONE) -> str:
    return "".join(words for (to, _), words in sorted(centre.words.items()) if to == phone)


def test_a_long_chinese_message_leaves_in_parts_and_its_receipts_are_stored(line, now):
    notice = tell(make_user("handler", phone=PHONE), at=now, unit=f"😀{LONG}")
    with Centre() as centre:
        line(centre)
        until(is_delivered)
        with translation.override("zh-hans"):
            assert together(centre) == notice.text
        assert set(centre.taken.values()) == {1}
    notice.refresh_from_db()
    parts = SmsPart.objects.filter(notice=notice)
    assert (notice.state, len(parts)) == (State.SENT, 3)
    assert all(part.state == PartState.ACCEPTED and part.message_id for part in parts)


def test_a_refused_part_is_sent_again_and_no_other(line, now, quick):
    answers = iter([TAKE, REFUSE, TAKE])
    tell(make_user("handler", phone=PHONE), at=now, unit=LONG)
    with Centre(does=lambda: next(answers, TAKE)) as centre:
        line(centre)
        until(is_delivered)
        assert set(centre.taken.values()) == {1}
    assert Notice.objects.get().attempts == 2


def test_a_receipt_tells_that_a_part_without_answer_has_left_and_it_is_not_sent_again(line, now, quick):
    answers = iter([TAKE_SILENTLY])
    tell(make_user("handler", phone=PHONE), at=now)
    with Centre(does=lambda: next(answers, TAKE)) as centre:
        line(centre)
        until(is_delivered)
        time.sleep(1)
        assert set(centre.taken.values()) == {1}
    assert Notice.objects.get().state == State.SENT


def test_a_part_of_which_nothing_is_ever_heard_is_sent_again(line, now, quick):
    answers = iter([LOSE])
    tell(make_user("handler", phone=PHONE), at=now)
    with Centre(does=lambda: next(answers, TAKE)) as centre:
        line(centre)
        until(lambda: Notice.objects.filter(state=State.UNKNOWN).exists())
        until(is_delivered)
        assert set(centre.taken.values()) == {1}


def test_a_receipt_that_comes_twice_changes_nothing_and_a_later_failure_neither(line, now):
    tell(make_user("handler", phone=PHONE), at=now)
    with Centre(reports=lambda: ["DELIVRD", "DELIVRD", "UNDELIV"]) as centre:
        line(centre)
        until(lambda: centre.statuses.count(0) == 3)
    notice = Notice.objects.get()
    assert (notice.state, notice.delivery) == (State.SENT, Delivery.DELIVERED)


def test_what_the_network_could_not_deliver_lies_among_the_undelivered_and_can_be_sent_anew(line, now):
    handler = make_user("handler", phone=PHONE)
    tell(handler, at=now)
    reports = iter([["UNDELIV"]])
    with Centre(reports=lambda: next(reports, ["DELIVRD"])) as centre:
        line(centre)
        until(lambda: Notice.objects.filter(state=State.DEAD).exists())
        assert "UNDELIV" in Notice.objects.get().last_error
        retry_dead_notice(notice_id=Notice.objects.get().pk, actor=handler, at=now)
        until(is_delivered)
    assert Notice.objects.get().state == State.SENT


def test_a_number_that_cannot_exist_is_given_up_at_once(line, now):
    tell(make_user("handler", phone="1"), at=now)
    with Centre(does=lambda: FORBID) as centre:
        line(centre)
        until(lambda: Notice.objects.filter(state=State.DEAD).exists())
        assert not centre.taken
    notice = Notice.objects.get()
    assert (notice.attempts, notice.last_error) == (1, "SMPP status 0x0B")


def test_an_answer_forgets_its_number_when_it_has_left_and_what_somebody_writes_is_passed_on(line, now):
    answer_sender(
        channel=Channel.SMS,
        wording="reply_received",
        sealed={"to": PHONE, "code": "1111 2222 3333 4444", "link": "http://x/track/"},
        about="arrival:1",
        at=now,
    )
    with Centre() as centre:
        held = line(centre)
        until(is_delivered)
        centre.reply("13900139000", "满意5")
        until(lambda: held.came)
        assert "1111 2222 3333 4444" in together(centre)
    assert Notice.objects.get().sealed_box == ""
    assert held.came[0].short_message.decode("utf-16-be") == "满意5"


def test_receipts_are_read_from_words_and_from_parameters():
    class Pdu:
        short_message = b"id:0A1f sub:001 dlvrd:000 stat:EXPIRED err:0C2 text:"
        message_state = user_message_reference = receipted_message_id = None

    said = receipt_of(Pdu)
    assert (said.message_id, said.delivery, said.error) == ("0A1f", Delivery.FAILED, "EXPIRED 0C2")
    Pdu.message_state, Pdu.receipted_message_id, Pdu.user_message_reference = 2, b"77\0", 5
    said = receipt_of(Pdu)
    assert (said.message_id, said.delivery, said.reference) == ("77", Delivery.DELIVERED, 5)
