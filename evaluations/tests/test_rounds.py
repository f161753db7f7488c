"""What becomes of an appraisal, in the words of those who hold it (M63, M66, M67, M72)."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.choices import Role
from accounts.selectors import ActRefused
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from evaluations.models import AppraisalTerms, Round, Score, Veto
from evaluations.rules.samples import wilson_interval
from evaluations.rules.scores import Scale, against_scale, combined, grade_of
from evaluations.selectors.appraisal_terms import terms_on
from evaluations.selectors.recount import recount
from evaluations.selectors.scores import made_of, newest_scores
from evaluations.services.appeals import (
    appeal_score,
    ask_for_publication,
    decide_on_appeal,
    decide_on_publication,
)
from evaluations.services.appraisal_terms import set_terms
from evaluations.services.rounds import Question, RoundRefused, ask_questions
from evaluations.services.scores import enter_veto
from evaluations.services.surveys import Method, prepare_survey, take_survey
from evaluations.tests.appraisal import (
    BEGINS,
    ENDS,
    LATER,
    QUESTIONS,
    SOON,
    cast,
    inspector,
    leader,
    make_list,
    make_open,
    make_round,
    move,
    of,
    on,
    publish,
    rate,
)

pytestmark = pytest.mark.django_db
METHOD = Method("省情调查中心", "2026年办过业务的群众", "按单位分层随机抽样", 120, BEGINS, ENDS)
# So that a few votes are enough in a test.
SMALL = Scale(least_direct=4, least_group=2, least_third=3)


def province_leader():
    return make_user("terms_leader", Role.COMMISSION_LEADER, "440000-commission")


def small_terms():
    return set_terms(
        scale=SMALL,
        effective_on=date(2026, 8, 1),
        reason="试点",
        actor=province_leader(),
        at=on(date(2026, 8, 1)),
    )


def refusals(call, **given_to):
    with pytest.raises(ActRefused) as refused:
        call(**given_to)
    return set(refused.value.reasons)


def survey(found, lines, *, at=LATER, **method):
    text = "受访者编号,单位,评价\n" + "\n".join(lines)
    file = SimpleUploadedFile("survey.csv", text.encode())
    return prepare_survey(
        round_id=found.pk, file=file, method=replace(METHOD, **method), actor=inspector(), at=at
    )


def scores(found):
    return {score.appraised.unit.code: score for score in newest_scores(found)}


@pytest.mark.parametrize(
    ("weights", "refused"),
    [
        ((60, 25, 15), []),
        ((40, 40, 20), ["weights_order"]),
        ((30, 50, 20), ["weights_order"]),
        ((70, 30, 0), ["weights_order"]),
        ((60, 30, 20), ["weights_sum"]),
    ],
)
def test_weights_keep_the_order_of_the_plan_in_rule_service_and_database(weights, refused):
    scale = Scale(**dict(zip(("direct", "group", "third"), weights, strict=True)))
    assert against_scale(scale) == refused
    given_to = {"scale": scale, "effective_on": SOON.date(), "reason": "研究决定", "at": SOON}
    if not refused:
        assert set_terms(actor=province_leader(), **given_to).number == 1
        return
    assert refusals(set_terms, actor=province_leader(), **given_to) == set(refused)
    row = terms_on(SOON.date())
    row.number, row.set_at = 1, SOON
    row.direct, row.group, row.third = weights
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert not AppraisalTerms.objects.exists()


def test_only_the_leader_of_the_province_sets_weights_with_a_reason_and_for_the_future():
    given_to = {"scale": Scale(), "effective_on": date(2026, 8, 1), "reason": " ", "at": SOON}
    assert refusals(set_terms, actor=leader(), **given_to) == {"not_your_move", "note_missing", "past_day"}


@pytest.mark.parametrize(
    ("parts", "weights", "total"),
    [
        ((90, 80, 70), (60, 25, 15), "84.50"),
        ((90, None, 70), (85, 0, 15), "87.00"),
        ((90, 80, None), (75, 25, 0), "87.50"),
        ((90, None, None), (100, 0, 0), "90.00"),
        ((None, 80, 70), (0, 0, 0), None),
    ],
)
def test_what_is_missing_gives_its_weight_to_the_direct_votes(parts, weights, total):
    found = combined(*(None if part is None else Decimal(part) for part in parts), Scale())
    assert (found.weights, found.total) == (weights, None if total is None else Decimal(total))


def test_grades_begin_at_their_bounds_and_an_interval_holds_the_share():
    words = [grade_of(Decimal(total), Scale()) for total in ("85", "84.99", "75", "60", "59.99")]
    assert words == ["satisfied", "rather", "rather", "basic", "dissatisfied"]
    low, high = wilson_interval(30, 40)
    assert (round(low, 4), round(high, 4)) == (0.5981, 0.8581)
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_a_sheet_without_the_rectification_list_is_refused():
    found = make_round(campaign=make_list(owners=("440000-land",)))
    with pytest.raises(RoundRefused) as refused:
        move(found, "open", at=SOON)
    assert refused.value.reasons == ("no_list",)
    # Whoever has to see to it is told which unit it is.
    (said,) = refused.value.sentences
    assert str(unit("440100-housing")) in said
    assert str(unit("440100-land")) not in said
    without = [Question("作风如何？", 100)]
    asked = {"round_id": found.pk, "questions": without, "actor": inspector(), "at": SOON}
    assert refusals(ask_questions, **asked) == {"no_list_question"}


def test_the_score_of_an_open_round_follows_the_votes_and_silence_is_no_praise():
    small_terms()
    found = make_open()[0]
    row = of(found, "440100-land")
    rate("440100-land", satisfied=3, dissatisfied=1)
    before = made_of(found)[row.pk]
    assert (before.direct_n, before.parts.direct, before.parts.weights) == (4, Decimal("75.00"), (100, 0, 0))
    rate("440100-land", mostly=1, at=on(BEGINS + timedelta(days=5)))
    rate("440100-land", satisfied=5, at=on(ENDS + timedelta(days=1)))
    after = made_of(found)[row.pk]
    assert (after.direct_n, after.asked, after.parts.direct) == (5, 5, Decimal("74.00"))


def test_a_survey_of_more_rows_than_are_taken_at_once_or_too_large_is_refused(settings):
    found = make_open()[0]
    settings.REGISTER_IMPORT_ROWS = 2
    lines = [f"{number},440100-land,1" for number in range(3)]
    assert refusals(survey, found=found, lines=lines) == {"file_unreadable"}
    settings.EVIDENCE_FILE_BYTES = 10
    assert refusals(survey, found=found, lines=lines[:1]) == {"file_unreadable"}


def test_a_survey_needs_its_method_and_is_taken_over_in_two_steps():
    small_terms()
    found = make_open()[0]
    assert refusals(survey, found=found, lines=["1,440100-land,1"], frame=" ") == {"method_missing"}
    lines = [
        "1,440100-land,满意",
        "1,440100-land,1",
        ",440100-land,1",
        "2,不存在,1",
        "3,440100-land,4",
        "4,440100-land,3",
    ]
    read = survey(found, lines)
    assert [(fault["line"], fault["why"]) for fault in read.problems] == [
        (3, "twice"),
        (4, "no_respondent"),
        (5, "unknown_unit"),
        (6, "unknown_grade"),
    ]
    assert not made_of(found)[of(found, "440100-land").pk].third_n
    take_survey(survey_id=read.pk, actor=inspector(), at=LATER)
    later = survey(found, [f"{number},440100-land,2" for number in range(3)])
    take_survey(survey_id=later.pk, actor=inspector(), at=LATER)
    assert made_of(found)[of(found, "440100-land").pk].answers == {
        "satisfied": 0,
        "mostly": 3,
        "dissatisfied": 0,
    }
    assert sorted(found.surveys.values_list("state", "answers__respondent")) == [
        ("replaced", "1"),
        ("replaced", "4"),
        ("taken", "0"),
        ("taken", "1"),
        ("taken", "2"),
    ]


def test_a_round_is_published_by_two_and_a_granted_appeal_leaves_the_old_score():
    small_terms()
    units = ("440100-land", "440100-housing", "440100-education")
    campaign = make_list(owners=("440000-land", "440000-housing", "440000-education"))
    found, sheets = make_open(units=units, campaign=campaign)
    rate("440100-land", satisfied=3, dissatisfied=3)
    rate("440100-housing", satisfied=4, mostly=1)
    rate("440100-education", satisfied=3, mostly=2)
    for sheet in sheets[:3]:
        cast(sheet, of(found, "440100-land"))
    assert refusals(move, found=found, name="close", at=SOON) == {"not_over", "box_open"}
    for name in ("close", "compute"):
        move(found, name)
    land = scores(found)["440100-land"]
    assert (land.direct, land.group, land.third, land.total) == (
        Decimal("50.00"),
        Decimal("80.00"),
        None,
        Decimal("57.50"),
    )
    assert (land.grade, land.rank, land.has_card, land.needs_criticism) == ("dissatisfied", 3, True, False)
    act = ask_for_publication(round_id=found.pk, reason="", actor=leader(), at=LATER)
    decide = {"act_id": act.pk, "decision": "granted", "note": "同意", "at": LATER}
    assert refusals(decide_on_publication, actor=leader(), **decide) == {"not_your_move"}
    decide_on_publication(actor=leader("another_leader"), **decide)
    head = make_user("land_leader", Role.UNIT_LEADER, "440100-land")
    appeal = appeal_score(appraised_id=land.appraised_id, reason="两票不是我局的事", actor=head, at=LATER)
    granted = {"appeal_id": appeal.pk, "decision": "granted", "note": "两件不属该局", "at": LATER}
    too_many = granted | {"aside": {"dissatisfied": 4}}
    assert refusals(decide_on_appeal, actor=inspector(), **too_many) == {"not_enough_votes"}
    assert "not_your_move" in refusals(
        decide_on_appeal, actor=leader(), **granted | {"aside": {"dissatisfied": 2}}
    )
    decide_on_appeal(actor=inspector(), **granted | {"aside": {"dissatisfied": 2}})
    corrected = scores(Round.objects.get(pk=found.pk))["440100-land"]
    assert (corrected.number, corrected.direct, corrected.total) == (2, Decimal("75.00"), Decimal("76.25"))
    assert (corrected.reason, corrected.grade) == ("两件不属该局", "rather")
    assert [row.total for row in Score.objects.filter(appraised=land.appraised)] == [
        Decimal("76.25"),
        Decimal("57.50"),
    ]
    assert all(row.is_equal for row in recount(found))
    late = LATER + timedelta(days=16)
    assert refusals(appeal_score, appraised_id=land.appraised_id, reason="再看", actor=head, at=late) == {
        "too_late"
    }


def test_the_second_yellow_card_in_a_row_asks_for_the_leaders_self_criticism():
    small_terms()
    units = ("440100-land", "440100-housing", "440100-education")
    campaign = make_list(owners=("440000-land", "440000-housing", "440000-education"))
    found = None
    for month in (7, 9):
        days = {
            "begins_on": date(2026, month, 1),
            "ends_on": date(2026, month, 28),
            "closes_on": date(2026, month, 28),
        }
        found = move(make_round(units=units, campaign=campaign, **days), "open", at=SOON)
        for place, code in enumerate(units):
            rate(code, satisfied=2 + place, dissatisfied=3, at=on(date(2026, month, 3)))
        publish(found)
    land = scores(found)["440100-land"]
    assert (land.has_card, land.needs_criticism) == (True, True)


def test_too_few_votes_a_veto_and_satisfaction_alone_keep_a_unit_out_of_the_ranking():
    small_terms()
    units = ("440100-land", "440100-housing", "440100-education")
    campaign = make_list(owners=("440000-land", "440000-housing", "440000-education"))
    found = make_open(units=units, campaign=campaign, enforcing=("440100-housing",))[0]
    for code, number in zip(units, (9, 9, 3), strict=True):
        rate(code, satisfied=number)
    veto = {"kind": "accident", "reason": "发生较大安全事故", "actor": inspector(), "at": LATER}
    enter_veto(appraised_id=of(found, "440100-land").pk, **veto)
    publish(found)
    told = {code: (score.standing, score.grade, score.rank) for code, score in scores(found).items()}
    assert told == {
        "440100-land": ("vetoed", "dissatisfied", None),
        "440100-housing": ("enforces", "", None),
        "440100-education": ("too_few", "", None),
    }
    assert scores(found)["440100-education"].direct is None
    row = of(found, "440100-land")
    head = make_user("land_leader", Role.UNIT_LEADER, "440100-land")
    appeal = appeal_score(appraised_id=row.pk, reason="事故不在我局", actor=head, at=LATER)
    decided = {"decision": "granted", "note": "查明属实", "lifts_veto": True, "at": LATER}
    decide_on_appeal(appeal_id=appeal.pk, actor=leader(), **decided)
    assert scores(found)["440100-land"].rank == 1
    assert Veto.objects.get().lifted_at == LATER


def test_a_unit_sees_itself_alone_and_only_once_it_is_published():
    small_terms()
    found = make_open()[0]
    handler = make_user("land_handler", Role.HANDLER, "440100-land")
    stranger = make_user("other_inspector", Role.INSPECTOR, "440300-commission")
    assert not Round.objects.visible_to(handler).exists()
    found = publish(found)
    assert list(Round.objects.visible_to(handler)) == [found]
    assert [row.unit.code for row in found.appraised.visible_to(handler)] == ["440100-land"]
    assert not Round.objects.visible_to(stranger).exists()


MARK = st.integers(1, 5)
WORLD = st.fixed_dictionaries(
    {
        "votes": st.tuples(st.integers(0, 9), st.integers(0, 7), st.integers(0, 7)),
        "answers": st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)),
        "ballots": st.lists(st.tuples(MARK, MARK, MARK, MARK, MARK), max_size=5),
    }
)


class _Undone(Exception):
    """So that each world begins from nothing."""


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds=st.tuples(WORLD, WORLD))
def test_the_database_reckons_the_same_scores_from_the_raw_votes(worlds, db):
    with suppress(_Undone), transaction.atomic():
        assert [row for row in recount(random_world(worlds)) if not row.is_equal] == []
        raise _Undone


def random_world(worlds):
    small_terms()
    codes = ("440100-land", "440100-housing")
    found, sheets = make_open(members=5, campaign=make_list(items=3))
    lines = []
    for code, world in zip(codes, worlds, strict=True):
        rate(code, **dict(zip(("satisfied", "mostly", "dissatisfied"), world["votes"], strict=True)))
        for word, number in enumerate(world["answers"], 1):
            lines += [f"{code}-{word}-{place},{code},{word}" for place in range(number)]
        for sheet, marks in zip(sheets, world["ballots"], strict=False):
            cast(sheet, of(found, code), marks[:2], marks[2:])
    if lines:
        take_survey(survey_id=survey(found, lines).pk, actor=inspector(), at=LATER)
    for name in ("close", "compute"):
        move(found, name)
    return found


def test_a_ballot_that_somebody_changed_in_the_database_is_noticed():
    small_terms()
    found, sheets = make_open()
    for sheet in sheets[:3]:
        cast(sheet, of(found, "440100-land"))
    for name in ("close", "compute"):
        move(found, name)
    assert all(row.is_equal for row in recount(found))
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("DELETE FROM evaluations_ballot")
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("UPDATE evaluations_ballot SET general = '{5,5}'")
    assert [row.unit for row in recount(found) if not row.is_equal] == [str(unit("440100-land"))]


def test_the_questions_weigh_a_hundred_and_a_published_round_stays():
    found = make_round()
    asked = {"round_id": found.pk, "actor": inspector(), "at": SOON}
    assert "no_questions" in refusals(ask_questions, questions=QUESTIONS[:2], **asked)
    move(found, "open", at=SOON)
    assert refusals(ask_questions, questions=QUESTIONS, **asked) == {"wrong_stage"}
