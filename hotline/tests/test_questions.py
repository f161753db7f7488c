"""What becomes of a question: it is a case, it never comes before those it accuses, it is answered, promised or passed on (M70, M71)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.services import open_name
from cases.choices import Party, Stage
from cases.models import Accused, Case, CaseClock
from cases.services import AccusedEntry, Complaint, receive_case
from cases.tests.factories import area, make_case, unit, walk
from hotline.choices import QuestionStage
from hotline.models import Question
from hotline.selectors.desk import alike, cases_to_take, queue_of, screen_of
from hotline.selectors.studio import barred_from_studio
from hotline.services import (
    QuestionRefused,
    SessionRefused,
    clear_question,
    import_questions,
    move_question,
    move_session,
    next_question,
    pass_on_the_rest,
    put_first,
    take_case,
)
from hotline.tests.factories import ASKED, ask, housing_head, make_on_air, make_session, put

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def live(now, city_inspector):
    return make_on_air(city_inspector, at=now)


def refused(question, move, actor, *, at, **more) -> tuple:
    with pytest.raises(QuestionRefused) as refusal, transaction.atomic():
        move_question(question_id=question.pk, move=move, actor=actor, at=at, **more)
    return refusal.value.reasons


# --- every question is a case --------------------------------------------------------------------------------------


def test_a_caller_has_a_case_number_at_once_and_the_name_is_sealed(now, live, city_clerk):
    question = ask(live, city_clerk, at=now, name="陈某某", phone="13800138000")
    case = Case.objects.select_related("identity").get(pk=question.case_id)
    assert (case.channel, case.desk, open_name(case.identity)) == (
        "hotline",
        unit("440100-commission"),
        "陈某某",
    )
    assert "13800138000" not in str(Question.objects.filter(pk=question.pk).values().get())
    anonymous = ask(live, city_clerk, at=now)
    assert Case.objects.get(pk=anonymous.case_id).identity is None
    with pytest.raises(QuestionRefused, match="name_missing"):
        ask(live, city_clerk, at=now, phone="13800138000")


def test_before_the_line_up_is_confirmed_and_after_the_end_no_question_is_taken(
    now, live, city_inspector, city_clerk, other_city_clerk
):
    planned = make_session(city_inspector, at=now)
    with pytest.raises(QuestionRefused, match="lanes_closed"):
        ask(planned, city_clerk, at=now)
    with pytest.raises(type(live).DoesNotExist):
        ask(live, other_city_clerk, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.create(session=planned, lane="phone", outlet="radio", text="？", received_at=now)


def test_a_session_closes_only_when_every_question_is_settled_and_has_its_case(
    now, live, city_inspector, city_clerk
):
    ask(live, city_clerk, at=now)
    import_questions(
        session_id=live.pk, lines=["微博网友问的", "", "微博网友问的"], outlet="web", actor=city_clerk, at=now
    )
    move_session(session_id=live.pk, move="end", actor=city_inspector, at=now + HOUR)
    with pytest.raises(SessionRefused) as refusal, transaction.atomic():
        move_session(session_id=live.pk, move="close", actor=city_inspector, at=now + HOUR)
    assert refusal.value.reasons == ("questions_open", "without_case")
    with pytest.raises(DatabaseError, match="waits or has no case"), transaction.atomic():
        type(live).objects.filter(pk=live.pk).update(stage="closed", closed_at=now)
    assert pass_on_the_rest(session_id=live.pk, actor=city_inspector, at=now + HOUR) == 2
    assert not live.questions.filter(case=None).exists()
    move_session(session_id=live.pk, move="close", actor=city_inspector, at=now + HOUR)


def test_a_complaint_sent_from_the_page_of_a_session_waits_in_its_queue(now, live):
    complaint = Complaint(
        channel="web", story="请问摇号名单公布在哪里？", area=area("440106"), occasion=f"hotline:{live.pk}"
    )
    case = receive_case(complaint=complaint, actor=Party.CITIZEN, at=now)
    question = Question.objects.get()
    assert (question.case, question.lane, question.outlet, question.stage) == (case, "web", "web", "waiting")
    lost = Complaint(channel="web", story="请问摇号", area=area("440106"), occasion="hotline:999999")
    receive_case(complaint=lost, actor=Party.CITIZEN, at=now)
    assert Question.objects.count() == 1


def test_a_text_message_is_taken_over_into_the_queue_once(now, live, city_clerk):
    case = make_case(at=now, channel="sms")
    assert cases_to_take(live, city_clerk) == [case]
    question = take_case(session_id=live.pk, case_id=case.pk, outlet="radio", actor=city_clerk, at=now)
    assert (question.lane, question.case) == ("sms", case)
    assert cases_to_take(live, city_clerk) == []
    with pytest.raises(QuestionRefused, match="case_taken"):
        take_case(session_id=live.pk, case_id=case.pk, outlet="radio", actor=city_clerk, at=now)


# --- the firewall in the studio ------------------------------------------------------------------------------------


def test_what_complains_of_the_unit_in_the_studio_never_comes_before_it(now, live, city_clerk):
    question = ask(live, city_clerk, at=now, complains_of_guest=True)
    assert question.stage == QuestionStage.PASSED_ON
    assert Accused.objects.get(case=question.case).unit == live.unit
    assert not Case.objects.visible_to(housing_head()).exists()
    assert screen_of(live, city_clerk, on=now.date()).waiting == 0


@pytest.mark.parametrize("accused", ["440100-housing", "440000-housing", "leader"])
def test_a_question_that_turns_out_to_accuse_the_studio_leaves_the_hosts_screen(
    now, live, city_clerk, accused
):
    question = ask(live, city_clerk, at=now)
    put(question, city_clerk, at=now)
    assert screen_of(live, city_clerk, on=now.date()).asked is not None
    person = live.guests.get().person
    who = {"person": person} if accused == "leader" else {"unit": unit(accused)}
    Accused.objects.create(case=question.case, **who)
    assert question.case_id in barred_from_studio(live, [question.case], on=now.date())
    assert screen_of(live, city_clerk, on=now.date()).asked is None
    assert "not_for_studio" in refused(question, "answer", city_clerk, at=now)
    move_question(question_id=question.pk, move="pass_on", actor=city_clerk, at=now)


def test_the_database_keeps_such_a_question_from_the_air_whoever_writes(now, live, city_clerk):
    question = ask(live, city_clerk, at=now, complains_of_guest=True)
    Question.objects.filter(pk=question.pk)
    other = ask(live, city_clerk, at=now, text="另一个问题，关于小区的消防通道被堵。")
    Accused.objects.create(case=other.case, unit=live.unit)
    with pytest.raises(DatabaseError, match="those in the studio"), transaction.atomic():
        Question.objects.filter(pk=other.pk).update(stage="asked", asked_at=now, air_text="消防通道")


def test_a_complaint_of_the_commission_itself_is_hidden_from_its_own_desk(
    now, live, city_clerk, province_inspector
):
    case = receive_case(
        complaint=Complaint(
            channel="web",
            story="市纪委干部吃拿卡要。",
            area=area("440100"),
            accused=(AccusedEntry(unit=unit("440100-commission")),),
            occasion=f"hotline:{live.pk}",
        ),
        actor=Party.CITIZEN,
        at=now,
    )
    assert Question.objects.get().case == case
    assert not Question.objects.visible_to(city_clerk).exists()


def test_the_words_for_the_air_name_nobody(now, live, city_clerk):
    question = ask(live, city_clerk, at=now, name="陈小明", phone="13800138000")
    told = {
        "陈小明问：何时整治？": "陈小明",
        "请回电13800138000": "13800138000",
        "住在人民路12号的群众": "人民路12号",
    }
    for words, what in told.items():
        with pytest.raises(QuestionRefused, match="leaks") as leaking:
            clear_question(question_id=question.pk, air_text=words, actor=city_clerk)
        assert what in leaking.value.sentences[0]
    clear_question(question_id=question.pk, air_text=ASKED, actor=city_clerk)
    move_question(question_id=question.pk, move="put", actor=city_clerk, at=now)
    assert refused(question, "answer", city_clerk, at=now, text="请陈小明放心") == ("leaks",)


# --- what becomes of it --------------------------------------------------------------------------------------------


def test_questions_are_put_one_at_a_time_and_only_cleared_ones(now, live, city_clerk):
    first, second = ask(live, city_clerk, at=now), ask(live, city_clerk, at=now)
    assert refused(first, "put", city_clerk, at=now) == ("not_cleared",)
    put(first, city_clerk, at=now)
    clear_question(question_id=second.pk, air_text="第二个问题", actor=city_clerk)
    assert refused(second, "put", city_clerk, at=now) == ("somebody_asked",)
    move_question(question_id=first.pk, move="put_back", actor=city_clerk, at=now)
    put_first(question_id=second.pk, actor=city_clerk)
    queue = queue_of(live, city_clerk, on=now.date())
    assert [line.question.pk for line in queue.waiting] == [second.pk, first.pk]


def test_the_host_goes_on_to_the_next_question_that_is_ready(now, live, city_clerk):
    first, raw, second = (ask(live, city_clerk, at=now) for _ in range(3))
    for question in (first, second):
        clear_question(question_id=question.pk, air_text="可以播出的问题", actor=city_clerk)
    assert next_question(session_id=live.pk, actor=city_clerk, at=now).pk == first.pk
    assert next_question(session_id=live.pk, actor=city_clerk, at=now).pk == second.pk
    assert next_question(session_id=live.pk, actor=city_clerk, at=now) is None
    stages = dict(live.questions.values_list("pk", "stage"))
    assert stages == {first.pk: "answered", second.pk: "answered", raw.pk: "waiting"}


def test_what_was_said_is_written_down_afterwards_until_the_session_is_closed(
    now, live, city_inspector, city_clerk
):
    question = put(ask(live, city_clerk, at=now), city_clerk, at=now)
    next_question(session_id=live.pk, actor=city_clerk, at=now)
    move_question(
        question_id=question.pk, move="answer", actor=city_clerk, at=now + HOUR, text="下周开始整治"
    )
    found = Question.objects.get()
    assert (found.stage, found.reply, found.settled_at) == ("answered", "下周开始整治", now)
    for move in ("end", "close"):
        move_session(session_id=live.pk, move=move, actor=city_inspector, at=now + HOUR)
    assert refused(question, "answer", city_clerk, at=now + HOUR, text="别的") == ("lanes_closed",)


def test_a_promise_binds_the_case_by_its_day_and_gives_it_to_the_unit(now, live, city_clerk):
    question = put(ask(live, city_clerk, at=now), city_clerk, at=now)
    said = {"text": "三天内派人到现场", "due_on": date(2026, 11, 25)}
    assert refused(question, "promise", city_clerk, at=now, text="", due_on=None) == (
        "promise_missing",
        "day_unfit",
    )
    for wrong in (date(2026, 11, 23), date(2026, 11, 28), date(2027, 2, 1)):
        assert refused(question, "promise", city_clerk, at=now, text="承诺", due_on=wrong) == ("day_unfit",)
    move_question(question_id=question.pk, move="promise", actor=city_clerk, at=now, **said)
    case = Case.objects.get(pk=question.case_id)
    assert (case.stage, case.responsible, case.due_on) == (Stage.ASSIGNED, live.unit, date(2026, 11, 25))
    clock = CaseClock.objects.get(case=case, name="promise")
    assert (clock.due_on, clock.named_days) == (date(2026, 11, 25), 2)
    head = housing_head()
    walk(case, [("sign_for", head), ("answer", head)], at=now + HOUR)
    assert not case.clocks.filter(name="promise", stopped_at=None).exists()


def test_a_promise_about_another_place_binds_its_case_and_leaves_it_to_its_own_desk(
    now, province_inspector, city_clerk
):
    live = make_on_air(province_inspector, at=now, code="440000-commission", unit=unit("440000-housing"))
    question = put(ask(live, province_inspector, at=now, area=area("440106")), province_inspector, at=now)
    move_question(
        question_id=question.pk,
        move="promise",
        actor=province_inspector,
        at=now,
        text="五个工作日内答复",
        due_on=date(2026, 11, 30),
    )
    case = Case.objects.get(pk=question.case_id)
    assert (case.stage, case.desk) == (Stage.RECEIVED, unit("440100-commission"))
    assert case.clocks.get(name="promise").due_on == date(2026, 11, 30)


def test_the_same_question_from_two_outlets_is_one_on_the_air_and_one_matter(now, live, city_clerk):
    first = ask(live, city_clerk, at=now)
    second = ask(live, city_clerk, at=now, text=f"请问{ASKED}", outlet="web")
    import_questions(session_id=live.pk, lines=[ASKED], outlet="web", actor=city_clerk, at=now)
    third = live.questions.get(case=None)
    queue = queue_of(live, city_clerk, on=now.date())
    line = next(line for line in queue.waiting if line.question.pk == second.pk)
    assert {other.question.pk for other in alike(line, queue)} == {first.pk, third.pk}
    for same in (second, third):
        move_question(question_id=same.pk, move="merge", actor=city_clerk, at=now, other_id=first.pk)
    second, third = Question.objects.get(pk=second.pk), Question.objects.get(pk=third.pk)
    assert (second.stage, third.stage) == ("merged", "merged")
    assert third.case_id == first.case_id
    assert Case.objects.get(pk=second.case_id).stage == Stage.JOINED
    assert queue_of(live, city_clerk, on=now.date()).waiting[0].followers == 2
    assert refused(first, "merge", city_clerk, at=now, other_id=second.pk) == ("other_unfit", "leads_others")


def test_nobody_of_another_commission_moves_a_question(now, live, city_clerk, other_city_clerk):
    question = ask(live, city_clerk, at=now)
    with pytest.raises(Question.DoesNotExist):
        move_question(question_id=question.pk, move="pass_on", actor=other_city_clerk, at=now)
    head = housing_head()
    with pytest.raises(Question.DoesNotExist):
        move_question(question_id=question.pk, move="pass_on", actor=head, at=now)
