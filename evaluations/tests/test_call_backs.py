"""Who is called back, what a call sets in motion, and what nobody but the caller ever learns."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import SealedIdentity
from accounts.services import give_duty
from accounts.tests.factories import make_user
from audit.models import Reading
from cases.choices import Stage
from cases.models import Case, CaseEvent
from cases.tests.factories import unit, walk
from evaluations.models import CallAttempt, CallBack, CallShare, Rating
from evaluations.rules.call_backs import NUMBERS_AN_HOUR
from evaluations.selectors.call_backs import call_back_tallies, rates_for_unit
from evaluations.services import (
    CallRefused,
    Said,
    call_back_dissatisfied,
    change_calls,
    draw_call_backs,
    enter_call_back,
    hand_back,
    note_attempt,
    rate_case,
    set_call_share,
    take_call_back,
    watch_call_backs,
)
from evaluations.signals import dissatisfied_again
from evaluations.tests.calls import NUMBER, SETTLED, UNSETTLED, answered_case, called
from notices.models import Notice
from organizations.models import Sector

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_brake():
    cache.clear()


@pytest.fixture
def answered(city_clerk, county_handler, city_inspector, now):
    """Makes a case with a released answer of the land bureau of Tianhe, two days ago."""

    def _make(at=now - 2 * DAY, **left):
        return answered_case(
            clerk=city_clerk, handler=county_handler, inspector=city_inspector, at=at, **left
        )

    return _make


def row_of(case) -> CallBack:
    return CallBack.objects.get(answer=case.answer_id)


def again(case, handler, inspector, at):
    """The redo: another answer, released."""
    return walk(case, [("answer", handler), ("close", inspector)], at=at)


@pytest.fixture
def told_again():
    """The cases of which the apps above are told that their citizen is dissatisfied again."""
    cases = []

    def _note(sender, *, case, **kwargs):
        cases.append(case.pk)

    dissatisfied_again.connect(_note)
    yield cases
    dissatisfied_again.disconnect(_note)


@pytest.mark.django_db
class TestDrawing:
    def test_whoever_left_a_number_and_was_told_is_called_and_the_others_are_said_apart(self, answered, now):
        reachable = answered()
        anonymous = answered(story="镇里的补贴一直没有发，问了很多次都没有结果，请查一查。")
        anonymous = Case.objects.get(pk=anonymous.pk)
        by_mail = answered(email="a@example.org")
        untold = answered(name="王五", phone=NUMBER)
        assert draw_call_backs(at=now) == 4
        assert row_of(reachable).state == "waiting"
        assert [row_of(case).why for case in (anonymous, by_mail, untold)] == [
            "anonymous",
            "no_number",
            "no_calls",
        ]
        assert draw_call_backs(at=now) == 0

    def test_what_is_under_way_or_was_answered_long_ago_is_not_drawn(self, answered, now):
        answered(at=now - 40 * DAY)
        walk(answered(), [("ask_review", "citizen")], at=now)
        assert draw_call_backs(at=now) == 0

    def test_a_rule_draws_a_share_by_the_keyed_digest_of_the_answer_and_the_same_again(
        self, answered, now, province_leader
    ):
        case = answered()
        share = {"actor": province_leader, "effective_on": now.date(), "reason": "人手有限", "at": now}
        set_call_share(share=0, **share)
        draw_call_backs(at=now)
        row = row_of(case)
        assert (row.state, row.why, row.share) == ("left_out", "sampled_out", 0)
        set_call_share(share=100, channel="web", **share)
        other = answered()
        draw_call_backs(at=now)
        assert row_of(other).state == "waiting"
        row.refresh_from_db()
        assert row.state == "left_out"

    def test_only_a_leader_of_the_province_sets_a_share_with_a_reason_and_never_for_the_past(
        self, now, city_inspector, province_leader
    ):
        good = {"share": 50, "effective_on": now.date(), "reason": "抽查", "at": now}
        sector = Sector.objects.get(code="environment")
        for wrong in (
            {"actor": city_inspector},
            {"actor": province_leader, "reason": " "},
            {"actor": province_leader, "effective_on": now.date() - DAY},
        ):
            with pytest.raises(CallRefused):
                set_call_share(**good | wrong)
        set_call_share(actor=province_leader, sector=sector, **good)
        with pytest.raises(Exception, match="append"), transaction.atomic():
            CallShare.objects.update(share=100)

    def test_a_withdrawn_consent_ends_it_at_once_and_a_new_one_puts_it_back(self, answered, now, city_clerk):
        case = answered()
        draw_call_backs(at=now)
        change_calls(case_id=case.pk, may_be_called=False, at=now)
        assert row_of(case).why == "no_calls"
        with pytest.raises(CallRefused) as refusal:
            take_call_back(call_back_id=row_of(case).pk, actor=city_clerk, at=now)
        assert refusal.value.reasons == ("wrong_state",)
        change_calls(case_id=case.pk, may_be_called=True, at=now)
        assert row_of(case).state == "waiting"


@pytest.fixture
def province_leader(db):
    """Leads the commission of the province."""
    return make_user("province_leader", Role.COMMISSION_LEADER, "440000-commission")


@pytest.mark.django_db
class TestCalling:
    def test_the_number_is_shown_to_whoever_has_taken_it_and_each_look_is_written_down(
        self, answered, now, city_clerk, city_inspector
    ):
        case = answered()
        draw_call_backs(at=now)
        row = row_of(case)
        assert take_call_back(call_back_id=row.pk, actor=city_clerk, at=now) == NUMBER
        look = Reading.objects.get(kind="call")
        assert (look.reader_id, look.case_id, look.item) == (city_clerk.pk, case.pk, f"call-back:{row.pk}")
        with pytest.raises(CallRefused) as refusal:
            take_call_back(call_back_id=row.pk, actor=city_inspector, at=now)
        assert refusal.value.reasons == ("taken",)
        assert Reading.objects.filter(kind="call").count() == 1
        assert take_call_back(call_back_id=row.pk, actor=city_inspector, at=now + HOUR) == NUMBER
        with pytest.raises(CallRefused) as refusal:
            enter_call_back(call_back_id=row.pk, said=SETTLED, actor=city_clerk, at=now + HOUR)
        assert refusal.value.reasons == ("not_claimed",)

    def test_a_caller_has_one_call_at_a_time(self, answered, now, city_clerk):
        first, second = answered(), answered()
        draw_call_backs(at=now)
        for case in (first, second):
            take_call_back(call_back_id=row_of(case).pk, actor=city_clerk, at=now)
        assert row_of(first).claimed_by is None
        hand_back(call_back_id=row_of(second).pk, actor=city_clerk, at=now)
        assert not CallBack.objects.filter(claimed_by=city_clerk).exists()

    def test_whoever_looks_at_very_many_numbers_waits(self, answered, now, city_clerk):
        case = answered()
        draw_call_backs(at=now)
        for _ in range(NUMBERS_AN_HOUR):
            take_call_back(call_back_id=row_of(case).pk, actor=city_clerk, at=now)
        with pytest.raises(CallRefused) as refusal:
            take_call_back(call_back_id=row_of(case).pk, actor=city_clerk, at=now)
        assert refusal.value.reasons == ("too_many",)

    def test_nobody_of_the_handling_unit_or_another_city_sees_it_whatever_his_duty(
        self, answered, now, county_handler, county_leader, other_city_clerk, city_clerk, province_inspector
    ):
        answered()
        draw_call_backs(at=now)
        both = make_user("both", Role.INTAKE_CLERK, "440100-commission")
        give_duty(user=both, unit=unit("440106-land"), role=Role.HANDLER, from_on=now.date() - 900 * DAY)
        for outsider in (county_handler, county_leader, other_city_clerk, both):
            assert not CallBack.objects.visible_to(outsider).exists(), outsider
            with pytest.raises(CallBack.DoesNotExist):
                take_call_back(call_back_id=CallBack.objects.get().pk, actor=outsider, at=now)
        for caller in (city_clerk, province_inspector):
            assert CallBack.objects.visible_to(caller).count() == 1

    def test_three_attempts_at_other_hours_and_days_end_it_and_silence_is_no_praise(
        self, answered, now, city_clerk
    ):
        case = answered()
        draw_call_backs(at=now)
        pk, at = row_of(case).pk, now
        for number in range(3):
            take_call_back(call_back_id=pk, actor=city_clerk, at=at)
            row = note_attempt(call_back_id=pk, outcome="no_answer", actor=city_clerk, at=at)
            if number < 2:
                with pytest.raises(CallRefused) as refusal:
                    take_call_back(call_back_id=pk, actor=city_clerk, at=at + HOUR)
                assert refusal.value.reasons == ("too_soon",)
                at = row.next_at
        assert (row.state, row.attempts.count()) == ("not_reached", 3)
        days = [one.at.date() for one in row.attempts.all()]
        assert days[0] == days[1] < days[2]
        assert call_back_tallies(begin=now.date(), end=now.date() + DAY) == {}
        with pytest.raises(Exception, match="append"), transaction.atomic():
            CallAttempt.objects.update(outcome="reached")

    def test_a_call_that_is_put_off_comes_back_then_and_a_refusal_is_kept_for_good(
        self, answered, now, city_clerk
    ):
        case = answered()
        draw_call_backs(at=now)
        pk = row_of(case).pk
        take_call_back(call_back_id=pk, actor=city_clerk, at=now)
        step = {"call_back_id": pk, "actor": city_clerk, "at": now}
        with pytest.raises(CallRefused):
            note_attempt(outcome="later", later_at=now + 9 * DAY, **step)
        assert note_attempt(outcome="later", later_at=now + DAY, **step).next_at == now + DAY
        take_call_back(call_back_id=pk, actor=city_clerk, at=now + DAY)
        note_attempt(call_back_id=pk, outcome="refused", actor=city_clerk, at=now + DAY)
        assert row_of(case).state == "refused"
        assert not SealedIdentity.objects.get().may_be_called


@pytest.mark.django_db
class TestEntering:
    def test_a_satisfied_citizen_leaves_the_case_closed_and_the_unit_reads_no_caller(
        self, answered, now, city_clerk
    ):
        case = answered()
        row = called(case, by=city_clerk, at=now, said=SETTLED)
        assert (row.state, row.reopened, row.script) == ("done", False, "general-1")
        event = CaseEvent.objects.get(case=case, name="case.called_back")
        assert (event.actor, event.unit, event.party) == (None, None, "citizen")
        with pytest.raises(CallRefused):
            enter_call_back(call_back_id=row.pk, said=UNSETTLED, actor=city_clerk, at=now)
        handled = unit("440106-land")
        assert call_back_tallies(begin=now.date(), end=now.date()) == {handled.pk: {"satisfied": 1}}
        assert call_back_tallies(begin=now.date() + DAY, end=now.date() + DAY) == {}
        rates = rates_for_unit(city_clerk, handled)
        assert (rates.valid, rates.pleased, rates.solved, rates.shares["pleased"]) == (1, 1, 1, None)

    def test_dissatisfied_with_a_reason_about_the_matter_opens_the_redo_and_another_reason_does_not(
        self, answered, now, city_clerk, told_again
    ):
        first, second = answered(), answered()
        assert called(first, by=city_clerk, at=now, said=UNSETTLED).reopened
        first.refresh_from_db()
        assert (first.stage, first.reopened_count) == (Stage.HANDLING, 1)
        rude = Said(contacted=False, solved="yes", grade="dissatisfied", reason="attitude")
        assert not called(second, by=city_clerk, at=now, said=rude).reopened
        second.refresh_from_db()
        assert second.stage == Stage.CLOSED
        assert told_again == []
        with pytest.raises(CallRefused):
            called(
                answered(),
                by=city_clerk,
                at=now,
                said=Said(contacted=True, solved="no", grade="dissatisfied"),
            )

    def test_the_database_knows_of_one_redo_of_a_case(
        self, answered, now, city_clerk, county_handler, city_inspector
    ):
        case = answered()
        called(case, by=city_clerk, at=now, said=UNSETTLED)
        case = again(case, county_handler, city_inspector, now + DAY)
        row = called(case, by=city_clerk, at=now + 2 * DAY, said=UNSETTLED)
        with pytest.raises(IntegrityError), transaction.atomic():
            CallBack.objects.filter(pk=row.pk).update(reopened=True)


@pytest.mark.django_db
class TestDissatisfiedByReceipt:
    def test_it_is_called_within_24_hours_and_the_redo_is_opened_once(
        self, answered, now, city_clerk, told_again
    ):
        case = answered()
        rate_case(case_id=case.pk, grade="dissatisfied", reason="not_done", at=now)
        row = CallBack.objects.get()
        assert (row.state, row.origin, row.due_at) == ("waiting", "dissatisfied", now + DAY)
        told = Notice.objects.filter(user=city_clerk, wording="call_back_urgent", channel="in_app")
        assert told.get().path == f"/staff/call-backs/{row.pk}/"
        take_call_back(call_back_id=row.pk, actor=city_clerk, at=now + HOUR)
        assert not enter_call_back(
            call_back_id=row.pk, said=UNSETTLED, actor=city_clerk, at=now + HOUR
        ).reopened
        case.refresh_from_db()
        assert (case.stage, case.reopened_count) == (Stage.HANDLING, 1)
        assert told_again == []

    def test_whoever_was_drawn_is_called_sooner_and_whoever_was_called_or_is_anonymous_is_not_called(
        self, answered, now, city_clerk
    ):
        case = answered()
        draw_call_backs(at=now)
        assert call_back_dissatisfied(answer_id=case.answer_id, at=now).due_at == now + DAY
        called(case, by=city_clerk, at=now, said=SETTLED)
        assert call_back_dissatisfied(answer_id=case.answer_id, at=now) is None
        anonymous = answered(story="镇里的补贴一直没有发，问了很多次都没有结果，请查一查。")
        rate_case(case_id=anonymous.pk, grade="dissatisfied", reason="too_slow", at=now)
        assert row_of(anonymous).why == "anonymous"
        assert not CallBack.objects.waiting().exists()

    def test_what_nobody_calls_in_time_gives_the_alarm_once_and_one_attempt_stops_the_clock(
        self, answered, now, city_clerk
    ):
        case, tried = answered(), answered()
        for one in (case, tried):
            rate_case(case_id=one.pk, grade="dissatisfied", reason="too_slow", at=now)
        take_call_back(call_back_id=row_of(tried).pk, actor=city_clerk, at=now)
        note_attempt(call_back_id=row_of(tried).pk, outcome="busy", actor=city_clerk, at=now)
        late = Notice.objects.filter(user=city_clerk, wording="call_back_late", channel="in_app")
        watch_call_backs(at=now + DAY - HOUR)
        assert not late.exists()
        for _ in range(2):
            watch_call_backs(at=now + DAY)
        assert late.get().path == f"/staff/call-backs/{row_of(case).pk}/"

    def test_a_drawn_call_is_dropped_when_the_case_goes_on(self, answered, now):
        case = answered()
        draw_call_backs(at=now)
        walk(case, [("ask_review", "citizen")], at=now)
        watch_call_backs(at=now)
        assert row_of(case).state == "dropped"


def together(*acts):
    """Each in a connection of its own, at the same moment; what each gave, or its refusal."""

    def _run(act):
        try:
            return act()
        except Exception as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(_run, acts))


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_an_answer_is_drawn_once_by_two_beats(self, answered, now):
        for _ in range(3):
            answered()
        together(*[lambda: draw_call_backs(at=now)] * 3)
        while draw_call_backs(at=now):
            pass
        assert CallBack.objects.count() == 3

    def test_two_entries_and_a_rating_by_receipt_open_one_redo(self, answered, city_clerk):
        now = timezone.now()
        case = answered(at=now - 2 * DAY)
        draw_call_backs(at=now)
        pk = row_of(case).pk
        take_call_back(call_back_id=pk, actor=city_clerk, at=now)

        def _enter():
            return enter_call_back(call_back_id=pk, said=UNSETTLED, actor=city_clerk, at=now)

        def _rate():
            return rate_case(case_id=case.pk, grade="dissatisfied", reason="not_solved", at=now)

        outcomes = together(_enter, _enter, _rate)
        assert sum(isinstance(one, CallBack) for one in outcomes) == 1
        case.refresh_from_db()
        assert (case.stage, case.reopened_count) == (Stage.HANDLING, 1)
        assert CaseEvent.objects.filter(case=case, move="reopen").count() == 1
        reopened = [row.reopened for row in (*CallBack.objects.all(), *Rating.objects.all())]
        assert reopened.count(True) == 1

    def test_of_two_callers_one_gets_the_number(self, answered, now, city_clerk, city_inspector):
        case = answered()
        draw_call_backs(at=now)
        pk = row_of(case).pk
        outcomes = together(
            *[
                lambda actor=actor: take_call_back(call_back_id=pk, actor=actor, at=now)
                for actor in (city_clerk, city_inspector)
            ]
        )
        assert sorted(isinstance(one, CallRefused) for one in outcomes) == [False, True]
