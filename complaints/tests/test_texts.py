"""Complaints by text message: long ones put together, further ones added, each once, by SMPP or by a provider's call."""

import hashlib
import hmac
import itertools
import json
import time
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from accounts.services import open_phone
from cases.models import Case, CaseMessage
from cases.tests.factories import STORY
from complaints.models import Arrival, TextPart
from complaints.services import IncomingText, seal_parts_anew, take_in_incomplete_texts, take_in_text
from complaints.services.smpp import take_in_delivery, text_of
from complaints.services.text_words import Part, split_header, wish_in, words_of
from notices.channels import MemorySms
from notices.models import Notice
from notices.services import notify_citizen, send_due_notices

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


@pytest.fixture(autouse=True)
def _sent(settings):
    MemorySms.sent.clear()
    settings.SMS_IN_AREAS = ["10690001=440106"]


def text(words=STORY, *, part=None, sender=f"+86{PHONE}", receiver="10690000"):
    return IncomingText(sender=sender, receiver=receiver, words=words, part=part)


def answers(now) -> list[str]:
    send_due_notices(at=now)
    return [words for number, words in MemorySms.sent if number == PHONE]


def test_a_text_message_becomes_a_case_and_is_answered_with_a_code(now):
    case = take_in_text(text=text(receiver="10690001"), at=now).case
    assert (case.channel, case.story, case.area.code) == ("sms", STORY, "440106")
    assert open_phone(case.identity) == PHONE
    assert "/track/" in answers(now)[0]
    assert Notice.objects.exclude(sealed_box="").count() == 0


def test_the_same_message_twice_is_one_case(now):
    for _ in range(2):
        take_in_text(text=text(), at=now, message_id="a")
    for _ in range(2):
        take_in_text(text=text("另一件事情：学校在开学时乱收补课费用。", sender="13900000000"), at=now)
    assert Case.objects.count() == 2
    assert not CaseMessage.objects.exists()


def test_whoever_tries_the_site_out_sends_a_text_message_without_an_sms_centre(settings):
    said = StringIO()
    call_command("drop_sample_text", stdout=said)
    assert Case.objects.get().number in said.getvalue()
    call_command("drop_sample_text", sender="13900000000", words=STORY, stdout=StringIO())
    assert Case.objects.filter(story=STORY).exists()
    settings.SMS_IN_SECRET = "of the provider"
    with pytest.raises(CommandError, match="provider"):
        call_command("drop_sample_text", stdout=StringIO())


def test_a_trial_reads_where_its_notices_are_written_what_would_have_left(now, settings, capsys):
    settings.SMS_BACKEND = "notices.channels.ConsoleSms"
    take_in_text(text=text(), at=now)
    send_due_notices(at=now)
    line = capsys.readouterr().out
    assert line.startswith(f"SMS to …{PHONE[-2:]}: ")
    assert "/track/" in line
    assert PHONE not in line


def test_further_messages_within_the_hour_belong_to_the_case(now):
    case = take_in_text(text=text(), at=now).case
    take_in_text(text=text("补充：在三组"), at=now + timedelta(minutes=59))
    assert CaseMessage.objects.get().case == case
    take_in_text(text=text(f"{STORY}又及"), at=now + timedelta(minutes=61))
    assert Case.objects.count() == 2


@pytest.mark.parametrize("words", ["查询", "帮助！", " ？ ", "你好"])
def test_words_for_help_get_help(now, words):
    assert take_in_text(text=text(words), at=now).case is None
    assert "/track/" in answers(now)[0]
    assert not Case.objects.exists()


@pytest.mark.parametrize("words", ["TD", "退订", "ｔｄ"])
def test_whoever_wants_no_more_messages_gets_one_last_answer(now, words):
    case = take_in_text(text=text(), at=now).case
    take_in_text(text=text(words), at=now)
    assert len(answers(now)) == 2
    case.identity.refresh_from_db()
    assert notify_citizen(identity=case.identity, wording="citizen_closed", about="x", at=now) == 0


LONG = f"{STORY}{STORY}{STORY}{STORY}{STORY}{STORY}"


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_three_parts_are_put_together_whatever_their_order(now, order):
    third = len(LONG) // 3
    for number in order:
        words = LONG[third * (number - 1) : third * number if number < 3 else None]
        dealt = take_in_text(text=text(words, part=Part(7, 3, number)), at=now)
        again = take_in_text(text=text(words, part=Part(7, 3, number)), at=now)
        assert again.is_repeat
    assert dealt.fate == "case"
    assert Case.objects.get().story == LONG
    assert not TextPart.objects.exists()


def test_parts_wait_sealed_and_a_gap_is_shown_to_the_desk_after_a_day(now, settings):
    take_in_text(text=text(STORY, part=Part(7, 2, 2)), at=now)
    row = TextPart.objects.get()
    assert PHONE not in row.box
    settings.IDENTITY_KEYS = ["new:bmV3a2V5bmV3a2V5bmV3a2V5bmV3a2V5bmV3a2V5MTI=", *settings.IDENTITY_KEYS]
    assert seal_parts_anew() == 1
    assert take_in_incomplete_texts(at=now + timedelta(hours=23)) == 0
    assert take_in_incomplete_texts(at=now + timedelta(hours=24)) == 1
    assert Case.objects.get().story == f"［…］{STORY}"
    assert not TextPart.objects.exists()


def delivery(**fields):
    given = {"esm_class": 0, "data_coding": 8, "short_message": STORY.encode("utf-16-be")}
    return SimpleNamespace(
        **given | {"source_addr": PHONE.encode(), "destination_addr": b"10690000"} | fields
    )


def test_headers_and_optional_parameters_name_the_part():
    words = "一二".encode("utf-16-be")
    assert text_of(delivery(esm_class=0x40, short_message=b"\x05\x00\x03\x09\x03\x02" + words)).part == Part(
        9, 3, 2
    )
    long = text_of(delivery(esm_class=0x40, short_message=b"\x06\x08\x04\x01\x02\x03\x01" + words))
    assert (long.part, long.words) == (Part(258, 3, 1), "一二")
    sar = delivery(sar_msg_ref_num=5, sar_total_segments=2, sar_segment_seqnum=1)
    assert text_of(sar).part == Part(5, 2, 1)
    assert text_of(delivery(short_message=b"", message_payload=words)).words == "一二"


def test_alphabets_and_broken_headers():
    assert words_of(b"a\x00\x1b\x65\x1b", 0) == "a@€"
    assert words_of(b"\xff\xfe", 4) == ""
    assert split_header(b"\xff\x00") == (None, b"\xff\x00")
    assert split_header(b"\x05\x00\x03\x09\x01\x01x") == (None, b"x")
    assert wish_in("") == "help"
    assert wish_in(STORY) == ""


def test_a_delivery_is_acknowledged_only_when_it_is_stored(now, monkeypatch, settings, caplog):
    with monkeypatch.context() as patch:
        patch.setitem(take_in_text.__globals__, "receive_case", lambda **_: 1 / 0)
        assert take_in_delivery(delivery()) != 0
    assert PHONE not in caplog.text
    assert not Arrival.objects.exists()
    assert take_in_delivery(delivery()) == 0
    assert Case.objects.count() == 1
    settings.TEXTS_PER_SENDER = 1
    assert take_in_delivery(delivery(short_message="补充一点".encode("utf-16-be"))) == 0x58


class Killed(BaseException):
    """The process ends here, as by kill -9."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "step", ["_keep_part", "_put_together", "receive_case", "issue_receipt", "answer", "note_arrival"]
)
def test_killed_at_any_step_the_centre_delivers_again_and_nothing_is_doubled(now, monkeypatch, step, when):
    take_in_text(text=text(STORY, part=Part(7, 2, 1)), at=now)
    original = take_in_text.__globals__[step]

    def die(*args, **kwargs):
        if when == "after":
            original(*args, **kwargs)
        raise Killed

    last = text(STORY, part=Part(7, 2, 2))
    with monkeypatch.context() as patch:
        patch.setitem(take_in_text.__globals__, step, die)
        with pytest.raises(Killed):
            take_in_text(text=last, at=now)
    for _ in range(2):
        take_in_text(text=last, at=now)
    assert Case.objects.get().story == STORY * 2
    assert Notice.objects.filter(user=None).count() == 1


def call(client, *, secret="s" * 40, age=0, body=None, **fields):
    given = {"id": "1", "from": PHONE, "to": "10690000", "text": STORY} | fields
    raw = (json.dumps(given) if body is None else body).encode()
    stamp = str(int(time.time()) - age)
    mark = hmac.new(secret.encode(), f"{stamp}.".encode() + raw, hashlib.sha256).hexdigest()
    headers = {"X-Timestamp": stamp, "X-Signature": mark}
    return client.post("/sms/in/", raw, content_type="application/json", headers=headers)


def test_a_provider_calls_with_a_signature(citizen, settings):
    assert call(citizen).status_code == 404
    settings.SMS_IN_SECRET = "s" * 40
    assert call(citizen, secret="wrong").status_code == 403
    assert call(citizen, age=301).status_code == 403
    assert call(citizen, body="[").status_code == 400
    assert call(citizen, id="").status_code == 400
    assert citizen.post("/sms/in/", b"{}", content_type="application/json").status_code == 403
    assert not Arrival.objects.exists()
    assert call(citizen).json() == {"stored": True, "repeat": False}
    assert call(citizen).json() == {"stored": True, "repeat": True}
    settings.TEXTS_PER_SENDER = 1
    assert call(citizen, id="2").status_code == 429
    assert Case.objects.count() == 1


def test_a_text_cut_in_the_middle_of_a_sign_is_taken_in_with_a_gap_in_its_place(citizen, settings):
    settings.SMS_IN_SECRET = "s" * 40
    assert call(citizen, body="[" * 100_000).status_code == 400
    cut = {"from": f"{PHONE}\udc00", "to": "10690000", "text": f"{STORY}\ud83d", "id": "\ud83d1"}
    assert [call(citizen, **cut).json()["repeat"] for _ in range(2)] == [False, True]
    assert Case.objects.get().story == f"{STORY}�"
