"""What happens to a case from intake to closure."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from accounts.choices import Role
from accounts.models import Tie
from accounts.tests.factories import make_user
from cases.choices import Party, Stage
from cases.models import Accused, Case, CaseEvent
from cases.selectors import suggest_owner
from cases.services import MoveRefused, move_case, name_accused
from cases.tests.factories import ANSWER, make_case, unit, walk
from notices.models import Notice
from organizations.models import Tenure

pytestmark = pytest.mark.django_db


def to_answered(case, city_clerk, county_handler, *, at):
    steps = [
        ("accept", city_clerk),
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
    ]
    return walk(case, steps, at=at, unit=unit("440106-land"))


def test_a_case_goes_from_intake_to_closure(now, city_clerk, county_handler, city_inspector):
    case = to_answered(make_case(at=now), city_clerk, county_handler, at=now)
    assert case.stage == Stage.ANSWERED
    case = walk(case, [("close", city_inspector)], at=now)
    assert case.stage == Stage.CLOSED
    assert case.due_at is None
    assert case.answer.released_at == now
    assert [event.move for event in case.events.all()] == [
        "",
        "accept",
        "assign",
        "sign_for",
        "answer",
        "close",
    ]
    assert not case.clocks.filter(stopped_at=None).exists()


def test_the_suggested_sector_is_set_when_the_case_comes_in(now):
    assert make_case(at=now).sector.code == "land_housing"


def test_a_declined_case_needs_a_reason_and_a_way_out(now, city_clerk):
    case = make_case(at=now)
    with pytest.raises(MoveRefused) as refused:
        move_case(case_id=case.pk, move="decline", actor=city_clerk, at=now)
    assert refused.value.reasons == ("note_missing", "detail_missing")


def test_every_reason_for_a_refusal_is_given_at_once(now, county_handler, city_clerk):
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    with pytest.raises(MoveRefused) as refused:
        move_case(case_id=case.pk, move="return", actor=county_handler, at=now)
    assert set(refused.value.reasons) == {"not_your_move", "wrong_stage", "note_missing"}


def test_a_touch_never_resets_a_clock(now, city_clerk):
    case = walk(make_case(at=now), [("accept", city_clerk)], at=now)
    due = case.clocks.get(name="conclude").due_at
    case = walk(case, [("assign", city_clerk)], at=now + timedelta(days=3), unit=unit("440106-land"))
    assert case.clocks.get(name="conclude", stopped_at=None).due_at == due


def test_the_commission_returns_a_poor_answer_and_the_unit_answers_again(
    now, city_clerk, county_handler, city_inspector
):
    case = to_answered(make_case(at=now), city_clerk, county_handler, at=now)
    case = walk(
        case, [("return", city_inspector), ("answer", county_handler), ("close", city_inspector)], at=now
    )
    assert case.answer.round == 2
    assert [answer.released_at for answer in case.answers.order_by("round")] == [None, now]


def test_a_second_supervision_order_waits_for_the_report(now, city_clerk, city_inspector):
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    case = walk(case, [("supervise", city_inspector)], at=now)
    assert case.is_supervised
    with pytest.raises(MoveRefused) as refused:
        walk(case, [("supervise", city_inspector)], at=now)
    assert refused.value.reasons == ("supervised_already",)


def test_a_handler_can_not_close_his_own_case(now, city_clerk, county_handler):
    case = to_answered(make_case(at=now), city_clerk, county_handler, at=now)
    with pytest.raises(MoveRefused):
        move_case(case_id=case.pk, move="close", actor=county_handler, at=now)


def test_another_citys_clerk_does_not_find_the_case(now, other_city_clerk):
    case = make_case(at=now)
    with pytest.raises(Case.DoesNotExist):
        move_case(case_id=case.pk, move="accept", actor=other_city_clerk, at=now)


def test_a_case_is_never_assigned_to_the_accused_unit(now, city_clerk):
    case = make_case(at=now, accused=[unit("440106-land")])
    with pytest.raises(MoveRefused) as refused:
        walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert refused.value.reasons == ("unit_barred",)


def test_a_case_is_never_co_handled_by_a_unit_below_the_accused(now, city_clerk):
    case = make_case(at=now, accused=[unit("440100-land")])
    with pytest.raises(MoveRefused) as refused:
        walk(
            case,
            [("assign", city_clerk)],
            at=now,
            unit=unit("440106-housing"),
            co_handlers=[unit("440106-land")],
        )
    assert refused.value.reasons == ("unit_barred",)


def test_naming_the_responsible_unit_as_accused_takes_the_case_away_from_it(now, city_clerk, county_handler):
    case = walk(
        make_case(at=now),
        [("assign", city_clerk), ("sign_for", county_handler)],
        at=now,
        unit=unit("440106-land"),
    )
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=unit("440106-land"))
    case.refresh_from_db(fields=["stage", "responsible"])
    assert case.stage == Stage.ACCEPTED
    assert case.responsible is None
    assert not Case.objects.visible_to(county_handler).filter(pk=case.pk).exists()


def test_a_clerk_with_a_tie_to_the_unit_named_later_is_not_told_of_the_recall(now, city_clerk):
    """Found by drawing worlds: the recall was told before the new accusation was stored."""
    land = unit("440106-land")
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=land)
    tied = make_user("tied_clerk", Role.INTAKE_CLERK, "440100-commission")
    Tie.objects.create(user=tied, unit=land, relation="kin")
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=land)
    told = Notice.objects.filter(wording="case_recalled")
    assert city_clerk.pk in told.values_list("user", flat=True)
    assert tied.pk not in told.values_list("user", flat=True)


def test_naming_the_same_unit_twice_changes_nothing(now, city_clerk):
    case = make_case(at=now, accused=[unit("440106-land")])
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=unit("440106-land"))
    assert case.accused.count() == 1
    assert not case.events.filter(name="case.accused_named").exists()


def test_naming_the_county_government_shuts_out_every_office_of_the_county(now, city_clerk, county_handler):
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=unit("440106-government"))
    assert not Case.objects.visible_to(county_handler).filter(pk=case.pk).exists()
    assert suggest_owner(case, on=now.date()).unit.code == "440100-land"


def test_naming_the_leader_of_the_responsible_unit_takes_the_case_away_too(now, city_clerk, county_handler):
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    leader = Tenure.objects.in_office(on=now.date()).filter(post__unit=unit("440106-land")).first().person
    name_accused(case_id=case.pk, actor=city_clerk, at=now, person=leader)
    assert not Case.objects.visible_to(county_handler).filter(pk=case.pk).exists()


def test_naming_the_desks_own_commission_sends_the_case_up(now, city_clerk, province_inspector):
    case = make_case(at=now)
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=unit("440100-commission"))
    case.refresh_from_db(fields=["desk"])
    assert case.desk.code == "440000-commission"
    assert not Case.objects.visible_to(city_clerk).filter(pk=case.pk).exists()
    assert Case.objects.visible_to(province_inspector).filter(pk=case.pk).exists()


def test_a_complaint_against_the_provincial_commission_goes_above_the_province(now, province_inspector):
    case = make_case(at=now, accused=[unit("440000-commission")])
    assert case.desk.code == "central-commission"
    assert not Case.objects.visible_to(province_inspector).exists()


class TestTheDatabaseRefuses:
    """What must never be, whoever writes."""

    def test_a_stage_outside_the_table(self, now, city_clerk):
        case = walk(make_case(at=now), [("accept", city_clerk)], at=now)
        with pytest.raises(DatabaseError, match="transition"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(stage=Stage.RECEIVED)

    def test_a_case_that_disappears(self, now):
        case = make_case(at=now)
        with pytest.raises(DatabaseError, match=r"[Cc]annot delete"), transaction.atomic():
            Case.objects.filter(pk=case.pk).delete()

    def test_a_rewritten_trail(self, now):
        make_case(at=now)
        with pytest.raises(DatabaseError, match=r"[Cc]annot update"), transaction.atomic():
            CaseEvent.objects.update(note="nothing happened")

    def test_the_accused_unit_as_responsible(self, now, city_clerk):
        case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        with pytest.raises(IntegrityError, match="firewall"), transaction.atomic():
            Accused.objects.create(case=case, unit=unit("440106-land"))
        Accused.objects.create(case=case, unit=unit("440106-housing"))
        with pytest.raises(IntegrityError, match="firewall"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(responsible=unit("440106-housing"))

    def test_a_closed_case_without_an_answer(self, now, city_clerk, county_handler):
        case = to_answered(make_case(at=now), city_clerk, county_handler, at=now)
        with pytest.raises(IntegrityError, match="case_closed_with_answer"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(stage="closed", answer=None, closed_at=now, due_at=None)

    def test_an_open_case_without_an_owner(self, now, city_clerk):
        case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        with pytest.raises(IntegrityError, match="case_has_one_owner"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(responsible=None)


def test_nobody_is_told_of_a_case_twice(now, city_clerk, county_handler):
    walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    told = Notice.objects.filter(user=county_handler, wording="case_assigned")
    assert sorted(told.values_list("channel", flat=True)) == ["email", "in_app"]


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("zh-hans", "广州市天河区国土资源局"),
        ("zh-hant", "廣州市天河區國土資源局"),
        ("en", "Bureau of Land and Resources of Tianhe District, Guangzhou"),
    ],
)
def test_a_notice_names_the_unit_in_the_language_of_whoever_reads_it(
    now, city_clerk, county_handler, language, named
):
    walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    told = Notice.objects.get(user=county_handler, wording="case_assigned", channel="in_app")
    with translation.override(language):
        assert named in told.text


def test_a_notice_of_a_case_handed_back_names_the_unit_that_did(now, city_clerk, county_handler):
    moves = [("assign", city_clerk), ("object", county_handler), ("consent", city_clerk)]
    walk(make_case(at=now), moves, at=now, unit=unit("440106-land"))
    told = Notice.objects.get(user=city_clerk, wording="case_handed_back", channel="in_app")
    assert "天河区国土资源局" in told.context["unit"]["zh-hans"]


def test_a_commission_orders_others_and_not_itself(now, city_clerk, city_inspector, province_inspector):
    case = walk(make_case(at=now), [("accept", city_clerk)], at=now)
    with pytest.raises(MoveRefused) as refused:
        walk(case, [("supervise", city_inspector)], at=now)
    assert refused.value.reasons == ("has_it_itself",)
    assert walk(case, [("supervise", province_inspector)], at=now).is_supervised


def test_the_citizen_reopens_a_case_once(now, city_clerk, county_handler, city_inspector):
    case = to_answered(make_case(at=now), city_clerk, county_handler, at=now)
    case = walk(case, [("close", city_inspector)], at=now)
    unhappy = {"grade": "dissatisfied", "reason": "not_solved"}
    case = move_case(
        case_id=case.pk, move="reopen", actor=Party.CITIZEN, at=now, note="没解决", details=unhappy
    )
    assert case.stage == Stage.HANDLING
    case = walk(case, [("answer", county_handler), ("close", city_inspector)], at=now)
    with pytest.raises(MoveRefused) as refused:
        move_case(case_id=case.pk, move="reopen", actor=Party.CITIZEN, at=now, note="没解决", details=unhappy)
    assert refused.value.reasons == ("reopened_already",)


def test_the_answer_keeps_what_was_written(now, city_clerk, county_handler):
    case = to_answered(make_case(at=now), city_clerk, county_handler, at=now)
    assert {name: getattr(case.answer, name) for name in ANSWER} == ANSWER
