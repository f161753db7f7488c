"""A citizen rates the answer, and what a dissatisfied one sets in motion."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cases.choices import Stage
from cases.models import Case, CaseEvent
from cases.tests.factories import make_case, unit, walk
from common.numbering import new_receipt_code
from common.tests.browsing import browse_as
from complaints.permissions import grant_pass
from complaints.services import issue_receipt
from complaints.tests.factories import follow, hidden_on, in_words, text_of
from evaluations.models import Rating

pytestmark = pytest.mark.django_db

PANEL = "How satisfied are you with what was done?"
REOPENING = ["not_solved", "not_true", "not_done"]
OTHER = ["attitude", "too_slow", "other"]


@pytest.fixture
def citizen() -> Client:
    """Somebody on a phone, without an account, who reads English."""
    return browse_as()


@pytest.fixture(autouse=True)
def _nobody_has_guessed_yet():
    """Wrong codes are counted for all tests together otherwise."""
    cache.clear()


@pytest.fixture
def answer_steps(county_handler, city_inspector):
    """From handling to a released answer."""
    return [("answer", county_handler), ("close", city_inspector)]


@pytest.fixture
def case(city_clerk, county_handler, answer_steps) -> Case:
    """A case with a released answer."""
    at = timezone.now() - timedelta(days=3)
    steps = [("assign", city_clerk), ("sign_for", county_handler), *answer_steps]
    return walk(make_case(at=at), steps, at=at, unit=unit("440106-land"))


@pytest.fixture
def rate(citizen, case):
    """Rate the case from its tracking page."""

    def _rate(**said):
        page = follow(citizen, issue_receipt(case=case, at=timezone.now()))
        return citizen.post("/track/rate/", said | {"tracking_pass": hidden_on(page, "tracking_pass")})

    return _rate


class TestThePanel:
    def test_it_is_offered_with_the_released_answer(self, citizen, case):
        page = text_of(follow(citizen, issue_receipt(case=case, at=timezone.now())))
        assert PANEL in page
        assert "With one of the first three reasons your complaint is taken up once more." in page

    def test_it_is_not_offered_before(self, citizen):
        case = make_case(at=timezone.now())
        assert PANEL not in text_of(follow(citizen, issue_receipt(case=case, at=timezone.now())))

    def test_a_rating_that_was_given_is_shown_instead(self, citizen, case, rate):
        rate(grade="mostly")
        page = text_of(follow(citizen, issue_receipt(case=case, at=timezone.now())))
        assert PANEL not in page
        assert "<strong>Mostly satisfied</strong>" in page


class TestRating:
    def test_a_satisfied_citizen_is_thanked_and_the_case_stays_closed(self, case, rate):
        response = rate(grade="satisfied", comment="办得很快")
        assert "Thank you, your rating has been recorded" in text_of(response)
        assert "no-store" in response.headers["Cache-Control"]
        rating = Rating.objects.get()
        assert (rating.answer, rating.grade, rating.reason, rating.comment) == (
            case.answer,
            "satisfied",
            "",
            "办得很快",
        )
        assert Case.objects.get().stage == Stage.CLOSED

    def test_a_reason_that_no_longer_counts_is_dropped(self, rate):
        rate(grade="satisfied", reason="not_solved")
        assert Rating.objects.get().reason == ""
        assert Case.objects.get().stage == Stage.CLOSED

    @pytest.mark.parametrize("reason", REOPENING)
    def test_a_dissatisfied_citizen_whose_matter_is_not_settled_reopens_the_case(self, rate, reason):
        page = text_of(rate(grade="dissatisfied", reason=reason, comment="钱还没有到"))
        case = Case.objects.get()
        assert (case.stage, case.reopened_count) == (Stage.HANDLING, 1)
        assert Rating.objects.get().reopened
        assert "Your complaint is taken up once more." in page
        assert in_words(case.due_on) in page

    @pytest.mark.parametrize("reason", OTHER)
    def test_another_reason_is_recorded_and_reopens_nothing(self, rate, reason):
        page = text_of(rate(grade="dissatisfied", reason=reason))
        assert Case.objects.get().stage == Stage.CLOSED
        assert Rating.objects.get().reason == reason
        assert "The case stays closed, because your reason isn't about the matter itself." in page

    def test_a_case_is_reopened_once(self, citizen, case, rate, answer_steps):
        rate(grade="dissatisfied", reason="not_solved")
        walk(case, answer_steps, at=timezone.now(), unit=unit("440106-land"))
        panel = text_of(follow(citizen, issue_receipt(case=case, at=timezone.now())))
        assert PANEL in panel
        assert "taken up once more" not in panel
        page = text_of(rate(grade="dissatisfied", reason="not_solved"))
        assert "so it stays closed" in page
        case.refresh_from_db()
        assert (case.stage, case.reopened_count) == (Stage.CLOSED, 1)
        assert [rating.reopened for rating in Rating.objects.order_by("pk")] == [True, False]

    def test_an_answer_is_rated_once(self, citizen, case):
        said = {"grade": "satisfied", "tracking_pass": grant_pass(case)}
        citizen.post("/track/rate/", said)
        page = text_of(citizen.post("/track/rate/", said | {"grade": "dissatisfied", "reason": "not_solved"}))
        assert "You have rated this answer already" in page
        assert Rating.objects.get().grade == "satisfied"
        assert CaseEvent.objects.filter(name="case.rated").count() == 1

    def test_the_new_answer_after_a_reopening_hides_until_it_is_released(
        self, citizen, case, rate, county_handler
    ):
        rate(grade="dissatisfied", reason="not_solved")
        walk(case, [("answer", county_handler)], at=timezone.now(), unit=unit("440106-land"))
        page = text_of(follow(citizen, issue_receipt(case=case, at=timezone.now())))
        assert page.count('class="answer-parts"') == 1
        assert "The answer so far" in page

    def test_while_the_case_is_under_way_again_there_is_nothing_to_rate(
        self, citizen, case, rate, county_handler
    ):
        rate(grade="dissatisfied", reason="not_solved")
        walk(case, [("answer", county_handler)], at=timezone.now(), unit=unit("440106-land"))
        page = text_of(
            citizen.post("/track/rate/", {"grade": "satisfied", "tracking_pass": grant_pass(case)})
        )
        assert "There is nothing to rate now" in page
        assert Rating.objects.count() == 1


class TestMistakes:
    def test_a_grade_is_needed(self, rate):
        assert "Please choose one of the three." in text_of(rate(comment="好"))
        assert not Rating.objects.exists()

    def test_a_dissatisfied_citizen_is_asked_why_and_nothing_typed_is_lost(self, rate):
        page = text_of(rate(grade="dissatisfied", comment="等了两年"))
        assert "Please say what is not right." in page
        assert "等了两年</textarea>" in page
        assert 'value="dissatisfied" id="id_grade_2" required class="form-check-input" checked' in page
        assert not Rating.objects.exists()

    def test_an_invented_grade_or_reason_is_refused(self, rate):
        rate(grade="splendid")
        rate(grade="dissatisfied", reason="weather")
        assert not Rating.objects.exists()


class TestAfterHalfAnHour:
    @pytest.fixture(autouse=True)
    def _late(self, monkeypatch):
        monkeypatch.setattr("complaints.permissions.PASS_SECONDS", -1)

    def test_the_code_is_asked_for_and_what_was_written_is_kept(self, rate):
        page = text_of(rate(grade="satisfied", comment="办得很快"))
        assert "The page was open for long" in page
        assert "办得很快</textarea>" in page
        assert not Rating.objects.exists()

    def test_with_the_code_the_rating_is_taken(self, case, rate):
        rate(grade="satisfied", code=issue_receipt(case=case, at=timezone.now()))
        assert Rating.objects.get().grade == "satisfied"

    def test_a_wrong_code_rates_nothing(self, rate):
        page = text_of(rate(grade="satisfied", code=new_receipt_code()))
        assert "There is no complaint with this code." in page
        assert not Rating.objects.exists()

    def test_too_many_wrong_codes_make_everybody_wait(self, citizen, settings):
        settings.RECEIPT_GUESSES_PER_MINUTE = 1
        said = {"grade": "satisfied", "code": new_receipt_code()}
        assert citizen.post("/track/rate/", said).status_code == 200
        assert citizen.post("/track/rate/", said | {"code": new_receipt_code()}).status_code == 429


def test_the_address_alone_leads_back_to_the_code(citizen):
    assert citizen.get("/track/rate/").headers["Location"] == "/track/"
