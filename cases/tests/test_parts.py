"""A co-handler sees its own part and nothing more; the responsible unit asks, reads, and sends back (M56)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.tests.factories import make_user
from cases.choices import MessageKind, Party
from cases.models import Case, Part
from cases.rules import first_reminder
from cases.selectors.parts import usual_due_day
from cases.selectors.queue import waiting_for
from cases.services import (
    MoveRefused,
    add_evidence,
    move_case,
    name_accused,
    watch_parts,
    write_as_citizen,
    write_note,
    write_to_citizen,
)
from cases.tests.factories import STORY, make_case, unit, walk
from common.numbering import CHINA
from common.tests.browsing import browse_as, main_of, words_of
from common.workdays import WorkCalendar
from files.tests.factories import kept
from notices.models import Notice

pytestmark = pytest.mark.django_db
TASK = "请核对二〇一三年的用水检测记录。"
REPLY = "征地公告贴在村委会门口。"
OTHERS_TASK = "请核对规划许可。"


@pytest.fixture
def at():
    """Yesterday, so that nothing is late."""
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def helper(db):
    """Handles cases for the environment bureau of Tianhe, which helps."""
    return make_user("helper", "handler", "440106-environment")


@pytest.fixture
def other_helper(db):
    """Handles cases for the health bureau of Tianhe, which helps as well."""
    return make_user("other_helper", "handler", "440106-health")


@pytest.fixture
def case(at, city_clerk, county_handler):
    """The land bureau handles it, two others help; the citizen has written and left his name."""
    helping = [unit("440106-environment"), unit("440106-health")]
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = make_case(at=at, name="林秀英", phone="13800138000")
    return walk(case, steps, at=at, unit=unit("440106-land"), co_handlers=helping)


def ask(case, actor, *, at, code="440106-environment", task=TASK, **shows):
    details = {"unit": unit(code), "due_on": usual_due_day(case, at=at), **shows}
    return move_case(case_id=case.pk, move="ask_part", actor=actor, at=at, note=task, details=details)


def hand_in(case, actor, *, at, text="检测合格。"):
    return move_case(case_id=case.pk, move="contribute", actor=actor, at=at, note=text)


def told(wording):
    return set(Notice.objects.filter(wording=wording).values_list("user__username", flat=True))


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def test_a_part_is_asked_handed_in_sent_back_and_handed_in_again_through_the_pages(
    case, county_handler, helper, other_helper
):
    home, page = f"/staff/cases/{case.pk}/", browse_as(county_handler)
    assert "Nothing was asked of this unit yet." in words_of(page.get(f"{home}parts/"))
    due_on = (timezone.localdate() + timedelta(days=12)).isoformat()
    task = {"unit": unit("440106-environment").pk, "note": TASK, "due_on": due_on}
    page.post(f"{home}moves/ask_part/", task)
    assert told("part_asked") == {"helper"}
    mine = browse_as(helper)
    assert TASK in main_of(mine.get(home))
    assert case.number in main_of(mine.get("/staff/cases/"))
    assert TASK in main_of(mine.get(f"{home}moves/contribute/"))
    mine.post(f"{home}moves/contribute/", {"note": "检测合格。"})
    assert "检测合格。" in main_of(page.get(f"{home}parts/"))
    assert "Part added by" in main_of(page.get(home))
    page.post(f"{home}moves/return_part/", task | {"note": "请附检测报告文号。"})
    assert told("part_returned") == {"helper"}
    assert "请附检测报告文号。" in main_of(mine.get(home))
    mine.post(f"{home}moves/contribute/", {"note": "文号：穗环测〔2013〕8号。"})
    part = Part.objects.get()
    assert [one.text for one in part.contributions.all()] == ["检测合格。", "文号：穗环测〔2013〕8号。"]
    assert not part.is_open
    assert TASK not in main_of(browse_as(other_helper).get(home))


@pytest.mark.parametrize("shown", ["", "shows_story", "shows_messages", "shows_files"])
def test_of_the_case_a_co_handler_sees_what_its_task_shows_and_nothing_else(
    at, case, county_handler, helper, other_helper, shown
):
    write_to_citizen(case_id=case.pk, text="请问公告贴在哪里？", actor=county_handler, at=at)
    write_as_citizen(case_id=case.pk, text=REPLY, at=at)
    write_as_citizen(case_id=case.pk, text="有人威胁我。", at=at, kind=MessageKind.REVENGE)
    (row,) = add_evidence(case_id=case.pk, files=[kept("photo.jpg")], actor=Party.CITIZEN, at=at)
    write_note(case_id=case.pk, text="内部研判。", circle="unit", actor=county_handler, at=at)
    ask(case, county_handler, at=at, **({shown: True} if shown else {}))
    ask(case, county_handler, at=at, code="440106-health", task=OTHERS_TASK)
    hand_in(case, other_helper, at=at, text="规划许可齐全。")
    client, home = browse_as(helper), f"/staff/cases/{case.pk}/"
    words = main_of(client.get(home))
    assert TASK in words
    assert (STORY[20:] in words) == (shown == "shows_story")
    assert (REPLY in words) == (shown == "shows_messages")
    assert ("photo" in words) == (shown == "shows_files")
    for kept_away in ("内部研判。", OTHERS_TASK, "规划许可齐全。", "有人威胁我。", "林秀英", "Signed for"):
        assert kept_away not in words
    file = client.get(f"{home}files/{row.file_id}/").status_code
    assert file == (200 if shown == "shows_files" else 404)
    for page in ("parts/", "letter/", "identity/", "public/", "moves/close/", "moves/answer/", "templates/"):
        assert client.get(f"{home}{page}").status_code == 404, page
    assert client.post(f"{home}messages/", {"text": "你好"}).status_code == 404
    assert client.post(f"{home}moves/assign/", {"find_now": "1"}).status_code == 404


def test_a_co_handler_finds_its_case_by_the_number_and_not_by_words_of_the_story(at, case, helper):
    client = browse_as(helper)
    assert case.number in main_of(client.get(f"/staff/cases/?q={case.number}"))
    assert case.number not in main_of(client.get("/staff/cases/?q=补偿款&tab=all"))
    assert case.number not in main_of(client.get("/staff/cases/?q=补偿款&tab=waiting"))
    assert Case.objects.known_to(helper).exists()
    assert not Case.objects.visible_to(helper).exists()


def test_only_what_is_awaited_waits_for_a_co_handler(at, case, county_handler, helper):
    assert not waiting_for(fresh(helper), at=at).exists()
    ask(case, county_handler, at=at)
    assert waiting_for(fresh(helper), at=at).get() == case
    hand_in(case, helper, at=at)
    assert not waiting_for(fresh(helper), at=at).exists()


@pytest.mark.parametrize(
    ("refused", "move", "code", "days"),
    [
        ("not_a_helper", "ask_part", "440106-housing", 10),
        ("due_day_unfit", "ask_part", "440106-environment", 0),
        ("due_day_unfit", "ask_part", "440106-environment", 61),
        ("part_not_handed_in", "return_part", "440106-environment", 10),
    ],
)
def test_what_can_not_be_asked_is_refused(at, case, county_handler, refused, move, code, days):
    details = {"unit": unit(code), "due_on": timezone.localdate(at) + timedelta(days=days)}
    with pytest.raises(MoveRefused) as refusal:
        move_case(case_id=case.pk, move=move, actor=county_handler, at=at, note=TASK, details=details)
    assert refused in refusal.value.reasons


def test_a_unit_is_asked_for_one_part_at_a_time_and_hands_in_once(at, case, county_handler, helper):
    with pytest.raises(MoveRefused) as refusal:
        hand_in(case, helper, at=at)
    assert refusal.value.reasons == ("no_part_asked",)
    ask(case, county_handler, at=at)
    with pytest.raises(MoveRefused) as refusal:
        ask(case, county_handler, at=at)
    assert refusal.value.reasons == ("part_open",)
    hand_in(case, helper, at=at)
    with pytest.raises(MoveRefused):
        hand_in(case, helper, at=at)
    ask(case, county_handler, at=at, task="再请核对二〇一二年的。")
    assert Part.objects.count() == 2


def test_a_co_handler_that_comes_to_be_accused_loses_its_part_at_once(
    at, case, county_handler, city_clerk, helper
):
    ask(case, county_handler, at=at)
    name_accused(case_id=case.pk, actor=city_clerk, at=at, unit=unit("440106-environment"))
    assert browse_as(helper).get(f"/staff/cases/{case.pk}/").status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        Part.objects.create(
            case=case,
            unit=unit("440106-environment"),
            task=TASK,
            asked_by=county_handler,
            asked_for=unit("440106-land"),
            asked_at=at,
            due_on=at.date(),
        )


def test_what_was_asked_and_handed_in_can_neither_be_changed_nor_deleted(at, case, county_handler, helper):
    ask(case, county_handler, at=at)
    hand_in(case, helper, at=at)
    part = Part.objects.get()
    for spoil in (
        lambda: Part.objects.update(task="别的"),
        lambda: Part.objects.update(shows_messages=True),
        lambda: part.contributions.update(text="别的"),
        lambda: part.contributions.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_the_commission_and_the_desk_read_the_parts_and_a_steering_department_does_not(
    at, case, county_handler, city_clerk, city_inspector, province_lead
):
    ask(case, county_handler, at=at)
    address = f"/staff/cases/{case.pk}/parts/"
    for user in (county_handler, city_clerk, city_inspector):
        assert TASK in main_of(browse_as(user).get(address)), user
    assert browse_as(province_lead).get(address).status_code == 404


def remind(at):
    while watch_parts(at=at):
        pass


def noon(day):
    return datetime.combine(day, time(12), CHINA)


def test_a_co_handler_is_reminded_before_the_last_day_and_after_it_with_the_unit_that_asked(
    at, case, county_handler, helper, other_helper
):
    due_on = ask(case, county_handler, at=at) and Part.objects.get().due_on
    remind(at)
    assert told("part_due") == set()
    first = Part.objects.get().remind_on
    assert at.astimezone(CHINA).date() < first < due_on
    for _ in range(3):
        remind(noon(first))
    assert told("part_due") == {"helper"}
    remind(noon(due_on))
    assert told("part_late") == set()
    for days in (1, 2, 30):
        remind(noon(due_on + timedelta(days=days)))
    assert told("part_late") == {"helper", county_handler.username}
    assert Notice.objects.filter(wording="part_late", channel="in_app").count() == 2


def test_who_handed_in_its_part_is_not_reminded_and_who_got_it_back_is_reminded_anew(
    at, case, county_handler, helper
):
    ask(case, county_handler, at=at)
    hand_in(case, helper, at=at)
    late = noon(Part.objects.get().due_on + timedelta(days=5))
    remind(late)
    assert told("part_late") == set()
    details = {"unit": unit("440106-environment"), "due_on": usual_due_day(case, at=at)}
    move_case(
        case_id=case.pk, move="return_part", actor=county_handler, at=at, note="请补正。", details=details
    )
    remind(late)
    assert told("part_late") == {"helper", county_handler.username}


def test_nobody_is_reminded_of_a_part_once_the_case_is_answered(at, case, county_handler, helper):
    ask(case, county_handler, at=at)
    walk(case, [("answer", county_handler)], at=at)
    remind(noon(Part.objects.get().due_on + timedelta(days=1)))
    assert told("part_late") | told("part_due") == set()
    assert Part.objects.get().remind_on is None


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_remind_a_co_handler_once(at, case, county_handler, helper):
    ask(case, county_handler, at=at)
    late = noon(Part.objects.get().due_on + timedelta(days=1))

    def beat(_):
        try:
            return watch_parts(at=late)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(beat, range(8))) == 1
    assert Notice.objects.filter(wording="part_late", channel="in_app").count() == 2


@pytest.mark.parametrize(
    ("due_on", "first"),
    [
        (date(2014, 3, 6), date(2014, 3, 5)),
        (date(2014, 3, 10), date(2014, 3, 7)),
        (date(2014, 3, 4), date(2014, 3, 5)),
    ],
)
def test_the_first_reminder_comes_on_the_working_day_before_where_one_is_left(due_on, first):
    assert first_reminder(due_on, today=date(2014, 3, 3), calendar=WorkCalendar()) == first
