"""What a court or another procedure decides leaves the flow, with a written notice (M29, R7)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import activate, override

from cases.choices import EventName, Forum
from cases.models import Case, CaseEvent, Letter
from cases.selectors.letters import letter_of, sheet_of, usual_way_out
from cases.services import (
    MoveRefused,
    change_forum,
    move_case,
    take_withdrawal_back,
    withdraw_case,
)
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, words_of

pytestmark = pytest.mark.django_db
JUDGED = "法院一审判决我败诉，我对判决书不服，要求重新处理这件征地的事情。"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def mark(case, actor, *, at, forum=Forum.COURT, note="已由法院判决"):
    return change_forum(case_id=case.pk, forum=forum, actor=actor, at=at, note=note)


def divert(case, actor, *, at, forum=Forum.COURT, way_out="请向法院申请再审。"):
    details = {"reason": "litigation", "forum": forum, "way_out": way_out}
    return move_case(case_id=case.pk, move="decline", actor=actor, at=at, note="已判决", details=details)


def test_a_marked_case_does_not_enter_the_flow_of_sixty_days(now, city_clerk):
    case = mark(make_case(at=now), city_clerk, at=now)
    for move, details in (("accept", {}), ("assign", {"unit": unit("440106-land")})):
        with pytest.raises(MoveRefused) as refusal:
            move_case(case_id=case.pk, move=move, actor=city_clerk, at=now, details=details)
        assert refusal.value.reasons == ("belongs_elsewhere",)
    assert set(case.clocks.values_list("name", flat=True)) == {"triage"}


def test_the_mark_comes_off_with_a_reason_and_the_case_goes_its_way(now, city_clerk):
    case = mark(make_case(at=now), city_clerk, at=now)
    with pytest.raises(MoveRefused):
        mark(case, city_clerk, at=now, forum="", note=" ")
    mark(case, city_clerk, at=now, forum="", note="反映的是法官的作风问题")
    assert walk(case, [("accept", city_clerk)], at=now).stage == "accepted"
    events = CaseEvent.objects.filter(case=case, name=EventName.FORUM_CHANGED).order_by("pk")
    assert [(event.details["forum"], event.note) for event in events] == [
        ("court", "已由法院判决"),
        ("", "反映的是法官的作风问题"),
    ]


def test_only_desk_and_commission_mark_and_only_before_it_is_accepted(now, city_clerk, city_inspector):
    case = make_case(at=now)
    mark(case, city_inspector, at=now)
    mark(case, city_inspector, at=now, forum="")
    walk(case, [("accept", city_clerk)], at=now)
    with pytest.raises(MoveRefused):
        mark(case, city_clerk, at=now)


def test_a_case_that_others_wait_for_is_not_marked(now, city_clerk):
    leading, other = make_case(at=now), make_case(at=now)
    move_case(case_id=other.pk, move="join", actor=city_clerk, at=now, details={"leading": leading})
    with pytest.raises(MoveRefused) as refusal:
        mark(leading, city_clerk, at=now)
    assert refusal.value.reasons == ("leads_others",)


def test_the_database_itself_starts_no_time_to_conclude_and_no_handling(now, city_clerk):
    case = mark(make_case(at=now), city_clerk, at=now)
    steps = (
        ("UPDATE cases_case SET stage = 'accepted' WHERE id = %s", "case_with_forum_not_handled"),
        ("UPDATE cases_caseclock SET name = 'conclude' WHERE case_id = %s", "belongs to another procedure"),
    )
    for statement, complaint in steps:
        with (
            pytest.raises(IntegrityError, match=complaint),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [case.pk])


def test_a_matter_of_another_procedure_names_its_organ(now, city_clerk):
    with pytest.raises(MoveRefused) as refusal:
        divert(make_case(at=now), city_clerk, at=now, forum="")
    assert refusal.value.reasons == ("forum_missing",)


def test_whoever_takes_it_up_again_takes_the_mark_off(now, city_clerk, city_inspector):
    case = divert(make_case(at=now), city_clerk, at=now)
    assert (case.forum, case.decline_reason) == ("court", "litigation")
    case = walk(case, [("reconsider", city_inspector), ("accept", city_clerk)], at=now)
    assert (case.forum, case.decline_reason) == ("", "")


def test_every_refusal_writes_a_numbered_letter_that_nobody_changes(now, city_clerk):
    cases = [divert(make_case(at=now), city_clerk, at=now)]
    cases.append(walk(make_case(at=now), [("decline", city_clerk)], at=now))
    letters = [letter_of(case) for case in cases]
    assert letters[0].number != letters[1].number
    assert letters[0].number == f"信告〔2026〕{letters[0].pk}号"
    assert [letter.reason for letter in letters] == ["litigation", "other_organ"]
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        Letter.objects.filter(pk=letters[0].pk).update(way_out="x")


def test_the_letter_names_organ_clause_way_out_and_objection_but_no_citizen_and_no_accused(now, city_clerk):
    case = make_case(
        at=now, story=JUDGED, name="李小红", phone="13800000001", accused=[unit("440106-housing")]
    )
    sheet = sheet_of(letter_of(divert(case, city_clerk, at=now)), case)
    text = " ".join((sheet.title, sheet.to, *sheet.paragraphs, sheet.way_out, *sheet.closing, sheet.organ))
    assert case.number in sheet.to
    assert "People's court" in text
    assert "(2022), art. 31" in text
    assert "请向法院申请再审。" in text
    assert "you may object" in text
    assert str(unit("440100-commission")) in text
    assert "李小红" not in text
    assert str(unit("440106-housing")) not in text


def test_the_clause_follows_the_rule_set_of_the_case(now, city_clerk):
    case = make_case(at=now, rule_set="2013")
    sheet = sheet_of(letter_of(divert(case, city_clerk, at=now)), case)
    assert "(2005), art. 14 and 21" in sheet.paragraphs[1]


def test_the_usual_way_out_is_prefilled_and_read_in_the_language_of_the_reader(now, city_clerk):
    case = mark(make_case(at=now), city_clerk, at=now, forum=Forum.ARBITRATION)
    address = reverse("cases:case-move", args=[case.pk, "decline"])
    page = browse_as(city_clerk, language="zh-hans").get(address).content.decode()
    assert "劳动人事争议仲裁委员会" in page
    browse_as(city_clerk, language="zh-hans").post(
        address, {"reason": "litigation", "forum": "arbitration", "way_out": "", "note": "劳动争议"}
    )
    letter = letter_of(Case.objects.get(pk=case.pk))
    activate("en")
    assert letter.way_out.startswith("请向有管辖权的劳动人事争议仲裁委员会")
    assert sheet_of(letter, case).way_out == usual_way_out("arbitration")
    assert sheet_of(letter, case).way_out.startswith("Please apply to the labour")


def test_other_grounds_need_words_of_their_own(now, city_clerk):
    address = reverse("cases:case-move", args=[make_case(at=now).pk, "decline"])
    answer = browse_as(city_clerk).post(address, {"reason": "outside", "way_out": "", "note": "不属于"})
    assert "Please say where the citizen can turn instead." in words_of(answer)


def test_the_advice_offers_the_mark_as_one_key(city_clerk):
    case = make_case(at=timezone.now(), story=JUDGED)
    browser = browse_as(city_clerk)
    page = browser.get(reverse("cases:case-detail", args=[case.pk]))
    assert "Mark as a matter of: People's court" in words_of(page)
    browser.post(reverse("cases:case-forum", args=[case.pk]), {"forum": "court", "note": "一审"})
    page = words_of(browser.get(reverse("cases:case-detail", args=[case.pk])))
    assert "Matter of another procedure: People's court" in page
    assert "moves/accept/" not in page


def test_the_list_counts_what_was_diverted_by_organ(now, city_clerk):
    divert(make_case(at=now), city_clerk, at=now)
    divert(make_case(at=now), city_clerk, at=now, forum=Forum.REVIEW)
    walk(make_case(at=now), [("decline", city_clerk)], at=now)
    browser = browse_as(city_clerk)
    found = {
        value: len(browser.get(reverse("cases:case-list"), {"tab": "all", "declined": value}).context["rows"])
        for value in ("court", "review", "litigation", "other_organ", "police")
    }
    assert found == {"court": 1, "review": 1, "litigation": 2, "other_organ": 1, "police": 0}


def test_the_desk_prints_the_letter_and_who_may_not_read_the_case_does_not(now, city_clerk, other_city_clerk):
    case = divert(make_case(at=now), city_clerk, at=now)
    address = reverse("cases:case-letter", args=[case.pk])
    assert letter_of(case).number in words_of(browse_as(city_clerk).get(address))
    assert browse_as(other_city_clerk).get(address).status_code == 404
    undecided = reverse("cases:case-letter", args=[make_case(at=now).pk])
    assert browse_as(city_clerk).get(undecided).status_code == 404


def test_the_line_of_the_desk_offers_neither_a_unit_nor_a_matter_for_a_marked_case(now, city_clerk):
    alike = "开发商拖欠征地补偿款两年，安置房没有交付，多次反映没有结果，请求查处。"
    case, other = (make_case(at=now, story=alike) for _ in range(2))
    address = reverse("cases:case-detail", args=[case.pk])
    assert 'data-key="a"' in browse_as(city_clerk).get(address).content.decode()
    mark(case, city_clerk, at=now)
    page = browse_as(city_clerk).get(address).content.decode()
    assert 'data-key="d"' in page
    for key in "awm":
        assert f'data-key="{key}"' not in page
    for joined, leading_id in ((case, other.pk), (other, case.pk)):
        leading = Case.objects.get(pk=leading_id)
        with pytest.raises(MoveRefused) as refusal:
            move_case(case_id=joined.pk, move="join", actor=city_clerk, at=now, details={"leading": leading})
        assert refusal.value.reasons == ("belongs_elsewhere",)


def test_a_marked_case_that_is_withdrawn_and_taken_back_bears_its_mark_still(now, city_clerk):
    case = mark(make_case(at=now), city_clerk, at=now)
    assert withdraw_case(case_id=case.pk, at=now).stage == "withdrawn"
    case = take_withdrawal_back(case_id=case.pk, at=now)
    assert (case.stage, case.forum) == ("received", "court")
