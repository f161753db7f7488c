"""What a citizen may do with a complaint from its page: withdraw it, take that back, have the answer reviewed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import ClockName, EventName, Party
from cases.models import Case, CaseMessage, Review
from cases.services import withdraw_case
from cases.tests.factories import make_case, unit, walk
from complaints.permissions import grant_pass
from complaints.selectors import progress_of, time_limits
from complaints.services import issue_receipt
from complaints.tests.factories import follow, text_of
from files.tests.factories import upload
from notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GROUNDS = "答复说补偿款已经发放，但是村里没有一户收到。"
DECISION = {
    "request": "要求复查补偿款是否发放。",
    "facts": "经复查，银行流水显示未发放。",
    "opinion": "撤销原答复。",
    "legal_basis": "《信访条例》第三十四条",
}


@pytest.fixture
def client():
    """A citizen who reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def today():
    """Now: the pages ask the clock on the wall."""
    return timezone.now()


@pytest.fixture
def case(today, city_clerk, county_handler):
    """A case that the land bureau of Tianhe handles."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    return walk(make_case(at=today - 9 * DAY), steps, at=today - 8 * DAY, unit=unit("440106-land"))


@pytest.fixture
def closed(case, today, county_handler, city_inspector):
    """The same case, answered and closed three days ago."""
    return walk(case, [("answer", county_handler), ("close", city_inspector)], at=today - 3 * DAY)


def again(case):
    return Case.objects.get(pk=case.pk)


def send(client, what, case, **data):
    return client.post(f"/track/{what}/", {"tracking_pass": grant_pass(case), **data})


def signed_in(user) -> Client:
    staff = Client(headers={"accept-language": "en"})
    staff.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return staff


# --- withdrawing -------------------------------------------------------------------------------------------------


def test_the_first_key_only_leads_to_a_page_that_asks(client, case):
    page = text_of(send(client, "withdraw", case, begin="1"))
    assert "Does anybody press you to withdraw?" in page
    assert "Please choose" not in page
    assert again(case).stage == "handling"


def test_without_an_answer_to_the_question_nothing_is_withdrawn_and_the_reason_stays(client, case):
    page = text_of(send(client, "withdraw", case, reason="已经解决了"))
    assert "Please choose one of the two." in page
    assert "已经解决了" in page
    assert again(case).stage == "handling"


def test_a_complaint_is_withdrawn_and_all_clocks_stop(
    client, case, city_inspector, county_handler, city_clerk
):
    page = text_of(send(client, "withdraw", case, pressed="no", reason="已经解决了"))
    assert "You have withdrawn this complaint" in page
    withdrawn = again(case)
    assert (withdrawn.stage, withdrawn.responsible, withdrawn.due_at) == ("withdrawn", None, None)
    assert not withdrawn.clocks.filter(stopped_at=None).exists()
    assert withdrawn.events.get(move="withdraw").note == "已经解决了"
    told = set(Notice.objects.filter(wording="case_withdrawn").values_list("user", flat=True))
    assert told == {city_inspector.pk, county_handler.pk, city_clerk.pk}
    assert not Case.objects.visible_to(county_handler).exists()
    assert Notice.objects.filter(wording="case_withdrawn", user=county_handler, path="").exists()


def test_the_accused_side_does_not_hear_that_it_was_withdrawn(client, today, city_clerk, city_inspector):
    accused = make_user("accused", Role.HANDLER, "440106-housing")
    case = make_case(at=today - DAY, accused=[unit("440106-housing")])
    walk(case, [("assign", city_clerk)], at=today - DAY, unit=unit("440106-land"))
    send(client, "withdraw", case, pressed="no")
    assert not Notice.objects.filter(user=accused).exists()
    assert not Case.objects.visible_to(accused).exists()


def test_whoever_is_pressed_alerts_the_commission_alone_and_the_complaint_goes_on(
    client, case, county_handler, city_inspector
):
    page = text_of(send(client, "withdraw", case, pressed="yes", reason="镇里的人要我撤回。"))
    assert "has been alerted" in page
    assert again(case).stage == "handling"
    message = CaseMessage.objects.get()
    assert (message.kind, message.text.endswith("镇里的人要我撤回。")) == ("revenge", True)
    assert Notice.objects.filter(wording="revenge_reported", user=city_inspector).exists()
    assert not Notice.objects.filter(wording="revenge_reported", user=county_handler).exists()
    page = signed_in(county_handler).get(f"/staff/cases/{case.pk}/").content.decode()
    assert "镇里的人要我撤回。" not in page
    assert "revenge" not in page
    assert "withdraw" not in page.lower()


def test_a_withdrawal_is_taken_back_from_the_page_and_begins_anew_at_the_desk(client, case, city_clerk):
    send(client, "withdraw", case, pressed="no")
    page = text_of(send(client, "withdraw/take-back", case))
    assert "goes on" in page
    taken = again(case)
    assert (taken.stage, taken.accepted_at, taken.closed_at) == ("received", None, None)
    assert taken.clocks.get(stopped_at=None).name == ClockName.TRIAGE
    assert Notice.objects.filter(wording="withdrawal_taken_back", user=city_clerk).exists()


def test_after_seven_days_the_page_says_why_there_is_no_key(client, case, today):
    withdraw_case(case_id=case.pk, at=today - 8 * DAY)
    page = text_of(follow(client, issue_receipt(case=case, at=today)))
    assert "The seven days in which it could be taken back have passed." in page
    assert "The time to take a withdrawal back has passed." in text_of(
        send(client, "withdraw/take-back", case)
    )
    assert again(case).stage == "withdrawn"


def test_the_commission_takes_a_withdrawn_complaint_up_again_with_a_reason(client, case, city_inspector):
    send(client, "withdraw", case, pressed="no")
    staff = signed_in(city_inspector)
    answer = staff.post(
        f"/staff/cases/{case.pk}/moves/reconsider/", {"note": "涉嫌贪腐，继续核查"}, follow=True
    )
    assert answer.status_code == 200
    assert again(case).stage == "received"


def test_a_closed_complaint_can_not_be_withdrawn(client, closed):
    assert 'id="withdraw"' not in text_of(follow(client, issue_receipt(case=closed, at=timezone.now())))
    assert "The case has moved on" in text_of(send(client, "withdraw", closed, pressed="no"))


# --- reviews -----------------------------------------------------------------------------------------------------


def test_the_page_names_who_reviews_and_the_last_day(client, closed, today):
    page = text_of(follow(client, issue_receipt(case=closed, at=today)))
    right = progress_of(closed.pk, at=today).right
    assert (right.by, right.refusal) == (unit("440100-land"), "")
    assert unit("440100-land").name_en in page
    assert "days left" in page


def test_a_review_goes_to_the_next_higher_body_which_then_sees_the_case(client, closed, county_handler):
    reviewer = make_user("reviewer", Role.HANDLER, "440100-land")
    assert not Case.objects.visible_to(reviewer).exists()
    page = text_of(send(client, "review", closed, grounds=GROUNDS))
    assert "The answer under review" in page
    assert GROUNDS in page
    case = again(closed)
    assert (case.stage, case.reviewer, case.responsible) == (
        "reviewing",
        unit("440100-land"),
        unit("440106-land"),
    )
    assert case.clocks.get(stopped_at=None).name == ClockName.REVIEW
    assert Case.objects.visible_to(reviewer).get() == case
    assert Notice.objects.filter(wording="review_asked", user=reviewer).exists()
    assert Notice.objects.filter(wording="answer_under_review", user=county_handler).exists()
    detail = signed_in(reviewer).get(f"/staff/cases/{case.pk}/").content.decode()
    assert GROUNDS in detail
    assert f"/staff/cases/{case.pk}/moves/decide_review/" in detail


def test_empty_grounds_are_asked_for_again(client, closed):
    assert "Please say what is wrong with the answer." in text_of(send(client, "review", closed, grounds=" "))
    assert not Review.objects.exists()


def test_a_page_opened_long_ago_keeps_the_grounds_and_asks_for_the_code(client, closed):
    page = text_of(client.post("/track/review/", {"tracking_pass": "old", "grounds": GROUNDS}))
    assert GROUNDS in page
    assert "Receipt code" in page


def test_the_reviewer_decides_on_a_form_that_tells_what_is_missing_beside_the_field(client, closed):
    reviewer = make_user("reviewer", Role.HANDLER, "440100-land")
    send(client, "review", closed, grounds=GROUNDS)
    staff, path = signed_in(reviewer), f"/staff/cases/{closed.pk}/moves/decide_review/"
    assert GROUNDS in staff.get(path).content.decode()
    missing = staff.post(path, DECISION | {"facts": ""}).content.decode()
    assert 'id="id_facts_error"' in missing or 'aria-invalid="true"' in missing
    assert again(closed).stage == "reviewing"
    staff.post(path, DECISION | {"outcome": "upheld", "opinion": "维持原答复。"})
    case = again(closed)
    assert (case.stage, case.reviewer) == ("closed", None)
    page = text_of(follow(client, issue_receipt(case=case, at=timezone.now())))
    assert "维持原答复。" in page
    assert unit("440000-land").name_en in page
    assert "Its decision is final." in page


def test_a_revoked_answer_goes_back_to_the_unit_and_the_citizen_reads_why(client, closed, county_handler):
    reviewer = make_user("reviewer", Role.HANDLER, "440100-land")
    send(client, "review", closed, grounds=GROUNDS)
    signed_in(reviewer).post(f"/staff/cases/{closed.pk}/moves/annul/", DECISION)
    case = again(closed)
    assert (case.stage, case.responsible) == ("handling", unit("440106-land"))
    assert case.clocks.get(stopped_at=None).name == ClockName.REDO
    assert Notice.objects.filter(wording="answer_revoked", user=county_handler).exists()
    page = text_of(follow(client, issue_receipt(case=case, at=timezone.now())))
    assert "The review has revoked the answer" in page
    assert DECISION["facts"] in page


def test_after_the_second_review_the_page_says_that_it_was_final(client, closed, today):
    city, province = (
        make_user(name, Role.HANDLER, code)
        for name, code in (("city", "440100-land"), ("province", "440000-land"))
    )
    for reviewer in (city, province):
        send(client, "review", closed, grounds=GROUNDS)
        signed_in(reviewer).post(
            f"/staff/cases/{closed.pk}/moves/decide_review/", DECISION | {"outcome": "upheld"}
        )
    page = text_of(follow(client, issue_receipt(case=closed, at=today)))
    assert "The second review was final." in page
    assert 'id="ask-review"' not in page
    assert "The second review was final" in text_of(send(client, "review", closed, grounds=GROUNDS))


def test_after_thirty_days_the_page_says_that_the_time_has_passed(closed, today):
    Case.objects.filter(pk=closed.pk).update(closed_at=today - 60 * DAY)
    right = progress_of(closed.pk, at=today).right
    assert (right.is_open, right.refusal) == (False, "review_too_late")


def test_where_nobody_stands_above_the_page_says_whom_to_turn_to(client, today, city_clerk, city_inspector):
    handler = make_user("province_handler", Role.HANDLER, "440000-land")
    steps = [("assign", city_clerk), ("sign_for", handler), ("answer", handler), ("close", city_inspector)]
    case = walk(make_case(at=today - DAY), steps, at=today - DAY, unit=unit("440000-land"))
    page = text_of(follow(client, issue_receipt(case=case, at=today)))
    assert "National Public Complaints and Proposals Administration" in page
    assert 'id="ask-review"' not in page


def test_the_limits_on_the_help_page_name_the_review():
    assert {ClockName.ASK_REVIEW, ClockName.REVIEW} <= {limit.clock for limit in time_limits()}


# --- what still works in the new stages --------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["closed", "withdrawn", "reviewing"])
def test_revenge_can_be_reported_also_when_it_is_over(client, stage, closed, case, city_inspector, today):
    if stage == "withdrawn":
        case = make_case(at=today - DAY)
        send(client, "withdraw", case, pressed="no")
    if stage == "reviewing":
        send(client, "review", closed, grounds=GROUNDS)
    assert again(case).stage == stage
    assert "Somebody takes revenge on me" in text_of(follow(client, issue_receipt(case=case, at=today)))
    page = text_of(send(client, "write", case, kind="revenge", text="我被停职了。"))
    assert "has been alerted" in page
    assert again(case).events.filter(name=EventName.REVENGE_REPORTED, party=Party.CITIZEN).count() == 1
    assert Notice.objects.filter(wording="revenge_reported", user=city_inspector).exists()


def test_a_message_during_a_review_goes_to_whoever_reviews(client, closed, county_handler):
    reviewer = make_user("reviewer", Role.HANDLER, "440100-land")
    send(client, "review", closed, grounds=GROUNDS)
    send(client, "write", closed, kind="talk", text="补充一份银行流水。")
    assert list(
        Notice.objects.filter(wording="citizen_wrote").values_list("user", flat=True).order_by().distinct()
    ) == [reviewer.pk]


def test_evidence_during_a_review_goes_to_whoever_reviews_and_after_a_withdrawal_to_nobody(
    client, closed, today
):
    reviewer = make_user("reviewer", Role.HANDLER, "440100-land")
    send(client, "review", closed, grounds=GROUNDS)
    assert "1 file was added." in text_of(send(client, "files", closed, files=[upload("流水.jpg")]))
    assert Notice.objects.filter(wording="evidence_added", user=reviewer).exists()
    withdrawn = make_case(at=today - DAY)
    send(client, "withdraw", withdrawn, pressed="no")
    assert "no longer open" in text_of(send(client, "files", withdrawn, files=[upload("a.jpg")]))


def test_a_temporary_code_opens_a_withdrawn_complaint_and_is_replaced(client, case, today):
    send(client, "withdraw", case, pressed="no")
    code = issue_receipt(case=case, at=today, is_temporary=True)
    page = text_of(follow(client, code))
    assert "You have withdrawn this complaint" in page
    assert "Your own code" in page
    assert "There is no complaint with this code" in text_of(follow(client, code))
