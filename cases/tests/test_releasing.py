"""An answered matter is told to everybody only by two people, and never says who complained."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import EventName, Leak
from cases.models import PublicAnswer
from cases.selectors.leaks import hide_marked, leaks_in, mark_all
from cases.services import (
    MoveRefused,
    PublicText,
    TextLeaks,
    decide_on_public_answer,
    watch_clocks,
    withdraw_public_answer,
    write_public_answer,
)
from cases.services.receive import AccusedEntry
from cases.tests.factories import ANSWER, make_case, unit, walk
from common.tests.browsing import browse_as
from notices.models import Notice

pytestmark = pytest.mark.django_db
CLEAN = PublicText(
    title="广州市 · 征地补偿款的发放",
    matter="有群众反映某村征地后补偿款没有按时发放。",
    outcome="经核查情况属实，分户清册有误，已责成十日内更正并足额发放。依据粤国土资〔2013〕12号文。",
)


@pytest.fixture
def closed(now, city_clerk, county_handler, city_inspector):
    """A closed case of a named citizen that accuses somebody in words."""
    entry = AccusedEntry(unit=unit("440106-housing"), person_text="陈大文")
    case = make_case(
        at=now, name="李秀英", phone="13800138000", place_text="棠下街道上社村口", accused=[entry]
    )
    return answer_and_close(case, now, city_clerk, county_handler, city_inspector)


def answer_and_close(case, now, clerk, handler, inspector):
    steps = [("assign", clerk), ("sign_for", handler), ("answer", handler), ("close", inspector)]
    return walk(case, steps, at=now, unit=unit("440106-land"))


@pytest.fixture
def written(closed, city_inspector, now):
    return write_public_answer(case_id=closed.pk, text=CLEAN, actor=city_inspector, at=now)


def release(answer, actor, now):
    return decide_on_public_answer(
        answer_id=answer.pk, decision="granted", note="可以公开", actor=actor, at=now
    )


def test_one_writes_another_releases_and_everybody_reads(written, commission_leader, now, citizen):
    assert citizen.get(f"/answered/{written.slug}/").status_code == 404
    release(written, commission_leader, now)
    page = citizen.get(f"/answered/{written.slug}/").content.decode()
    assert CLEAN.outcome in page
    assert written.case.number not in page
    assert str(written.case.responsible) not in page
    assert CLEAN.title in citizen.get("/answered/").content.decode()


def test_the_leader_hears_that_a_text_waits_and_the_writer_that_it_is_decided(
    commission_leader, written, city_inspector, now
):
    assert Notice.objects.filter(user=commission_leader, wording="release_asked").exists()
    assert not Notice.objects.filter(user=city_inspector, wording="release_asked").exists()
    release(written, commission_leader, now)
    assert Notice.objects.filter(user=city_inspector, wording="release_decided").exists()


def test_nobody_releases_what_he_wrote_himself(closed, commission_leader, now):
    answer = write_public_answer(case_id=closed.pk, text=CLEAN, actor=commission_leader, at=now)
    with pytest.raises(MoveRefused) as refusal:
        release(answer, commission_leader, now)
    assert refusal.value.reasons == ("not_your_move",)
    answer.decision, answer.decided_by, answer.decided_at = "granted", commission_leader, now
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save()


def test_an_inspector_and_a_unit_release_nothing(written, county_leader, city_clerk, now):
    other = make_user("second_inspector", Role.INSPECTOR, "440100-commission")
    with pytest.raises(MoveRefused):
        release(written, other, now)
    for user in (county_leader, city_clerk):
        assert browse_as(user).get(f"/staff/cases/{written.case_id}/public/").status_code == 404
        with pytest.raises(MoveRefused):
            write_public_answer(case_id=written.case_id, text=CLEAN, actor=user, at=now)


def test_an_open_case_is_not_told(now, city_clerk, county_handler, city_inspector):
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    case = walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))
    with pytest.raises(MoveRefused) as refusal:
        write_public_answer(case_id=case.pk, text=CLEAN, actor=city_inspector, at=now)
    assert refusal.value.reasons == ("not_closed",)


def test_there_is_one_text_at_a_time_and_a_refused_one_makes_room(
    written, city_inspector, commission_leader, now
):
    with pytest.raises(MoveRefused) as refusal:
        write_public_answer(case_id=written.case_id, text=CLEAN, actor=city_inspector, at=now)
    assert refusal.value.reasons == ("released_already",)
    decide_on_public_answer(
        answer_id=written.pk, decision="refused", note="太细", actor=commission_leader, at=now
    )
    write_public_answer(case_id=written.case_id, text=CLEAN, actor=city_inspector, at=now)


def test_withdrawing_leaves_a_page_that_says_so_and_no_word_of_the_text(
    written, city_inspector, commission_leader, now, citizen
):
    release(written, commission_leader, now)
    withdraw_public_answer(answer_id=written.pk, note="当事人要求", actor=city_inspector, at=now)
    page = citizen.get(f"/answered/{written.slug}/")
    assert page.status_code == 410
    assert CLEAN.matter not in page.content.decode()
    assert "当事人要求" not in page.content.decode()
    assert "2026" in page.content.decode()
    assert CLEAN.title not in citizen.get("/answered/").content.decode()


def test_what_was_decided_on_is_not_rewritten_or_deleted(written, commission_leader, now):
    release(written, commission_leader, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicAnswer.objects.filter(pk=written.pk).update(outcome="别的")
    with pytest.raises(Exception, match="delete"), transaction.atomic():
        PublicAnswer.objects.filter(pk=written.pk).delete()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("联系电话13800138000", Leak.PHONE),
        ("电话 138-0013-8000", Leak.PHONE),
        ("电话１３９００１３９０００", Leak.PHONE),
        ("电话一三九〇〇一三九〇〇〇", Leak.PHONE),
        ("座机020-87654321", Leak.PHONE),
        ("身份证440106197001011234", Leak.ID_NUMBER),
        ("44010619700101123X", Leak.ID_NUMBER),
        ("案件2026-0000123", Leak.CASE_NUMBER),
        ("凭证1234 5678 9012 3456", Leak.RECEIPT),
        ("工号12345678", Leak.LONG_NUMBER),
        ("来信someone@example.com", Leak.MAIL),
        ("微信号：lixiuying88", Leak.MAIL),
        ("粤A12345的车", Leak.PLATE),
        ("中山大道12号", Leak.ADDRESS),
        ("上社大街三号", Leak.ADDRESS),
        ("5栋302室", Leak.ADDRESS),
        ("群众李秀英反映", Leak.NAME),
        ("群众李 秀 英反映", Leak.NAME),
        ("陈大文收了钱", Leak.NAME),
        ("補償款一直沒有發到農戶手裏，多次", Leak.OWN_WORDS),
        ("在棠下街道上社村口", Leak.ADDRESS),
    ],
)
def test_the_check_finds_what_must_not_be_public(closed, words, kind):
    closed.answer.result = "explain"
    (found,) = leaks_in(words, case=closed)
    assert found.kind == kind


@pytest.mark.parametrize(
    "words",
    [
        CLEAN.outcome,
        "共1250000元，2013年11月20日到账，二〇一三年十一月二十号发放。",
        "《土地管理法》第四十七条，涉及12户、3500平方米。",
        "责成5日内整改，回访满意率98.5%。",
    ],
)
def test_the_check_lets_ordinary_sentences_pass(closed, words):
    assert leaks_in(words, case=closed) == []


def test_the_accused_may_be_named_when_the_complaint_is_right(closed):
    assert closed.answer.result == "support"
    assert leaks_in("陈大文受到处分", case=closed) == []


def test_a_leak_is_refused_and_the_trail_keeps_how_many_but_not_what(closed, city_inspector, now):
    text = PublicText(CLEAN.title, CLEAN.matter, "已答复李秀英，电话13800138000。")
    with pytest.raises(TextLeaks) as refusal:
        write_public_answer(case_id=closed.pk, text=text, actor=city_inspector, at=now)
    assert list(refusal.value.found) == ["outcome"]
    event = closed.events.get(name=EventName.RELEASE_CHECKED)
    assert event.details == {"found": {"name": 1, "phone": 1}}
    assert "李秀英" not in str(vars(event))


def test_a_text_is_checked_again_before_it_goes_out(written, commission_leader, now):
    written.case.accused.create(person_text="责成")  # named after the text was written
    written.case.answers.update(result="explain")
    with pytest.raises(TextLeaks):
        release(written, commission_leader, now)


def test_what_is_marked_is_hidden_before_it_is_kept(closed, city_inspector, now):
    text = PublicText(CLEAN.title, CLEAN.matter, "已答复[[李秀英]]。")
    answer = write_public_answer(case_id=closed.pk, text=text, actor=city_inspector, at=now)
    assert answer.outcome == "已答复×××。"


def test_marking_everything_that_was_found_makes_a_text_clean(closed):
    words = "李秀英（13800138000）住中山大道12号5栋。"
    hidden = hide_marked(mark_all(words, leaks_in(words, case=closed)))
    assert leaks_in(hidden, case=closed) == []
    assert "李秀英" not in hidden


def test_the_page_begins_with_the_answer_shows_the_places_and_marks_them(closed, city_inspector):
    desk, address = browse_as(city_inspector), f"/staff/cases/{closed.pk}/public/"
    page = desk.get(address).content.decode()
    assert ANSWER["opinion"] in page
    assert closed.story not in page
    leaking = {"title": "题目", "matter": "有群众反映", "outcome": "已答复李秀英。"}
    assert "<mark>李秀英</mark>" in desk.post(address, leaking).content.decode()
    assert "[[李秀英]]" in desk.post(address, leaking | {"hide": "1"}).content.decode()
    assert not PublicAnswer.objects.exists()


def test_the_pages_of_the_commission_lead_through_writing_releasing_and_withdrawing(
    closed, city_inspector, commission_leader
):
    address = f"/staff/cases/{closed.pk}/public/"
    browse_as(city_inspector).post(address, vars(CLEAN))
    answer = PublicAnswer.objects.get()
    browse_as(city_inspector).post(address, {"decision": "granted", "note": "好"})
    assert PublicAnswer.objects.get().waits
    browse_as(commission_leader).post(address, {"decision": "granted", "note": "好"})
    assert PublicAnswer.objects.get().is_released
    browse_as(city_inspector).post(address, {"note": "有误"})
    assert Client().get(f"/answered/{answer.slug}/").status_code == 410


def test_the_unit_that_has_the_case_learns_nothing_of_the_text_from_the_trail(written, county_handler):
    page = browse_as(county_handler).get(f"/staff/cases/{written.case_id}/").content.decode()
    assert "公众" not in page


def test_a_text_is_decided_on_within_twenty_working_days_beside_a_closed_case(
    written, closed, commission_leader, now
):
    clock = closed.clocks.get(name="disclose")
    assert (clock.started_at, clock.due_on) == (now, date(2026, 12, 21))
    closed.refresh_from_db(fields=["due_at"])
    assert closed.due_at is None
    watch_clocks(at=clock.due_at)
    assert Notice.objects.filter(user=commission_leader, wording="clock_yellow").exists()
    release(written, commission_leader, now)
    assert not closed.clocks.filter(stopped_at=None).exists()
