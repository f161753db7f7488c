"""The words of notices in the console: checked, tried, changed from a day on, and put back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.db.utils import InternalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from notices.channels import MemorySms
from notices.choices import BLANKS, Channel, Wording
from notices.models import Notice, Template
from notices.rules import OPTIONAL_BLANKS, TO_CITIZENS, blanks_for, blanks_in, text_parts
from notices.selectors import built_in, with_words
from notices.services import notify_users, send_due_notices, write_template

pytestmark = pytest.mark.django_db
LIST = "admin:notices_template_changelist"


@pytest.fixture
def keeper(system_admin) -> Client:
    """The system administrator's browser, in English."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(system_admin)
    return client


def page(wording="case_assigned", channel="sms", language="zh-hans") -> str:
    return f"{reverse('admin:notices_template_words', args=[wording])}?channel={channel}&language={language}"


def send(client, do="save", text="案件{number}请于{date}前签收。", address="", **fields):
    return client.post(address or page(), {"do": do, "text": text} | fields)


def tell(user, *, at, about="event:1", channels=(Channel.SMS,)):
    notify_users(
        users=[user],
        wording="case_assigned",
        context={"number": "2026-0000001", "unit": "国土局", "date": "2026-11-30"},
        path="/staff/cases/1/",
        about=about,
        at=at,
        channels=channels,
    )


def test_changed_words_hold_for_what_is_told_from_then_on_and_the_rest_keeps_its_own(keeper, county_handler):
    county_handler.phone = "13800138000"
    county_handler.save()
    MemorySms.sent.clear()
    tell(county_handler, at=timezone.now(), about="before")
    assert send(keeper).status_code == 302
    tell(county_handler, at=timezone.now(), about="after")
    send_due_notices(at=timezone.now())
    before, after = (text for _, text in MemorySms.sent)
    assert after == "案件2026-0000001请于2026-11-30前签收。"
    assert before != after


def test_words_may_hold_from_a_later_day_on(keeper):
    tomorrow = timezone.localdate() + timedelta(days=1)
    send(keeper, valid_on=tomorrow.isoformat())
    notice = Notice(wording="case_assigned", channel="sms", created_at=timezone.now())
    later = Notice(wording="case_assigned", channel="sms", created_at=timezone.now() + timedelta(days=1))
    with translation.override("zh-hans"):
        with_words([notice, later])
    assert (notice.words, later.words) == ("", "案件{number}请于{date}前签收。")
    assert "The past" in send(keeper, valid_on="2014-01-01").content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("案件{number}请于{date}前签收。{name}", "This blank is never filled here: {name}"),
        ("案件{number}请签收。", "This blank is missing: {date}"),
        ("案件{number.__class__}{date}", "A brace is left open"),
        ("案件{number!r}{date}", "A brace is left open"),
        ("案件{number}{date", "A brace is left open"),
        ("案件{}{date}", "A brace is left open"),
    ],
)
def test_a_blank_that_is_unknown_or_missing_or_more_than_a_name_is_refused_beside_the_field(
    keeper, text, said
):
    answer = send(keeper, text=text)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Template.objects.exists()


def test_a_citizen_is_told_nothing_of_the_case_whatever_an_administrator_writes(keeper):
    for blank in BLANKS:
        answer = send(keeper, text=f"您好{{{blank}}}", address=page("citizen_closed"))
        assert "This blank is never filled here" in answer.content.decode()
    assert not Template.objects.exists()


def test_no_blank_can_name_a_citizen_and_every_built_in_one_is_explained():
    of_alarms = {"fault", "place"}
    told = {"number", "unit", "date", "code", "link", "files", "count", "words", "act"}
    assert set(BLANKS) - of_alarms == told
    for wording in Wording:
        known, needed = blanks_for(built_in(wording, "en"))
        assert known <= set(BLANKS)
        assert known - needed <= OPTIONAL_BLANKS
        if wording.startswith("citizen_") and wording in TO_CITIZENS:
            assert known == set()
    assert Wording.CITIZEN_WROTE not in TO_CITIZENS


def test_a_preview_shows_three_languages_and_how_many_parts_and_changes_nothing(keeper):
    shown = send(keeper, do="preview", text="案件{number}请于{date}前签收。" + "一" * 60).content.decode()
    assert "a message of 2 parts" in shown
    for language in ("zh-hans", "zh-hant", "en"):
        assert f'lang="{language}"' in shown
    assert not Template.objects.exists()
    assert not Notice.objects.exists()


def test_a_test_goes_to_the_administrator_alone_through_the_outbox(keeper, system_admin):
    answer = send(keeper, do="test", address=page(channel="email"))
    assert "The test is on its way to you." in answer.content.decode()
    mail.outbox.clear()
    send_due_notices(at=timezone.now())
    [letter] = mail.outbox
    assert letter.to == [system_admin.email]
    assert "案件2026-0000123请于" in letter.body
    assert "You have no address" in send(keeper, do="test").content.decode()


def test_the_built_in_words_come_back_and_the_history_names_everybody(keeper, system_admin):
    send(keeper)
    assert send(keeper, do="reset").status_code == 302
    assert [row.text for row in Template.objects.order_by("pk")] == ["案件{number}请于{date}前签收。", ""]
    history = keeper.get(page()).content.decode()
    assert str(system_admin) in history
    notice = Notice(wording="case_assigned", channel="sms", created_at=timezone.now())
    with_words([notice])
    assert notice.words == ""


def test_a_version_is_never_rewritten(system_admin):
    now = timezone.now()
    row = write_template(
        wording="case_closed",
        language="en",
        channel="sms",
        text="x",
        valid_from=now,
        actor=system_admin,
        at=now,
    )
    with pytest.raises(InternalError), transaction.atomic():
        Template.objects.filter(pk=row.pk).update(text="y")
    with pytest.raises(InternalError), transaction.atomic():
        row.delete()


def test_inspectors_read_the_words_and_only_administrators_change_them(province_inspector):
    client = Client()
    client.force_login(province_inspector)
    assert client.get(reverse(LIST)).status_code == 200
    assert client.get(page()).status_code == 200
    assert send(client).status_code == 403
    assert client.get(reverse("admin:notices_template_words", args=["test"])).status_code == 404


def test_the_list_reads_all_words_at_once(keeper, django_assert_max_num_queries):
    send(keeper)
    with django_assert_max_num_queries(6):
        assert "built-in" in keeper.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("一" * 70, [70]),
        ("一" * 71, [67, 4]),
        ("a" * 135, [67, 67, 1]),
        # An emoji takes two units.
        ("一" * 66 + "😀" + "一" * 10, [66, 12]),
    ],
)
def test_a_text_message_is_cut_by_its_units_and_never_through_an_emoji(text, units):
    parts = text_parts(text)
    assert [len(part.encode("utf-16-be")) // 2 for part in parts] == units
    assert "".join(parts) == text


def test_blanks_are_found_by_name():
    assert blanks_in("{number} {{x}} {date}") == {"number", "date"}
