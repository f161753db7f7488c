"""Complaints by e-mail: each once, none lost, none from a machine; replies find their case by a mark alone."""

import os
import re
from email import message_from_bytes

import pytest
from django.core import mail

from accounts.choices import Role
from accounts.models import SealedIdentity
from accounts.services import open_email, seal_anew
from accounts.tests.factories import make_user
from cases.models import Case, CaseMessage
from cases.tests.factories import walk
from complaints.choices import Fate
from complaints.models import Arrival, Receipt
from complaints.services import SenderMustWait, open_by_receipt, receive_mail, take_in_letter
from complaints.services.letters import read_letter, text_of_page, without_quotes
from complaints.services.mailboxes import MaildirBox, open_mailbox
from complaints.tests.letters import STORY, TO, letter
from files.tests.factories import picture
from notices.models import Notice
from notices.services import notify_citizen, send_due_notices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mailbox(settings):
    settings.MAIL_IN_ADDRESS = TO
    settings.MAIL_IN_AREAS = ["tianhe@example.org=440106"]


def take(message, at, **more):
    return take_in_letter(raw=message.as_bytes(), at=at, **more)


def test_an_email_becomes_a_case_and_its_sender_gets_a_code_that_works_once(now):
    dealt = take(letter(), now)
    case = dealt.case
    assert (dealt.fate, case.channel, case.subject, case.story) == (
        "case",
        "email",
        "征地补偿款没有发",
        STORY,
    )
    assert case.area.code == "440000"
    assert open_email(case.identity) == "canary-sender@mail.example"
    assert case.identity.name_box == ""
    notice = Notice.objects.get(identity=None, user=None)
    assert notice.sealed_box
    assert "canary" not in notice.sealed_box
    send_due_notices(at=now)
    notice.refresh_from_db()
    assert (notice.state, notice.sealed_box) == ("sent", "")
    (sent,) = [message for message in mail.outbox if message.to == ["canary-sender@mail.example"]]
    code = re.search(r"\d{16}", sent.body)[0]
    assert code not in f"{notice} {notice.context}"
    opened = open_by_receipt(typed=code, client=None, at=now)
    assert opened.case == case
    assert opened.new_code
    assert open_by_receipt(typed=code, client=None, at=now) is None
    assert sent.extra_headers["In-Reply-To"] == "<canary-id-1@mail.example>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-replied"


def test_the_same_email_twice_is_one_case_and_one_answer(now):
    first, second = take(letter(), now), take(letter(), now)
    assert second.is_repeat
    assert second.case == first.case
    assert Case.objects.count() == Receipt.objects.count() == Notice.objects.filter(user=None).count() == 1


def test_an_email_to_the_mailbox_of_a_district_goes_to_the_desk_of_its_city(now):
    case = take(letter(To="tianhe@example.org"), now).case
    assert (case.area.code, case.desk.code) == ("440106", "440100-commission")


def test_a_broken_header_beside_it_hides_no_mailbox(now):
    case = take(letter(To="tianhe@example.org", Cc='"a, b <c@example.org'), now).case
    assert case.area.code == "440106"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.example.org>"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@mail.example"},
        {"From": TO},
        {"From": None},
    ],
)
def test_what_a_machine_sends_makes_no_case_and_gets_no_answer(now, headers):
    assert take(letter(**headers), now).fate == Fate.IGNORED
    assert not Case.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030", "big5"])
def test_every_chinese_charset_is_read(charset):
    text = "請查處違法排污" if charset == "big5" else "请查处违法排污"
    found = read_letter(letter(text=text, charset=charset).as_bytes())
    assert found.text == text
    assert found.language == ("zh-hant" if charset == "big5" else "zh-hans")


def test_a_charset_named_wrongly_is_guessed():
    raw = letter(charset="gb18030").as_bytes().replace(b"gb18030", b"x-unknown")
    assert read_letter(raw).text == STORY
    raw = b"From: a@b.example\r\nSubject: =?gb2312?B?1ve1vA==?=\r\n\r\n" + "镕基".encode("gb18030")
    assert read_letter(raw).text == "镕基"


def test_html_is_reduced_to_its_words():
    page = "<html><head><title>x</title><style>p{}</style></head><body><script>alert(1)</script><p>一&amp;二<br>三</p><img src=http://t.example/x></body></html>"
    assert text_of_page(page) == "一&二\n三"
    message = letter()
    message.set_content(page, subtype="html")
    assert read_letter(message.as_bytes()).text == "一&二\n三"


def test_quotes_are_left_out_of_a_reply():
    for quote in (
        "-----原始邮件-----\n旧",
        "2026年11月23日 张三 <a@b.example> 写道：\n> 旧",
        "On Mon, A wrote:\n> 旧",
    ):
        assert without_quotes(f"新的情况。\n\n{quote}") == "新的情况。"


def test_attachments_are_kept_like_uploads_and_the_refused_ones_are_named(now):
    message = letter()
    message.add_attachment(picture(), maintype="image", subtype="jpeg", filename="现场.jpg")
    message.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="a.exe")
    case = take(message, now).case
    assert [row.file.name for row in case.attachments.all()] == ["现场.jpg"]
    send_due_notices(at=now)
    assert "a.exe" in mail.outbox[-1].body
    assert "现场" not in mail.outbox[-1].body


def answered(now):
    """A case by e-mail, and our answer to it."""
    case = take(letter(), now).case
    send_due_notices(at=now)
    return case, mail.outbox[-1]


def test_a_reply_in_the_thread_joins_the_dialogue(now):
    case, sent = answered(now)
    reply = letter(
        text=f"补充：上周又来过。\n\n{sent.to} 写道：\n> 旧",
        number=2,
        In_Reply_To=sent.extra_headers["Message-ID"],
    )
    assert take(reply, now).fate == "added"
    assert CaseMessage.objects.get(case=case).text == "补充：上周又来过。"
    assert Case.objects.count() == 1


def test_a_reply_by_the_mark_in_the_subject_joins_too_and_its_file_with_it(now):
    case, sent = answered(now)
    reply = letter(text="补充一张照片。", number=2, Subject=f"回复: {sent.subject}")
    reply.add_attachment(picture(), maintype="image", subtype="jpeg", filename="p.jpg")
    assert take(reply, now).fate == "added"
    assert case.attachments.count() == 1


def test_a_case_number_or_a_made_up_mark_proves_nothing(now):
    case, _ = answered(now)
    for number, subject in enumerate((case.number, f"q{case.pk}-{'a' * 20}"), 2):
        assert take(letter(number=number, Subject=f"回复: {subject}"), now).case != case
    assert not CaseMessage.objects.exists()


def test_a_reply_to_a_case_that_is_over_is_told_so(now):
    case, sent = answered(now)
    clerk = make_user("province_clerk", Role.INTAKE_CLERK, "440000-commission")
    walk(case, [("decline", clerk)], at=now)
    assert take(letter(number=2, Subject=sent.subject), now).fate == "answered"
    assert not CaseMessage.objects.exists()


def test_a_word_or_two_gets_help_instead_of_a_case(now):
    assert take(letter(text="你好", Subject="咨询"), now).fate == "answered"
    assert not Case.objects.exists()
    send_due_notices(at=now)
    assert "/track/" in mail.outbox[-1].body


def test_what_is_too_large_is_not_taken_in_and_told(now):
    assert take(letter(), now, is_whole=False).fate == "answered"
    assert not Case.objects.exists()


def test_a_flood_of_one_sender_waits_in_the_mailbox(now, settings, tmp_path):
    settings.MAILS_PER_SENDER = 1
    take(letter(), now)
    with pytest.raises(SenderMustWait):
        take(letter(number=2), now)
    box = MaildirBox(tmp_path / "box")
    box.box.add(letter(number=3).as_bytes())
    box.box.add(letter(number=4, sender="another@mail.example").as_bytes())
    assert receive_mail(mailbox=box, at=now) == {"waiting": 1, "case": 1}
    assert len(box.box) == 1


def test_one_broken_email_holds_up_no_other_and_stays(now, tmp_path, monkeypatch, caplog):
    box = MaildirBox(tmp_path / "box")
    box.box.add(letter(number=1, Subject="坏").as_bytes())
    box.box.add(letter(number=2).as_bytes())
    globals_of = receive_mail.__globals__
    read = globals_of["read_letter"]

    def break_at_one(raw):
        found = read(raw)
        if found.subject == "坏":
            raise RuntimeError(found.text)
        return found

    monkeypatch.setitem(globals_of, "read_letter", break_at_one)
    assert receive_mail(mailbox=box, at=now) == {"failed": 1, "case": 1}
    assert len(box.box) == 1
    assert STORY not in caplog.text


class Killed(BaseException):
    """The process ends here, as by kill -9: nothing of it runs any more."""


STEPS = ["keep_file", "receive_case", "attach_files", "note_arrival", "issue_receipt", "answer", "remove"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_nothing_is_lost_and_nothing_doubled(now, tmp_path, monkeypatch, step, when):
    message = letter()
    message.add_attachment(picture(), maintype="image", subtype="jpeg", filename="p.jpg")
    MaildirBox(tmp_path / "box").box.add(message.as_bytes())
    box = open_mailbox(f"maildir:{tmp_path / 'box'}")
    place = MaildirBox if step == "remove" else None
    original = getattr(place, step) if place else receive_mail.__globals__[step]

    def die(*args, **kwargs):
        if when == "after":
            original(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        if place:
            patch.setattr(place, step, die)
        else:
            patch.setitem(receive_mail.__globals__, step, die)
        with pytest.raises(Killed):
            receive_mail(mailbox=box, at=now)
    is_lost = not len(box.box) and not Case.objects.exists()
    assert not is_lost
    receive_mail(mailbox=open_mailbox(f"maildir:{tmp_path / 'box'}"), at=now)
    assert len(box.box) == 0
    case = Case.objects.get()
    assert case.attachments.count() == 1
    assert Arrival.objects.count() == Receipt.objects.count() == SealedIdentity.objects.count() == 1
    assert Notice.objects.filter(user=None).count() == 1


def test_a_file_dropped_into_the_folder_is_taken_in(now, tmp_path):
    dropped = tmp_path / "sample.eml"
    dropped.write_bytes(letter().as_bytes())
    assert receive_mail(mailbox=MaildirBox(tmp_path), at=now) == {}
    os.utime(dropped, (0, 0))
    assert receive_mail(mailbox=MaildirBox(tmp_path), at=now) == {"case": 1}
    assert not list(tmp_path.glob("*.eml"))


def test_the_address_is_sealed_anew_with_the_first_key(now, settings):
    case = take(letter(), now).case
    settings.IDENTITY_KEYS = ["new:bmV3a2V5bmV3a2V5bmV3a2V5bmV3a2V5bmV3a2V5MTI=", *settings.IDENTITY_KEYS]
    assert seal_anew() == 1
    identity = SealedIdentity.objects.get(pk=case.identity_id)
    assert identity.email_box.startswith("new:")
    assert open_email(identity) == "canary-sender@mail.example"


def test_the_sender_is_told_of_decisions_by_email(now):
    case = take(letter(), now).case
    notify_citizen(identity=case.identity, wording="citizen_closed", about="event:x", at=now)
    send_due_notices(at=now)
    assert mail.outbox[-1].to == ["canary-sender@mail.example"]
    assert case.number not in message_from_bytes(mail.outbox[-1].message().as_bytes()).as_string()
