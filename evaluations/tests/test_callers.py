"""The pages of the callers, and the interface for municipal call centres."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from accounts.choices import Role
from accounts.tests.factories import make_user
from audit.models import Reading
from cases.choices import Stage
from cases.models import Answer, Case
from cases.tests.factories import unit
from common.tests.browsing import browse_as
from complaints.services import issue_receipt
from complaints.tests.factories import complain, follow, hidden_on, named, text_of
from evaluations.models import CallBack, CallShare
from evaluations.services import draw_call_backs
from evaluations.tests.calls import NUMBER, answered_case

pytestmark = pytest.mark.django_db
LIST, FIGURES = "/staff/call-backs/", "/staff/call-backs/figures/"
SAID = {"contacted": "yes", "solved": "no", "grade": "dissatisfied", "reason": "not_solved"}


@pytest.fixture(autouse=True)
def _no_brake():
    cache.clear()


@pytest.fixture
def case(city_clerk, county_handler, city_inspector):
    """An answered case of Tianhe whose citizen is to be called."""
    at = timezone.now() - timedelta(days=2)
    made = answered_case(clerk=city_clerk, handler=county_handler, inspector=city_inspector, at=at)
    draw_call_backs(at=timezone.now())
    return made


def address() -> str:
    return f"{LIST}{CallBack.objects.order_by('pk').first().pk}/"


def test_a_caller_goes_from_the_list_through_the_call_to_the_redo(case, city_clerk):
    desk = browse_as(city_clerk)
    page = text_of(desk.get(LIST))
    assert case.number in page
    assert NUMBER not in page
    assert desk.get(f"{LIST}next/").headers["Location"] == address()
    before = text_of(desk.get(address()))
    assert NUMBER not in before
    assert "Take it and show the number" in before
    during = desk.post(address(), {"act": "take"})
    assert f'href="tel:{NUMBER}"' in text_of(during)
    assert "no-store" in during.headers["Cache-Control"]
    assert 'data-answer-key="3"' in text_of(during)
    assert "李秀英" not in text_of(during)
    missing = desk.post(address(), SAID | {"act": "enter", "reason": "", "comment": "钱还没有到"})
    assert missing.status_code == 409
    assert "Please say what is not right." in text_of(missing)
    assert "钱还没有到</textarea>" in text_of(missing)
    done = desk.post(address(), SAID | {"act": "enter", "comment": "钱还没有到"}, follow=True)
    assert "The case is reopened" in text_of(done)
    assert f'data-draft-done="call-{CallBack.objects.get().pk}"' in text_of(done)
    assert Case.objects.get().stage == Stage.HANDLING
    assert case.number in text_of(desk.get(f"{LIST}?tab=done"))
    assert Reading.objects.filter(kind="call", reader_id=city_clerk.pk).count() == 1


def test_nobody_answers_and_the_list_says_from_when_on_it_is_tried_again(case, city_clerk):
    desk = browse_as(city_clerk)
    refused = desk.post(address(), {"act": "attempt", "outcome": "busy"})
    assert (refused.status_code, "Take the call-back first" in text_of(refused)) == (409, True)
    desk.post(address(), {"act": "take"})
    late = desk.post(address(), {"act": "attempt", "outcome": "later"})
    assert "within the next seven days" in text_of(late)
    done = desk.post(address(), {"act": "attempt", "outcome": "no_answer"}, follow=True)
    assert "The next attempt is possible from" in text_of(done)
    assert case.number not in text_of(desk.get(LIST))
    assert "again from" in text_of(desk.get(f"{LIST}?tab=later"))
    early = desk.post(address(), {"act": "take"})
    assert (early.status_code, NUMBER in text_of(early)) == (409, False)


def test_filters_and_tabs_narrow_the_list_and_those_not_called_are_said_apart(
    case, city_clerk, city_inspector
):
    desk = browse_as(city_clerk)
    for query, is_there in (
        (f"q={case.number}", True),
        ("q=国土", "国土" in case.responsible.name),
        ("area=440106", True),
        ("area=440103", False),
        ("sector=education", False),
        ("origin=dissatisfied", False),
    ):
        assert (case.number in text_of(desk.get(f"{LIST}?{query}"))) == is_there, query
    CallBack.objects.update(state="left_out", why="anonymous")
    assert "invited to rate with the receipt code" in text_of(desk.get(f"{LIST}?tab=left_out"))
    figures = text_of(browse_as(city_inspector).get(FIGURES))
    assert "Apart from these" in figures


def test_the_inspector_reads_the_rates_with_their_n_and_takes_them_out_as_a_file(
    case, city_clerk, city_inspector
):
    desk, office = browse_as(city_clerk), browse_as(city_inspector)
    desk.post(address(), {"act": "take"})
    desk.post(address(), SAID | {"act": "enter"})
    page = text_of(office.get(FIGURES))
    assert case.answer.unit.name in page
    assert "With fewer than 10 valid call-backs there are numbers alone." in page
    file = b"".join(office.get(f"{FIGURES}file/").streaming_content).decode()
    assert [line.split(",")[1:] for line in file.splitlines()[1:]] == [
        ["1", "0", "0", "1", "0", "0", "1", "No"]
    ]
    assert case.number not in file
    assert desk.get(FIGURES).status_code == 403
    of_unit = reverse("admin:unit-page", args=[case.answer.unit_id])
    assert "Fewer than ten call-backs: no share is shown." in text_of(office.get(of_unit))


def test_a_leader_of_the_province_sets_the_share_and_others_read_it(city_inspector):
    office = browse_as(city_inspector)
    page = text_of(office.get(f"{LIST}shares/"))
    assert "No rule was ever set: everybody is called." in page
    assert "Set the rule" not in page
    rule = {"share": "40", "sector": "education", "effective_on": f"{timezone.localdate()}", "reason": "抽查"}
    assert office.post(f"{LIST}shares/", rule).status_code == 403
    leader = browse_as(make_user("province_leader", Role.COMMISSION_LEADER, "440000-commission"))
    assert leader.post(f"{LIST}shares/", rule | {"reason": ""}).status_code == 409
    assert leader.post(f"{LIST}shares/", rule).status_code == 302
    assert (CallShare.objects.get().sector.code, CallShare.objects.get().share) == ("education", 40)
    assert "40%" in text_of(office.get(f"{LIST}shares/"))


class TestTheCitizen:
    def test_the_form_tells_of_calls_and_takes_a_no(self):
        citizen = browse_as()
        form = text_of(citizen.get("/complain/"))
        assert "may call you once to ask whether it is settled" in form
        complain(citizen, **named())
        complain(citizen, **named(no_calls="on"))
        told = [row.identity.may_be_called for row in Case.objects.order_by("pk")]
        assert told == [True, False]

    def test_the_tracking_page_says_it_and_lets_everybody_change_his_mind(self, case):
        citizen = browse_as()
        page = follow(citizen, issue_receipt(case=case, at=timezone.now()))
        assert "You are on the list of those to be called." in text_of(page)
        said = {"may_be_called": "no", "tracking_pass": hidden_on(page, "tracking_pass")}
        assert "You will not be called" in text_of(citizen.post("/track/calls/", said))
        assert CallBack.objects.get().why == "no_calls"
        assert citizen.get("/track/calls/").headers["Location"] == "/track/"

    def test_an_anonymous_one_is_offered_the_rating_and_no_call(
        self, city_clerk, county_handler, city_inspector
    ):
        at = timezone.now() - timedelta(days=2)
        people = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
        anonymous = answered_case(
            at=at, story="镇里的补贴一直没有发，问了很多次都没有结果，请查一查。", **people
        )
        page = text_of(follow(browse_as(), issue_receipt(case=anonymous, at=timezone.now())))
        assert "How satisfied are you with what was done?" in page
        assert "A call from the discipline commission" not in page


class TestTheInterface:
    @pytest.fixture
    def handed_in(self, case, municipal_system):
        """The same case as if the system of the city had handed it in."""
        Case.objects.filter(pk=case.pk).update(submitted_by=municipal_system)
        return case

    @pytest.fixture
    def call(self, municipal_system):
        """Asks as the system."""
        token = AuthToken.objects.create(user=municipal_system)[1]
        headers = {"Authorization": f"Token {token}"}
        client = Client()

        def _call(path="", body=None):
            address = f"/api/v1/call-backs/{path}"
            if body is None:
                return client.get(address, headers=headers)
            return client.post(address, body, content_type="application/json", headers=headers)

        return _call

    def test_a_system_reads_whom_to_call_and_enters_what_was_said_once(self, handed_in, call):
        (row,) = call().json()["results"]
        assert (row["number"], row["origin"]) == (handed_in.number, "drawn")
        assert NUMBER not in str(row)
        assert row["script"][1]["field"] == "contacted"
        said = {"contacted": True, "solved": "no", "grade": "dissatisfied"}
        assert call(f"{row['id']}/", said).status_code == 400
        assert call(f"{row['id']}/", said | {"phone": NUMBER, "reason": "not_done"}).status_code == 400
        entered = call(f"{row['id']}/", said | {"reason": "not_done"})
        assert entered.json() == {"number": handed_in.number, "reopened": True}
        assert call(f"{row['id']}/", said | {"reason": "not_done"}).status_code == 409
        assert call().json()["results"] == []

    def test_others_cases_and_what_its_own_authority_has_handled_are_not_its(
        self, case, call, municipal_system
    ):
        row = CallBack.objects.get()
        said = {"contacted": True, "solved": "yes", "grade": "satisfied"}
        assert call(f"{row.pk}/", said).status_code == 404
        Case.objects.filter(pk=case.pk).update(submitted_by=municipal_system)
        Answer.objects.filter(pk=case.answer_id).update(unit=unit("440100-commission"))
        assert call(f"{row.pk}/", said).status_code == 404
