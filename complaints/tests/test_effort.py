"""While very much comes in, a small task or a minute's wait is asked for, and nobody is shut out."""

import base64
import json
import re
from html import unescape

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cases.models import Case
from cases.tests.factories import make_case
from common.brakes import EVERYBODY
from common.numbering import new_receipt_code
from complaints.services import code_door, complaint_door, file_door, issue_receipt
from complaints.tests.factories import STORY, filled_in, hidden_on, text_of
from files.tests.factories import upload

pytestmark = pytest.mark.django_db
TASK = re.compile(r'data-effort="([^"]+)"')


@pytest.fixture(autouse=True)
def _calm_and_quick(settings):
    cache.clear()
    settings.PROOF_ROUNDS = 1


def from_address(last: int) -> Client:
    """A browser of its own."""
    return Client(REMOTE_ADDR=f"203.0.113.{last}", headers={"accept-language": "en"})


def press(door, times: int) -> None:
    """Let so much come in from everywhere."""
    for _ in range(times):
        door.common.press(EVERYBODY)


def task_on(response) -> str:
    return unescape(TASK.search(response.content.decode())[1])


def solve(challenge: str) -> str:
    """What the page's script makes of it."""
    asked = Challenge.from_dict(json.loads(challenge))
    return Payload(asked, solve_challenge(asked)).to_base64()


@pytest.fixture
def complaints_flood(settings):
    settings.CALM_COMPLAINTS_PER_MINUTE = 5
    press(complaint_door(), 5)


@pytest.fixture
def codes_flood(settings):
    settings.RECEIPT_GUESSES_PER_MINUTE = 5
    for last in range(5):
        from_address(last).post("/track/", {"code": new_receipt_code()})


class TestTheForm:
    def test_a_calm_site_asks_for_nothing(self):
        assert b"data-effort" not in from_address(1).get("/complain/").content
        assert from_address(1).post("/complain/", filled_in()).status_code == 200

    def test_under_pressure_everything_typed_and_sent_comes_back(self, complaints_flood):
        sent = from_address(1).post("/complain/", filled_in() | {"files": [upload("a.jpg")]})
        page = text_of(sent)
        assert (sent.status_code, sent.headers["Retry-After"]) == (429, "60")
        assert STORY in page
        assert "Please press the button below once more after one minute." in page
        assert hidden_on(sent, "ticket")
        assert re.search(r'<input[^>]*name="kept"[^>]*checked', page)
        assert "http-equiv" not in page
        assert not Case.objects.exists()

    def test_the_log_says_once_when_it_begins_and_not_by_whom(self, settings, caplog):
        settings.CALM_COMPLAINTS_PER_MINUTE = 3
        with caplog.at_level("WARNING"):
            for last in range(5):
                from_address(last).post("/complain/", filled_in(story=""))
        told = [record.getMessage() for record in caplog.records if record.name.startswith("complaints")]
        assert told == ["3 times the door complaint within a minute: its senders are asked for an effort"]

    def test_a_solved_task_sends_it_once(self, complaints_flood):
        browser, form = from_address(1), filled_in()
        form["proof"] = solve(task_on(browser.get("/complain/")))
        assert browser.post("/complain/", form).status_code == 200
        second = filled_in() | {"proof": form["proof"]}
        assert from_address(2).post("/complain/", second).status_code == 429
        assert Case.objects.count() == 1

    def test_a_task_says_nothing_of_who_asked(self, complaints_flood):
        asked = json.loads(task_on(from_address(77).get("/complain/")))["parameters"]
        assert asked["data"] == {"door": "complaint", "pressure": 1}
        assert set(asked) == {
            *("algorithm", "cost", "keyLength", "keyPrefix", "nonce", "salt"),
            *("keySignature", "expiresAt", "data"),
        }

    def test_a_task_is_good_for_its_own_door_alone(self, complaints_flood, codes_flood):
        proof = solve(task_on(from_address(1).get("/track/")))
        assert from_address(1).post("/complain/", filled_in() | {"proof": proof}).status_code == 429

    @pytest.mark.parametrize("change", ["cost", "keyPrefix", "expiresAt", "data"])
    def test_a_changed_task_is_worth_nothing(self, complaints_flood, change):
        solved = json.loads(base64.b64decode(solve(task_on(from_address(1).get("/complain/")))))
        changed = {
            "cost": 2,
            "keyPrefix": "",
            "expiresAt": None,
            "data": {"door": "complaint", "pressure": 2},
        }
        solved["challenge"]["parameters"][change] = changed[change]
        proof = base64.b64encode(json.dumps(solved).encode()).decode()
        assert from_address(1).post("/complain/", filled_in() | {"proof": proof}).status_code == 429

    @pytest.mark.parametrize("proof", ["x", "e30=", "bnVsbA==", "W10=", "é"])
    def test_nonsense_is_no_solution_and_no_error(self, complaints_flood, proof):
        assert from_address(1).post("/complain/", filled_in() | {"proof": proof}).status_code == 429

    def test_more_pressure_asks_for_more(self, complaints_flood):
        cheap = solve(task_on(from_address(1).get("/complain/")))
        press(complaint_door(), 10)
        assert json.loads(task_on(from_address(1).get("/complain/")))["parameters"]["data"]["pressure"] == 2
        # Whoever solved the task of a minute ago isn't sent back for that.
        assert from_address(1).post("/complain/", filled_in() | {"proof": cheap}).status_code == 200

    def test_half_of_what_one_client_may_send_costs_effort_for_that_client_alone(self, settings):
        settings.COMPLAINTS_PER_CLIENT = 4
        for _ in range(2):
            assert from_address(1).post("/complain/", filled_in()).status_code == 200
        assert from_address(1).post("/complain/", filled_in()).status_code == 429
        assert from_address(2).post("/complain/", filled_in()).status_code == 200

    def test_who_takes_a_complaint_down_is_never_asked(self, client, city_clerk, complaints_flood):
        client.force_login(city_clerk, backend="django.contrib.auth.backends.ModelBackend")
        taken = client.post("/staff/take-down/", filled_in() | {"channel": "phone"})
        assert taken.status_code == 200
        assert b"data-effort" not in taken.content


class TestTheTicket:
    """Without a script."""

    def later(self, monkeypatch, seconds: int) -> None:
        before = timezone.now().timestamp()
        monkeypatch.setattr("time.time", lambda: before + seconds)

    def test_after_a_minute_the_form_goes_through_once(self, complaints_flood, monkeypatch):
        browser, form = from_address(1), filled_in()
        form["ticket"] = hidden_on(browser.post("/complain/", form), "ticket")
        self.later(monkeypatch, 61)
        assert browser.post("/complain/", form).status_code == 200
        assert browser.post("/complain/", filled_in() | {"ticket": form["ticket"]}).status_code == 429
        assert Case.objects.count() == 1

    def test_pressed_too_early_the_same_ticket_goes_on_waiting(self, complaints_flood, monkeypatch):
        browser, form = from_address(1), filled_in()
        form["ticket"] = hidden_on(browser.post("/complain/", form), "ticket")
        self.later(monkeypatch, 20)
        early = browser.post("/complain/", form)
        assert (early.status_code, hidden_on(early, "ticket")) == (429, form["ticket"])

    def test_a_page_that_lacked_something_keeps_its_ticket(self, complaints_flood):
        browser, form = from_address(1), filled_in()
        form["ticket"] = hidden_on(browser.post("/complain/", form), "ticket")
        assert hidden_on(browser.post("/complain/", form | {"story": ""}), "ticket") == form["ticket"]

    @pytest.mark.parametrize("seconds", [61, 60 * 60])
    def test_it_belongs_to_its_form_and_grows_old(self, complaints_flood, monkeypatch, seconds):
        browser, form = from_address(1), filled_in()
        ticket = hidden_on(browser.post("/complain/", form), "ticket")
        self.later(monkeypatch, seconds)
        other = (filled_in() if seconds == 61 else form) | {"ticket": ticket}
        assert browser.post("/complain/", other).status_code == 429

    def test_one_client_gets_through_with_so_many_tickets_an_hour(
        self, complaints_flood, monkeypatch, settings
    ):
        settings.TICKETS_PER_CLIENT = 1
        forms = [filled_in() for _ in range(2)]
        for form in forms:
            form["ticket"] = hidden_on(from_address(1).post("/complain/", form), "ticket")
        self.later(monkeypatch, 61)
        assert [from_address(1).post("/complain/", form).status_code for form in forms] == [200, 429]


class TestTheCode:
    def test_a_flood_of_wrong_codes_from_everywhere_shuts_nobody_out(self, now, codes_flood):
        code = issue_receipt(case=make_case(at=now), at=now)
        citizen = from_address(200)
        proof = solve(task_on(citizen.get("/track/")))
        for last in range(50, 60):  # the flood goes on
            assert from_address(last).post("/track/", {"code": new_receipt_code()}).status_code == 429
        assert "Progress" in text_of(citizen.post("/track/", {"code": code, "proof": proof}))

    def test_without_a_script_a_minute_later(self, now, codes_flood, monkeypatch):
        code = issue_receipt(case=make_case(at=now), at=now)
        sent = from_address(200).post("/track/", {"code": code})
        assert code in text_of(sent)
        ticket, before = hidden_on(sent, "ticket"), timezone.now().timestamp()
        monkeypatch.setattr("time.time", lambda: before + 61)
        press(code_door(), 5)
        opened = from_address(200).post("/track/", {"code": code, "ticket": ticket})
        assert "Progress" in text_of(opened)

    def test_under_pressure_right_and_wrong_codes_get_the_same_answer(self, now, codes_flood):
        right = issue_receipt(case=make_case(at=now), at=now)
        pages = [
            (answer.status_code, re.sub(r'data-effort="[^"]*"|value="[^"]*"', "", answer.content.decode()))
            for answer in (
                from_address(9).post("/track/", {"code": code}) for code in (right, new_receipt_code())
            )
        ]
        assert pages[0] == pages[1]

    def test_whoever_holds_the_page_itself_is_not_asked(self, now, codes_flood):
        from complaints.permissions import grant_pass

        case = make_case(at=now)
        form = {"tracking_pass": grant_pass(case), "kind": "talk", "text": "请尽快处理。"}
        assert from_address(3).post("/track/write/", form).status_code == 200

    def test_a_message_with_its_code_comes_back_with_all_its_words(self, now, codes_flood):
        code = issue_receipt(case=make_case(at=now), at=now)
        form = {"tracking_pass": "old", "kind": "talk", "text": "请尽快处理。", "code": code}
        held = from_address(3).post("/track/write/", form)
        assert held.status_code == 429
        assert "请尽快处理。" in text_of(held)
        sent = from_address(3).post("/track/write/", form | {"proof": solve(task_on(held))})
        assert "Your message has been sent" in text_of(sent)


def test_a_file_sent_in_advance_is_told_what_to_bring_and_then_taken(settings):
    settings.CALM_FILES_PER_MINUTE = 5
    press(file_door(), 5)
    held = from_address(1).post("/files/", {"file": upload("a.jpg")})
    asked = held.json()
    assert (held.status_code, asked["seconds"]) == (429, settings.TICKET_WAIT_SECONDS)
    sent = from_address(1).post("/files/", {"file": upload("a.jpg"), "proof": solve(asked["challenge"])})
    assert sent.json()["pass"]


def test_a_system_with_a_token_is_never_asked(settings, complaints_flood, client, municipal_system):
    answer = client.post("/api/v1/complaints/", data="{}", content_type="application/json")
    assert answer.status_code == 401
    assert b"challenge" not in answer.content
