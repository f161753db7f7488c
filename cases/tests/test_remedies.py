"""Withdrawing and reviewing as it happens to a case: matters, the firewall, second reviews, clocks and the database."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from accounts.choices import Role
from accounts.services import give_duty
from accounts.tests.factories import make_user
from cases.choices import ClockName, Party, Refusal
from cases.models import Case, CaseEvent, Review, ReviewDecision
from cases.permissions import hidden_events, parties_of
from cases.selectors.queue import waiting_for
from cases.selectors.review import review_right
from cases.selectors.trail import trail_of
from cases.services import (
    MoveRefused,
    ask_review,
    change_urgency,
    join_matter,
    leave_matter,
    move_case,
    name_accused,
    take_withdrawal_back,
    watch_clocks,
    withdraw_case,
)
from cases.tests.factories import FOUND_NOTHING, make_case, unit, walk
from notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GROUNDS = "答复与事实不符。"
DECISION = {"request": "复查", "facts": "属实", "opinion": "维持", "legal_basis": "《信访条例》第三十四条"}
UPHELD = DECISION | {"outcome": "upheld"}


@pytest.fixture
def handled(now, city_clerk, county_handler):
    """A case that the land bureau of Tianhe handles."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    return walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))


@pytest.fixture
def closed(handled, now, county_handler, city_inspector):
    """The same case, answered and closed."""
    return walk(handled, [("answer", county_handler), ("close", city_inspector)], at=now)


@pytest.fixture
def reviewer(db):
    """Handles cases for the land bureau of the city, which stands above that of Tianhe."""
    return make_user("reviewer", Role.HANDLER, "440100-land")


def again(case):
    return Case.objects.get(pk=case.pk)


def joined_to(leading, clerk, *, at, **fields):
    case = make_case(at=at, **fields)
    return join_matter(case_id=case.pk, leading_id=leading.pk, actor=clerk, at=at)


def reasons(act, **words):
    with pytest.raises(MoveRefused) as refusal:
        act(**words)
    return refusal.value.reasons


# --- a withdrawn case in a matter --------------------------------------------------------------------------------


def test_when_the_leading_case_is_withdrawn_the_next_one_leads_and_the_others_stay_with_it(
    handled, city_clerk, now
):
    second, third = (joined_to(handled, city_clerk, at=now + days * DAY) for days in (1, 2))
    withdraw_case(case_id=handled.pk, at=now + 3 * DAY)
    heir, other = again(second), again(third)
    assert (heir.stage, heir.responsible, heir.matter.leading_id) == ("accepted", None, heir.pk)
    assert (other.stage, other.matter_id) == ("joined", heir.matter_id)
    assert heir.clocks.get(name=ClockName.CONCLUDE, stopped_at=None).started_at == now + DAY
    assert Notice.objects.filter(wording="case_leads", user=city_clerk).exists()


def test_the_others_are_still_answered_together_and_the_withdrawn_one_is_not(
    handled, city_clerk, county_handler, city_inspector, now
):
    second, third = (joined_to(handled, city_clerk, at=now) for _ in range(2))
    withdraw_case(case_id=handled.pk, at=now)
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    walk(again(second), [*steps, ("close", city_inspector)], at=now + DAY, unit=unit("440106-land"))
    assert [again(case).stage for case in (handled, second, third)] == ["withdrawn", "closed", "closed"]


def test_what_a_withdrawn_case_accuses_still_shuts_out_from_the_others(handled, city_clerk, now):
    accusing = joined_to(handled, city_clerk, at=now, accused=[unit("440106-housing")])
    withdraw_case(case_id=accusing.pk, at=now)
    words = {"case_id": handled.pk, "move": "reassign", "actor": city_clerk, "at": now, "note": "改派"}
    assert reasons(move_case, **words, details={"unit": unit("440106-housing")}) == ("unit_barred",)
    with pytest.raises(IntegrityError, match="firewall"), transaction.atomic():
        Case.objects.filter(pk=handled.pk).update(responsible=unit("440106-housing"))


def test_the_trail_of_the_leading_case_says_nothing_of_a_joined_one_that_was_withdrawn(
    handled, city_clerk, now
):
    joined = joined_to(handled, city_clerk, at=now)
    before = handled.events.count()
    withdraw_case(case_id=joined.pk, at=now)
    assert handled.events.count() == before
    assert again(handled).stage == "handling"


def test_a_withdrawn_leading_case_that_is_taken_back_goes_its_own_way_and_can_join_again(
    handled, city_clerk, now
):
    second = joined_to(handled, city_clerk, at=now)
    withdraw_case(case_id=handled.pk, at=now)
    take_withdrawal_back(case_id=handled.pk, at=now + DAY)
    case = join_matter(case_id=handled.pk, leading_id=second.pk, actor=city_clerk, at=now + 2 * DAY)
    assert (case.stage, case.matter.leading_id) == ("joined", second.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_closing_or_leaving_a_matter_and_withdrawing_at_once_wait_for_each_other_and_none_is_lost(
    now, city_clerk, county_handler, city_inspector, turn
):
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    leading = walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))
    first, second = (joined_to(leading, city_clerk, at=now) for _ in range(2))
    acts = [
        lambda: move_case(
            case_id=leading.pk, move="close", actor=city_inspector, at=now, details=FOUND_NOTHING
        ),
        lambda: withdraw_case(case_id=first.pk, at=now),
        lambda: leave_matter(case_id=second.pk, actor=city_clerk, at=now, note="另行办理"),
    ]
    faults = at_once(acts[turn:] + acts[:turn])
    assert [fault for fault in faults if not isinstance(fault, MoveRefused)] == []
    assert again(leading).stage == "closed"
    assert again(first).stage in ("withdrawn", "closed")
    assert again(second).stage in ("accepted", "closed")


def at_once(acts):
    """Do everything at the same time; the faults that came of it."""
    faults, start = [], threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=10)
            act()
        except Exception as fault:  # whatever it is, the test looks at it
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return faults


# --- taking it back, and up again --------------------------------------------------------------------------------


def test_the_seventh_day_is_the_last_on_which_a_withdrawal_can_be_taken_back(handled, now):
    withdraw_case(case_id=handled.pk, at=now)
    late = now.replace(hour=0) + 8 * DAY
    assert reasons(take_withdrawal_back, case_id=handled.pk, at=late) == ("take_back_too_late",)
    assert take_withdrawal_back(case_id=handled.pk, at=late - timedelta(seconds=1)).stage == "received"


def test_a_case_with_danger_that_goes_on_is_as_urgent_as_before(handled, city_clerk, now):
    change_urgency(case_id=handled.pk, danger="violence", actor=city_clerk, at=now, note="有人受威胁")
    withdraw_case(case_id=handled.pk, at=now)
    assert (
        take_withdrawal_back(case_id=handled.pk, at=now + DAY).clocks.get(stopped_at=None).name
        == "urgent_triage"
    )


def test_why_a_citizen_withdrew_is_told_to_desk_and_commission_alone(
    handled, city_inspector, city_clerk, county_handler, now
):
    withdraw_case(case_id=handled.pk, at=now, reason="家里人劝我算了")
    steps = [("reconsider", city_inspector), ("assign", city_clerk)]
    case = walk(again(handled), steps, at=now + DAY, unit=unit("440106-land"))
    for user, is_told in ((city_clerk, True), (city_inspector, True), (county_handler, False)):
        entries = trail_of(case, accused=[], helpers=[], hidden=hidden_events(user, case))
        assert any("家里人劝我算了" in entry["text"] for entry in entries) == is_told


def test_a_withdrawn_case_gives_no_signal_and_waits_for_nobody(handled, city_inspector, city_clerk, now):
    withdraw_case(case_id=handled.pk, at=now)
    assert watch_clocks(at=now + 300 * DAY) == 0
    assert not waiting_for(city_clerk, at=now + 300 * DAY).exists()
    assert not waiting_for(city_inspector, at=now + 300 * DAY).exists()


# --- reviews -----------------------------------------------------------------------------------------------------


def test_the_second_review_goes_one_level_higher_and_is_final(closed, reviewer, now):
    ask_review(case_id=closed.pk, grounds=GROUNDS, at=now + DAY)
    move_case(case_id=closed.pk, move="decide_review", actor=reviewer, at=now + 9 * DAY, details=UPHELD)
    second = ask_review(case_id=closed.pk, grounds=GROUNDS, at=now + 20 * DAY)
    assert second.reviewer == unit("440000-land")
    province = make_user("province", Role.UNIT_LEADER, "440000-land")
    move_case(case_id=closed.pk, move="decide_review", actor=province, at=now + 21 * DAY, details=UPHELD)
    assert [row.is_final for row in Review.objects.order_by("instance")] == [False, True]
    assert "reviewed_finally" in reasons(ask_review, case_id=closed.pk, grounds=GROUNDS, at=now + 22 * DAY)
    assert review_right(again(closed), at=now + 22 * DAY).refusal == Refusal.REVIEWED_FINALLY


def test_each_review_may_be_asked_for_within_thirty_days_of_what_it_is_about(closed, reviewer, now):
    until = review_right(again(closed), at=now).until
    assert until == (now + 30 * DAY).date()
    words = {"case_id": closed.pk, "grounds": GROUNDS}
    assert reasons(ask_review, **words, at=now + 31 * DAY) == ("review_too_late",)
    ask_review(**words, at=now + 30 * DAY)
    move_case(case_id=closed.pk, move="decide_review", actor=reviewer, at=now + 40 * DAY, details=UPHELD)
    assert ask_review(**words, at=now + 65 * DAY).stage == "reviewing"


def test_the_body_that_reviews_has_thirty_days_and_the_next_level_hears_when_it_lets_them_pass(
    closed, reviewer, province_lead, now
):
    case = ask_review(case_id=closed.pk, grounds=GROUNDS, at=now)
    assert case.due_on == (now + 30 * DAY).date()
    assert waiting_for(reviewer, at=now).get() == case
    watch_clocks(at=now + 60 * DAY)
    assert Notice.objects.filter(wording="clock_escalate", user=reviewer).exists()
    assert again(case).escalated_to == unit("440000-land")


def test_a_reviewed_case_is_not_reopened_by_a_rating_as_well(closed, reviewer, now):
    ask_review(case_id=closed.pk, grounds=GROUNDS, at=now)
    move_case(case_id=closed.pk, move="decide_review", actor=reviewer, at=now, details=UPHELD)
    rating = {"grade": "dissatisfied", "reason": "not_solved"}
    words = {"case_id": closed.pk, "move": "reopen", "actor": Party.CITIZEN, "at": now, "note": "没有解决"}
    assert reasons(move_case, **words, details=rating) == ("review_asked",)


def test_no_other_case_is_joined_to_one_under_review(closed, city_clerk, now):
    ask_review(case_id=closed.pk, grounds=GROUNDS, at=now)
    case = make_case(at=now)
    words = {"case_id": case.pk, "leading_id": closed.pk, "actor": city_clerk, "at": now}
    assert reasons(join_matter, **words) == ("leading_not_open",)


def test_nobody_reviews_what_his_own_unit_has_answered(closed, now):
    both = make_user("both", Role.HANDLER, "440106-land")
    give_duty(user=both, unit=unit("440100-land"), role=Role.UNIT_LEADER, from_on=now.date() - DAY)
    case = ask_review(case_id=closed.pk, grounds=GROUNDS, at=now)
    assert parties_of(both, case) == {Party.UNIT}


def test_an_outcome_that_revokes_is_a_move_of_its_own(closed, reviewer, now):
    ask_review(case_id=closed.pk, grounds=GROUNDS, at=now)
    words = {"case_id": closed.pk, "move": "decide_review", "actor": reviewer, "at": now}
    assert reasons(move_case, **words, details=DECISION | {"outcome": "revoked"}) == ("outcome_unknown",)


# --- the firewall during a review --------------------------------------------------------------------------------


def test_the_database_itself_refuses_a_review_by_the_accused_side(
    now, city_clerk, county_handler, city_inspector
):
    case = make_case(at=now, accused=[unit("440106-housing")])
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    walk(case, [*steps, ("close", city_inspector)], at=now, unit=unit("440106-land"))
    ask_review(case_id=case.pk, grounds=GROUNDS, at=now)
    with pytest.raises(IntegrityError, match="firewall"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(reviewer=unit("440106-housing"))


def test_naming_the_side_that_answered_during_a_review_takes_the_case_back_to_the_desk(
    closed, reviewer, city_clerk, county_handler, now
):
    ask_review(case_id=closed.pk, grounds=GROUNDS, at=now)
    name_accused(case_id=closed.pk, unit=unit("440100-land"), actor=city_clerk, at=now + DAY)
    case = again(closed)
    assert (case.stage, case.responsible, case.reviewer, case.closed_at) == ("accepted", None, None, None)
    assert case.clocks.get(name=ClockName.CONCLUDE, stopped_at=None).started_at == now + DAY
    assert not Case.objects.visible_to(reviewer).exists()
    assert not Case.objects.visible_to(county_handler).exists()
    assert not ReviewDecision.objects.exists()


def test_where_the_side_that_answered_has_come_to_be_accused_no_review_is_offered(closed, now):
    person = unit("440106-housing").posts.get(is_first=True).tenures.get(to_on=None).person
    closed.accused.create(person=person)
    post = unit("440106-land").posts.get(is_first=True)
    post.tenures.filter(to_on=None).update(to_on=now.date() - 2 * DAY)
    post.tenures.create(person=person, from_on=now.date() - DAY)
    assert review_right(again(closed), at=now).refusal == Refusal.NO_REVIEWER
    assert "no_reviewer" in reasons(ask_review, case_id=closed.pk, grounds=GROUNDS, at=now)


def test_the_accused_hear_nothing_of_a_review(now, city_clerk, county_handler, city_inspector):
    accused = make_user("accused", Role.HANDLER, "440106-housing")
    case = make_case(at=now, accused=[unit("440106-housing")])
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    walk(case, [*steps, ("close", city_inspector)], at=now, unit=unit("440106-land"))
    ask_review(case_id=case.pk, grounds=GROUNDS, at=now)
    assert not Notice.objects.filter(user=accused).exists()
    assert not Case.objects.visible_to(accused).exists()


# --- the database itself -----------------------------------------------------------------------------------------


def test_the_database_knows_who_has_a_case_under_review_and_counts_to_two(closed, now):
    wrong = (
        {"reviewer": unit("440100-land")},
        {"review_count": 3},
        {"stage": "reviewing"},
    )
    for columns in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=closed.pk).update(**columns)


def test_requests_and_decisions_are_written_once(closed, reviewer, now):
    ask_review(case_id=closed.pk, grounds=GROUNDS, at=now)
    move_case(case_id=closed.pk, move="decide_review", actor=reviewer, at=now, details=UPHELD)
    acts = (
        lambda: Review.objects.update(grounds="已解决"),
        lambda: ReviewDecision.objects.update(outcome="changed"),
        lambda: ReviewDecision.objects.all().delete(),
    )
    for act in acts:
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            act()
    assert CaseEvent.objects.get(move="decide_review").details == {"outcome": "upheld"}


def test_what_is_above_the_desk_is_to_be_handed_up_also_after_a_withdrawal_was_taken_back(now, city_clerk):
    case = make_case(at=now, accused=[unit("440000-land")])
    withdraw_case(case_id=case.pk, at=now)
    assert not case.clocks.filter(stopped_at=None).exists()
    case = take_withdrawal_back(case_id=case.pk, at=now + DAY)
    clock = case.clocks.get(name="hand_up", stopped_at=None)
    assert (clock.started_at, case.due_at) == (now + DAY, clock.due_at)


def test_whoever_left_a_name_is_told_of_the_acceptance_once(now, city_clerk):
    case = make_case(at=now, name="李秀英", phone="13800138000")
    clock = case.clocks.get(name="tell_acceptance")
    assert clock.due_on == (now + 21 * DAY).date()
    case = walk(case, [("accept", city_clerk)], at=now)
    case = walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert not case.clocks.filter(name="tell_acceptance", stopped_at=None).exists()
    assert Notice.objects.filter(identity=case.identity, wording="citizen_accepted").count() == 1


def test_a_case_that_is_assigned_at_once_is_accepted_and_its_citizen_is_told(now, city_clerk):
    case = make_case(at=now, name="李秀英", phone="13800138000")
    case = walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert Notice.objects.filter(identity=case.identity, wording="citizen_accepted").count() == 1


def test_nobody_has_to_be_told_of_an_anonymous_report_nor_by_the_rules_of_2013(now):
    assert not make_case(at=now).clocks.filter(name="tell_acceptance").exists()
    named = make_case(at=now, name="李秀英", phone="13800138000", rule_set="2013")
    assert not named.clocks.filter(name="tell_acceptance").exists()
