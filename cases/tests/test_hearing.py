"""A hearing in a review: its days aren't counted (2005: art. 35; 2022: art. 36)."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import Party, WaitsFor
from cases.models import CaseClock
from cases.selectors.why import stories_of
from cases.services import MoveRefused, ask_review, end_waiting, move_case
from cases.tests.factories import make_case, unit, walk
from common.numbering import CHINA
from common.workdays import WorkCalendar
from notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PLACE = "12月1日上午九时在区国土局二楼听证，议题为补偿清册。"
DECISION = {"request": "复查", "facts": "属实", "opinion": "维持", "legal_basis": "《信访条例》第三十四条"}


@pytest.fixture
def reviewer(db):
    return make_user("reviewer", Role.HANDLER, "440100-land")


@pytest.fixture
def reviewed(now, city_clerk, county_handler, city_inspector, reviewer):
    """A named citizen has asked for a review."""
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    case = make_case(at=now, name="李秀英", phone="13800138000")
    walk(case, [*steps, ("close", city_inspector)], at=now, unit=unit("440106-land"))
    return ask_review(case_id=case.pk, grounds="答复与事实不符。", at=now)


def make(case, move, actor, *, at, note=PLACE, **details):
    return move_case(case_id=case.pk, move=move, actor=actor, at=at, note=note, details=details)


def clock(case, name):
    return CaseClock.objects.get(case=case, name=name, stopped_at=None)


def due_after(now, days):
    return WorkCalendar().next_workday(now.astimezone(CHINA).date() + timedelta(days=days))


def test_the_days_of_the_hearing_are_added_and_the_reasons_say_so(reviewed, reviewer, county_handler, now):
    case = make(reviewed, "open_hearing", reviewer, at=now + 2 * DAY)
    still = clock(case, "review")
    assert (still.paused_at, still.next_signal_at) == (now + 2 * DAY, None)
    assert (case.waits_for, case.due_on) == (WaitsFor.HEARING, clock(case, "hearing").due_on)
    assert case.messages.get().text == PLACE
    assert Notice.objects.filter(user=county_handler, wording="hearing_called").exists()
    assert Notice.objects.filter(identity=case.identity, wording="citizen_asked").exists()
    case = make(case, "end_hearing", reviewer, at=now + 11 * DAY, note="")
    review = clock(case, "review")
    assert (review.paused_days, review.due_on, case.waits_for) == (9, due_after(now, 39), "")
    with override("en"):
        facts = {f["label"]: f["value"] for f in stories_of([review], rule_set=case.rule_set)[0].facts}
    assert "Hearing: 2026-11-25 to 2026-12-04, 9 days not counted." in facts["Stood still"]
    assert PLACE in facts["Stood still"]


def test_it_is_over_by_itself_after_thirty_days_also_when_nobody_looked_for_two_days(reviewed, reviewer, now):
    case = make(reviewed, "open_hearing", reviewer, at=now)
    over = clock(case, "hearing").due_at
    assert end_waiting(at=over - timedelta(seconds=1)) == 0
    assert end_waiting(at=over + 2 * DAY) == 1
    pause = clock(case, "review").pauses.get()
    assert pause.ended_at == over
    assert Notice.objects.filter(user=reviewer, wording="hearing_over").exists()


def test_a_review_has_one_hearing_and_the_next_one_another(reviewed, reviewer, now):
    case = make(reviewed, "open_hearing", reviewer, at=now)
    for reason in ("heard_already",):
        with pytest.raises(MoveRefused) as refusal:
            make(case, "open_hearing", reviewer, at=now)
        assert reason in refusal.value.reasons
    case = make(case, "end_hearing", reviewer, at=now + DAY)
    with pytest.raises(MoveRefused) as refusal:
        make(case, "open_hearing", reviewer, at=now + DAY)
    assert refusal.value.reasons == ("heard_already",)
    case = make(case, "decide_review", reviewer, at=now + DAY, outcome="upheld", **DECISION)
    case = ask_review(case_id=case.pk, grounds="仍不服。", at=now + 2 * DAY)
    above = make_user("above", Role.HANDLER, case.reviewer.code)
    assert make(case, "open_hearing", above, at=now + 2 * DAY).waits_for == WaitsFor.HEARING


def test_who_may_and_until_when(reviewed, reviewer, county_handler, now):
    with pytest.raises(MoveRefused) as refusal:
        make(reviewed, "open_hearing", county_handler, at=now)
    assert refusal.value.reasons == ("not_your_move",)
    with pytest.raises(MoveRefused) as refusal:
        make(reviewed, "open_hearing", reviewer, at=now, note=" ")
    assert refusal.value.reasons == ("note_missing",)
    late = clock(reviewed, "review").due_at
    with pytest.raises(MoveRefused) as refusal:
        make(reviewed, "open_hearing", reviewer, at=late)
    assert refusal.value.reasons == ("term_over",)
    with pytest.raises(MoveRefused) as refusal:
        make(reviewed, "end_hearing", Party.SYSTEM, at=now)
    assert refusal.value.reasons == ("nothing_asked",)


def test_a_decision_ends_the_hearing_too(reviewed, reviewer, now):
    case = make(reviewed, "open_hearing", reviewer, at=now)
    case = make(case, "decide_review", reviewer, at=now + DAY, outcome="upheld", **DECISION)
    assert not case.clocks.filter(stopped_at=None).exists()
    assert (case.waits_for, case.due_at) == ("", None)
