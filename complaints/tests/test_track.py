"""A citizen follows a complaint with the receipt code alone."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import DeclineReason
from cases.models import Case
from cases.selectors.review import review_right
from cases.services import watch_clocks, write_note
from cases.tests.factories import ANSWER, make_case, unit, walk
from common.numbering import clean_receipt_code, new_receipt_code
from common.tests.browsing import browse_as
from complaints.permissions import case_id_of_pass, grant_pass
from complaints.services import issue_receipt
from complaints.tests.factories import complain, follow, hidden_on, in_english, in_words, text_of

pytestmark = pytest.mark.django_db

NO_SUCH_CODE = "There is no complaint with this code. Please compare it with your receipt."
MISTYPED = "One of the digits is mistyped. Please compare them with your receipt."


@pytest.fixture
def citizen() -> Client:
    """Somebody on a phone, without an account, who reads English."""
    return browse_as()


@pytest.fixture(autouse=True)
def _nobody_has_guessed_yet():
    """Wrong codes are counted for all tests together otherwise."""
    cache.clear()


@pytest.fixture
def steps(city_clerk, county_handler, city_inspector):
    """The moves of a case up to each stage."""
    accepted = [("accept", city_clerk)]
    assigned = [*accepted, ("assign", city_clerk)]
    handling = [*assigned, ("sign_for", county_handler)]
    answered = [*handling, ("answer", county_handler)]
    return {
        "received": [],
        "declined": [("decline", city_clerk)],
        "accepted": accepted,
        "assigned": assigned,
        "handling": handling,
        "answered": answered,
        "closed": [*answered, ("close", city_inspector)],
    }


@pytest.fixture
def opened_at(citizen, steps):
    """The tracking page of a case that has come to a stage; it came in so many days ago."""

    def _open(stage: str, *, days: int = 0, more=()):
        at = timezone.now() - timedelta(days=days)
        case = walk(make_case(at=at), [*steps[stage], *more], at=at, unit=unit("440106-land"))
        return follow(citizen, issue_receipt(case=case, at=at))

    return _open


def current_step(page: str) -> str:
    """The step that is marked as the one under way."""
    return page.split('aria-current="step"')[1].split('class="step-title">')[1].split("<")[0]


class TestTheCode:
    def test_the_code_opens_the_page_however_it_is_grouped(self, citizen):
        code = complain(citizen)
        for typed in (code, f" {code[:4]} {code[4:8]}-{code[8:12]} {code[12:]} ", code.translate(FULL_WIDTH)):
            assert "Progress of your complaint" in text_of(follow(citizen, typed))

    def test_the_code_never_stands_in_an_address_or_in_the_page(self, citizen):
        code = complain(citizen)
        assert "Progress" not in text_of(citizen.get("/track/", {"code": code}))
        assert code not in text_of(follow(citizen, code))

    def test_the_pages_may_not_be_cached(self, citizen):
        code = complain(citizen)
        for response in (citizen.get("/track/"), follow(citizen, code)):
            assert "no-store" in response.headers["Cache-Control"]

    def test_one_wrong_digit_is_told_at_once(self, citizen):
        code = complain(citizen)
        wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
        page = text_of(follow(citizen, wrong))
        assert MISTYPED in page
        assert f'value="{wrong}"' in page

    def test_digits_that_are_missing_are_counted(self, citizen):
        assert "You have entered 15 digits." in text_of(follow(citizen, "1" * 15))
        assert "You have entered 1 digit." in text_of(follow(citizen, "7"))

    def test_nothing_entered_is_asked_for(self, citizen):
        assert "Please enter your receipt code." in text_of(follow(citizen, "  "))

    def test_a_code_that_opens_nothing_gets_one_plain_sentence(self, citizen):
        complain(citizen)
        assert NO_SUCH_CODE in text_of(follow(citizen, new_receipt_code()))

    def test_a_right_beginning_tells_nothing(self, citizen):
        code = complain(citizen)
        rest = "000000000" if code[6:15] != "000000000" else "111111111"
        neighbour = next(filter(clean_receipt_code, (f"{code[:6]}{rest}{last}" for last in range(10))))
        assert NO_SUCH_CODE in text_of(follow(citizen, neighbour))


class TestThePass:
    def test_the_page_can_be_looked_at_again_without_the_code(self, citizen):
        response = follow(citizen, complain(citizen))
        again = citizen.post("/track/", {"tracking_pass": hidden_on(response, "tracking_pass")})
        assert "Progress of your complaint" in text_of(again)

    def test_the_receipt_leads_to_the_progress(self, citizen):
        complain(citizen)
        case = Case.objects.get()
        assert case.number in text_of(citizen.post("/track/", {"tracking_pass": grant_pass(case)}))

    def test_half_an_hour_later_the_code_is_asked_for_again(self, citizen, monkeypatch):
        response = follow(citizen, complain(citizen))
        monkeypatch.setattr("complaints.permissions.PASS_SECONDS", -1)
        page = text_of(citizen.post("/track/", {"tracking_pass": hidden_on(response, "tracking_pass")}))
        assert "please enter the code once more" in page
        assert "Progress of your complaint" not in page

    def test_a_forged_pass_opens_nothing(self, citizen):
        complain(citizen)
        real = grant_pass(Case.objects.get())
        assert case_id_of_pass(real) == Case.objects.get().pk
        for forged in (str(Case.objects.get().pk), "", real[:-1], f"9{real}", "中"):
            assert case_id_of_pass(forged) is None
        assert "Progress of your complaint" not in text_of(
            citizen.post("/track/", {"tracking_pass": real[:-1]})
        )


class TestProgress:
    @pytest.mark.parametrize(
        ("stage", "step", "said"),
        [
            ("received", "Received", "The discipline commission is reading it and decides who takes it on."),
            ("accepted", "Accepted", "The discipline commission is choosing the department that handles it."),
            ("assigned", "Given to the department in charge", "{land} has been given your complaint."),
            ("handling", "Being looked into", "{land} is looking into it."),
            ("answered", "Answer being checked", "{land} has answered. The discipline commission checks"),
        ],
    )
    def test_each_stage_says_where_the_complaint_stands(self, opened_at, stage, step, said):
        page = text_of(opened_at(stage))
        assert current_step(page) == step
        assert said.format(land=in_english("440106-land")) in page

    def test_a_closed_complaint_has_every_step_behind_it(self, opened_at):
        page = text_of(opened_at("closed"))
        assert page.count('class="step-done"') == 6
        assert 'aria-current="step"' not in page

    def test_what_happened_is_told_in_sentences_the_newest_first(self, opened_at):
        page = text_of(opened_at("handling"))
        told = [
            "The department has begun to handle your complaint.",
            "Your complaint was given to the department in charge.",
            "Your complaint has been accepted.",
            "Your complaint has been received.",
        ]
        places = [page.index(sentence) for sentence in told]
        assert places == sorted(places)

    def test_no_official_is_named_and_no_note_between_offices_is_shown(
        self, opened_at, city_clerk, county_handler
    ):
        page = text_of(opened_at("closed"))
        for hidden in (
            str(city_clerk),
            city_clerk.username,
            str(county_handler),
            county_handler.username,
            "按规定办理",
        ):
            assert hidden not in page

    def test_days_are_shown_but_no_hours(self, opened_at):
        page = text_of(opened_at("closed"))
        assert in_words(timezone.localdate()) in page
        assert not re.search(r"\b\d\d:\d\d\b", page)

    def test_the_story_is_not_repeated(self, opened_at):
        assert "征地两年" not in text_of(opened_at("handling"))

    def test_that_the_commission_supervises_is_told(self, opened_at, province_inspector):
        page = text_of(opened_at("handling", more=[("supervise", province_inspector)]))
        assert "The discipline commission is supervising the case." in page
        assert "The discipline commission supervises this case itself." in page

    def test_what_offices_do_among_themselves_is_not_told(self, citizen, city_clerk, county_handler):
        helper = make_user("helper", Role.HANDLER, "440106-housing")
        given = {"unit": unit("440106-land"), "co_handlers": [unit("440106-housing")]}
        case = walk(make_case(at=timezone.now()), [("assign", city_clerk)], at=timezone.now(), **given)
        before = text_of(follow(citizen, issue_receipt(case=case, at=timezone.now())))
        walk(case, [("ask_part", county_handler), ("contribute", helper)], at=timezone.now())
        words = {"text": "内部研判，请勿外传。", "circle": "commission"}
        write_note(case_id=case.pk, actor=county_handler, at=timezone.now(), **words)
        after = text_of(follow(citizen, issue_receipt(case=case, at=timezone.now())))
        assert words["text"] not in after
        assert before.count("timeline-title") == after.count("timeline-title") == 2


class TestDates:
    def test_the_next_date_stands_in_plain_words(self, opened_at):
        page = text_of(opened_at("received"))
        due = in_words(Case.objects.get().due_on)
        assert f"By {due} the discipline commission decides who handles your complaint." in page

    def test_the_date_of_the_whole_matter_stands_beside_the_next_step(self, opened_at):
        page = text_of(opened_at("assigned"))
        conclude = Case.objects.get().clocks.get(name="conclude", stopped_at=None)
        assert f"The whole matter has to be finished by {in_words(conclude.due_on)}." in page

    def test_before_the_date_nothing_is_said_of_lateness(self, opened_at):
        assert "This date has passed" not in text_of(opened_at("received", days=10))

    def test_just_late_says_when_the_commission_will_be_told(self, opened_at):
        page = text_of(opened_at("received", days=19))
        red = in_words(timezone.localdate(Case.objects.get().red_at))
        assert f"Those responsible were warned; on {red} the discipline commission is told." in page

    def test_long_late_says_that_the_commission_has_been_told(self, opened_at):
        assert "The discipline commission has been told and is following it up." in text_of(
            opened_at("received", days=60)
        )

    def test_an_escalated_case_says_so(self, citizen):
        case = make_case(at=timezone.now() - timedelta(days=60))
        watch_clocks(at=timezone.now())
        page = text_of(follow(citizen, issue_receipt(case=case, at=timezone.now())))
        assert "The next level up has the matter before it." in page

    def test_a_closed_complaint_has_no_date_ahead(self, opened_at):
        assert "alert-title" not in text_of(opened_at("closed"))


class TestNotAccepted:
    def test_the_reason_and_the_way_out_are_given(self, opened_at):
        page = text_of(opened_at("declined"))
        assert str(DeclineReason.OTHER_ORGAN.label) in page
        assert "请向市场监管部门反映。" in page
        assert "按规定办理" not in page


class TestTheAnswer:
    @pytest.mark.parametrize("stage", ["received", "handling", "answered"])
    def test_nothing_of_it_is_shown_before_it_is_released(self, opened_at, stage):
        page = text_of(opened_at(stage))
        for part in ("request", "facts", "opinion", "legal_basis"):
            assert ANSWER[part] not in page

    def test_a_returned_answer_stays_hidden(self, opened_at, city_inspector):
        page = text_of(opened_at("answered", more=[("return", city_inspector)]))
        assert "The discipline commission has asked the department for a better answer." in page
        assert ANSWER["opinion"] not in page

    def test_the_released_answer_has_all_its_parts(self, opened_at):
        page = text_of(opened_at("closed"))
        for part in ("request", "facts", "opinion", "legal_basis"):
            assert ANSWER[part] in page
        assert "Supported" in page

    def test_the_way_to_a_review_is_shown_with_its_last_day_and_the_organ(self, opened_at):
        page = text_of(opened_at("closed"))
        right = review_right(Case.objects.get(), at=timezone.now())
        assert f"until <strong>{in_words(right.until)}</strong>" in page
        assert f"another authority, {in_english('440100-land')}, looks at the answer" in page


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
