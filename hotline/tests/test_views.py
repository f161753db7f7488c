"""The pages: whoever holds the line works at the desk, the host reads what was cleared, everybody reads what became of it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.choices import Role
from accounts.tests.factories import make_user
from audit.models import Reading
from cases.models import Case
from cases.services import move_case
from cases.tests.factories import FOUND_NOTHING, walk
from common.tests.browsing import browse_as, main_of, words_of
from hotline.models import Edition, EditionLine, Guidance, GuidanceReceipt, Question, Session
from hotline.selectors.desk import promise_days
from hotline.selectors.overview import coverage, four_counts, levels, sessions_of
from hotline.services import (
    GuidanceRefused,
    SessionRefused,
    add_update,
    clear_question,
    confirm_guidance,
    draft_due_editions,
    move_question,
    move_session,
    publish_edition,
    send_guidance,
    write_guidance,
)
from hotline.tests.factories import ask, confirm, first_leader, housing_head, make_on_air, make_session, put
from notices.models import Notice

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECRET = "陈小明"


@pytest.fixture
def today():
    """A moment of the running day, as the pages look at the wall clock."""
    return timezone.now()


@pytest.fixture
def live(today, city_inspector):
    return make_on_air(city_inspector, at=today)


def url(name, *args) -> str:
    return reverse(f"hotline:{name}", args=args)


# --- the desk and the host's screen --------------------------------------------------------------------------------


def test_the_operator_takes_a_call_clears_it_and_the_host_reads_it_out(live, city_clerk):
    browser = browse_as(city_clerk)
    call = {
        "act": "add",
        "ask-text": f"我叫{SECRET}，申请半年没有回音。",
        "ask-outlet": "radio",
        "ask-lane": "phone",
    }
    call |= {"ask-place": "440106", "ask-name": SECRET, "ask-phone": "13800138000"}
    taken = browser.post(url("desk", live.pk), call).content.decode()
    question = Question.objects.get()
    address = url("question", question.pk)
    assert address in taken
    for said in (taken, browser.get(address).content.decode()):
        assert question.case.number in said
        assert "13800138000" not in said
    assert Reading.objects.filter(case_id=question.case_id, item="hotline").exists()
    leaking = browser.post(address, {"act": "clear", "air_text": f"{SECRET}问"})
    assert leaking.status_code == 409
    browser.post(address, {"act": "clear", "air_text": "申请半年没有回音，为什么？"})
    screen = browser.get(url("screen", live.pk))
    assert "申请半年没有回音，为什么？" in words_of(screen)
    browser.post(url("screen", live.pk))
    assert Question.objects.get().stage == "asked"
    for page in (browser.get(url("screen", live.pk)), browse_as().get(url("public-session", live.pk))):
        said = words_of(page)
        assert "申请半年没有回音，为什么？" in said
        assert SECRET not in said
        assert "13800138000" not in said
        assert question.case.number not in said


def test_answered_and_promised_from_the_desk_with_what_was_typed_kept_when_refused(live, city_clerk, today):
    question = put(ask(live, city_clerk, at=today), city_clerk, at=today)
    browser, address = browse_as(city_clerk), url("question", question.pk)
    refused = browser.post(address, {"act": "promise", "text": "", "due": ""})
    assert refused.status_code == 409
    day = promise_days(today=timezone.localdate())[0][0]
    answer = browser.post(address, {"act": "promise", "text": "两个工作日内答复", "due": day.isoformat()})
    assert answer.url == url("desk", live.pk)
    assert Question.objects.get().promise_on == day
    assert "两个工作日内答复" in words_of(browse_as().get(url("public-session", live.pk)))


def test_the_unit_on_the_line_sees_the_session_and_not_its_questions(live, city_clerk, today):
    ask(live, city_clerk, at=today, text="问题只给直播台看")
    head = browse_as(housing_head())
    assert live.topic in main_of(head.get(url("session", live.pk)))
    for name in ("desk", "screen"):
        assert head.get(url(name, live.pk)).status_code == 404
    assert head.get(url("question", Question.objects.get().pk)).status_code == 404
    assert "问题只给直播台看" not in words_of(browse_as().get(url("public-session", live.pk)))


def test_lines_of_an_outlet_and_updates_go_through_the_desk(live, city_clerk):
    browser = browse_as(city_clerk)
    browser.post(
        url("desk", live.pk), {"act": "import", "import-lines": "一\n二\n二", "import-outlet": "web"}
    )
    assert Question.objects.count() == 2
    assert (
        browser.post(url("desk", live.pk), {"act": "update", "update-text": "请打13800138000"}).status_code
        == 409
    )
    browser.post(url("desk", live.pk), {"act": "update", "update-text": "线路繁忙，请稍后再拨。"})
    assert "线路繁忙" in words_of(browse_as().get(url("public-session", live.pk)))


def test_the_keys_of_the_desk_press_one_button_each(live, city_clerk, today):
    question = ask(live, city_clerk, at=today)
    clear_question(question_id=question.pk, air_text="可以播出", actor=city_clerk)
    page = browse_as(city_clerk).get(url("question", question.pk)).content.decode()
    keys = re.findall(r'data-key="(\w)"', page)
    assert sorted(keys) == sorted(set(keys))
    assert {"p", "f", "t"} <= set(keys)


# --- planning by the pages -----------------------------------------------------------------------------------------


def test_the_office_plans_the_unit_reports_and_everybody_reads_the_schedule(city_inspector, today):
    browser, begins = browse_as(city_inspector), timezone.localtime(today) + 14 * DAY
    head, public = housing_head(), browse_as()
    form = {"organiser": city_inspector.duties.get().unit_id, "unit": head.duties.get().unit_id}
    form |= {"sector": "1", "topic": "公租房", "day": f"{begins:%Y-%m-%d}", "time": "09:00", "minutes": "60"}
    form["sector"] = coverage([])[0].sector.pk
    shown = browser.post(url("session-add"), form).context["form"].errors
    assert list(shown) == ["outlets"]
    assert "at least one outlet" in shown["outlets"][0]
    past = browser.post(url("session-add"), form | {"day": "2013-12-01", "outlets": ["radio"]})
    assert list(past.context["form"].errors) == ["day"]
    browser.post(url("session-add"), form | {"outlets": ["radio", "press"]})
    session = Session.objects.get()
    assert browse_as().get(url("public-session", session.pk)).status_code == 404
    offered = browse_as(head).get(url("guest", session.pk)).context["form"].initial
    assert offered["name"] == first_leader(session, on=today.date())
    assert offered["rank"] == "first"
    guest = {"name": "李副局", "post": "副局长", "rank": "deputy", "reason": "局长出国"}
    browse_as(head).post(url("guest", session.pk), guest)
    leader = make_user("city_leader", Role.COMMISSION_LEADER, "440100-commission")
    decision = {"decision": "granted", "note": "同意"}
    browse_as(leader).post(url("session", session.pk), decision)
    browse_as(head).post(url("session", session.pk), {"step": "facts", "note": "齐"})
    browser.post(url("session-move", session.pk, "confirm"))
    assert "公租房" in words_of(public.get(url("public-sessions")))
    assert "公租房" in words_of(
        public.get(url("public-sessions"), {"view": "month", "day": f"{begins:%Y-%m-%d}"})
    )
    assert "公租房" in public.get(url("public-calendar")).content.decode().replace("\r\n ", "")
    assert "on=hotline" in public.get(url("public-session", session.pk)).content.decode()
    form = public.get(f"{reverse('complaints:complaint-create')}?on=hotline:{session.pk}").content.decode()
    assert f'value="hotline:{session.pk}"' in form


# --- a week later --------------------------------------------------------------------------------------------------


def promised(live, operator, *, at):
    question = put(ask(live, operator, at=at), operator, at=at)
    day = promise_days(today=timezone.localdate(at))[0][0]
    return move_question(
        question_id=question.pk, move="promise", actor=operator, at=at, text="两天内办好", due_on=day
    )


def test_the_feedback_edition_is_drafted_once_under_two_beats_and_published(now, city_inspector, city_clerk):
    live = make_on_air(city_inspector, at=now)
    kept, open_one = promised(live, city_clerk, at=now), promised(live, city_clerk, at=now)
    ended = move_session(session_id=live.pk, move="end", actor=city_inspector, at=now + HOUR).ended_at
    assert draft_due_editions(at=ended + 7 * DAY - HOUR) == 0
    assert [draft_due_editions(at=ended + 7 * DAY) for _beat in range(2)] == [1, 0]
    assert Notice.objects.filter(user=city_inspector, wording="edition_drafted").count() >= 1
    head = housing_head()
    walk(kept.case, [("sign_for", head), ("answer", head)], at=now + HOUR)
    case = Case.objects.get(pk=kept.case_id)
    move_case(case_id=case.pk, move="close", actor=city_inspector, at=now + 2 * HOUR, details=FOUND_NOTHING)
    publish = {"session_id": live.pk, "actor": city_inspector, "at": now + 8 * DAY}
    with pytest.raises(SessionRefused, match="leaks"):
        publish_edition(text="请致电13800138000", **publish)
    with pytest.raises(SessionRefused, match="not_your_move"):
        publish_edition(text="反馈", **publish | {"actor": city_clerk})
    text = Edition.objects.get().text
    assert live.unit.name in text
    assert "2" in text
    publish_edition(text=text, **publish)
    states = dict(EditionLine.objects.values_list("question", "state"))
    assert states == {kept.pk: "done", open_one.pk: "late"}
    with pytest.raises(SessionRefused, match="published_already"):
        publish_edition(text=text, **publish)
    page = words_of(browse_as(language="zh-hans").get(url("public-session", live.pk)))
    assert "已办结并核实" in page
    assert text in page
    assert case.number not in page


def test_of_a_case_that_was_handed_up_nothing_stands_on_the_public_pages(live, city_clerk, today):
    question = put(ask(live, city_clerk, at=today), city_clerk, at=today)
    Case.objects.filter(pk=question.case_id).update(handed_up_from="city")
    assert question.air_text not in words_of(browse_as().get(url("public-session", live.pk)))
    assert not Question.objects.visible_to(city_clerk).exists()


# --- the programme as a whole --------------------------------------------------------------------------------------


def test_city_sessions_add_up_in_the_provinces_counts(now, city_inspector, city_clerk, province_inspector):
    live = make_on_air(city_inspector, at=now)
    ask(live, city_clerk, at=now), ask(live, city_clerk, at=now, outlet="web")
    promised(live, city_clerk, at=now)
    make_session(city_inspector, at=now)
    days = (now - 20 * DAY).date(), (now + 20 * DAY).date()
    found = sessions_of(province_inspector, *days)
    with override("en"):
        counts = four_counts(found)
    assert (counts.units, counts.sessions, counts.topics, counts.broadcasts) == (1, 1, 1, 2)
    assert (counts.questions, counts.first_leader_share) == (3, 100)
    assert dict(counts.outlets)["Radio"] == 2
    assert [(line.level, line.sessions, line.promises) for line in levels(found)] == [
        ("province", 0, 0),
        ("city", 1, 1),
        ("county", 0, 0),
    ]
    covered = [line for line in coverage(found) if line.is_covered]
    assert [(line.aired, line.planned, line.questions) for line in covered] == [(1, 1, 3)]
    page = browse_as(province_inspector).get(url("overview"), {"day": f"{now:%Y-%m-%d}"})
    assert "1/8" in main_of(page)
    other = make_user("shenzhen", Role.INSPECTOR, "440300-commission")
    assert sessions_of(other, *days) == []


def test_an_update_is_written_only_while_there_is_something_to_tell(now, city_inspector, city_clerk):
    session = make_session(city_inspector, at=now)
    confirm(session, city_inspector, at=now)
    with pytest.raises(SessionRefused, match="wrong_stage"):
        add_update(session_id=session.pk, text="开始", actor=city_clerk, at=now)


# --- the guidance --------------------------------------------------------------------------------------------------


def test_the_guidance_reaches_21_cities_which_read_and_confirm_it(now, province_inspector, city_inspector):
    leader = make_user("province_leader", Role.COMMISSION_LEADER, "440000-commission")
    draft = write_guidance(title="工作意见", text="一、", actor=leader, at=now)
    with pytest.raises(GuidanceRefused, match="own_request"):
        send_guidance(guidance_id=draft.pk, actor=leader, at=now)
    with pytest.raises(GuidanceRefused, match="draft_open"):
        write_guidance(title="又一稿", text="二、", actor=province_inspector, at=now)
    write_guidance(guidance_id=draft.pk, title="工作意见", text="一、二、", actor=province_inspector, at=now)
    with pytest.raises(GuidanceRefused, match="not_your_move"):
        write_guidance(title="市里的", text="一、", actor=city_inspector, at=now)
    guidance = send_guidance(guidance_id=draft.pk, actor=leader, at=now)
    assert GuidanceReceipt.objects.filter(guidance=guidance).count() == 21
    assert Notice.objects.filter(user=city_inspector, wording="guidance_sent").exists()
    with pytest.raises(GuidanceRefused, match="sent_already"):
        write_guidance(guidance_id=draft.pk, title="改", text="改", actor=leader, at=now)
    mine = GuidanceReceipt.objects.get(unit__code="440100-commission")
    with pytest.raises(GuidanceRefused, match="not_read"):
        confirm_guidance(receipt_id=mine.pk, step="confirmed", actor=city_inspector, at=now)
    browser, address = browse_as(city_inspector), url("guidance", guidance.pk)
    for step in ("read", "confirmed"):
        browser.post(address, {"act": step, "receipt": mine.pk})
    assert "1/21" in main_of(browser.get(address))
    theirs = GuidanceReceipt.objects.get(unit__code="440300-commission")
    with pytest.raises(GuidanceRefused, match="not_your_move"):
        confirm_guidance(receipt_id=theirs.pk, step="read", actor=city_inspector, at=now)
    following = write_guidance(title="工作意见", text="三、", actor=province_inspector, at=now)
    assert (following.number, Guidance.objects.filter(sent_at=None).count()) == (2, 1)
    assert browser.get(url("guidance", following.pk)).status_code == 404
