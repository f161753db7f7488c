"""What takes two people: one asks, another decides, and what nobody decides lapses exactly once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from accounts import rules
from accounts.choices import Role
from accounts.selectors import kinds, register_kinds, waiting_acts
from accounts.services import lapse_acts
from accounts.tests.factories import make_user
from cases.models import Case, CaseEvent, IdentityRequest
from cases.services import (
    MoveRefused,
    PublicText,
    ask_for_identity,
    decide_on_identity,
    move_case,
    write_public_answer,
)
from cases.services.two_keys import KINDS
from cases.tests.factories import make_case, unit, walk
from common.numbering import CHINA
from common.tests.browsing import browse_as, words_of
from notices.models import Notice

REASON = "需要当面核实。"
CLEAN = PublicText(title="征地补偿款的发放", matter="有群众反映补偿款迟发。", outcome="已责成足额发放。")
pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(now, city_inspector, commission_leader):
    case = make_case(at=now, name="某某某", phone="13800000000")
    return ask_for_identity(case_id=case.pk, reason=REASON, actor=city_inspector, at=now)


def handled(now, clerk, handler):
    """A case that a unit has signed for."""
    return walk(
        make_case(at=now), [("assign", clerk), ("sign_for", handler)], at=now, unit=unit("440106-land")
    )


def told(user, wording):
    return Notice.objects.filter(user=user, wording=wording, channel="in_app").count()


def test_the_last_day_is_counted_whole_and_the_first_not_at_all():
    asked = datetime(2026, 11, 23, 23, 30, tzinfo=CHINA)
    expires = rules.lapses_at(asked, 15)
    assert expires == datetime(2026, 12, 9, tzinfo=CHINA)
    assert f"{rules.last_day_of(expires)}" == "2026-12-08"


def test_why_somebody_cannot_decide_is_one_reason_at_a_time():
    open_ = {"decision": "", "is_own": False, "may_decide": True}
    assert rules.against_deciding(**open_) == []
    assert rules.against_deciding(**open_ | {"decision": "lapsed"}) == ["wrong_stage"]
    assert rules.against_deciding(**open_ | {"may_decide": False, "is_own": True}) == ["not_your_move"]
    assert rules.against_deciding(**open_ | {"is_own": True}) == ["own_request"]
    assert rules.against_words(verdict="granted", note=" ", verdicts=("granted",)) == ["note_missing"]
    assert rules.against_words(verdict="lapsed", note="x", verdicts=("granted",)) == ["wrong_stage"]


def test_every_kind_has_a_length_a_reason_and_a_name_of_its_own():
    assert {kind.name for kind in KINDS} <= {kind.name for kind in kinds()}
    assert all(kind.days >= 1 and str(kind.why) and str(kind.label) for kind in kinds())
    register_kinds(*KINDS)  # once more does no harm
    with pytest.raises(ValueError, match="another kind"):
        register_kinds(KINDS[0].__class__(**vars(KINDS[0]) | {"setting": "OTHER"}))


def test_what_nobody_decides_lapses_once_and_both_hear_of_it(
    now, request_, city_inspector, commission_leader
):
    late = request_.expires_at
    assert lapse_acts(at=late - timedelta(seconds=1)) == 0
    assert lapse_acts(at=late) == 1
    assert lapse_acts(at=late + timedelta(days=2)) == 0
    request_.refresh_from_db()
    assert (request_.decision, request_.decided_by, request_.decided_at) == ("lapsed", None, late)
    assert [told(user, "act_lapsed") for user in (city_inspector, commission_leader)] == [1, 1]
    assert CaseEvent.objects.filter(name="case.identity_lapsed", actor=None).count() == 1
    anew = ask_for_identity(case_id=request_.case_id, reason=REASON, actor=city_inspector, at=late)
    assert anew.waits


def test_a_text_that_nobody_released_lapses_and_another_can_be_written(
    now, city_inspector, city_clerk, county_handler
):
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    case = walk(make_case(at=now), [*steps, ("close", city_inspector)], at=now, unit=unit("440106-land"))
    text = write_public_answer(case_id=case.pk, text=CLEAN, actor=city_inspector, at=now)
    assert lapse_acts(at=text.expires_at) == 1
    assert not case.clocks.filter(name="disclose", stopped_at=None).exists()
    write_public_answer(case_id=case.pk, text=CLEAN, actor=city_inspector, at=text.expires_at)


@pytest.mark.parametrize(
    ("move", "kind", "clock"), [("object", "objection", "objection"), ("ask_time", "more_time", "more_time")]
)
def test_a_request_of_a_unit_lapses_by_a_move_of_the_table(
    move, kind, clock, now, city_clerk, county_handler, county_leader
):
    steps = [("assign", city_clerk)] + ([("sign_for", county_handler)] if move == "ask_time" else [])
    case = walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))
    details = {"days": 20} if move == "ask_time" else {}
    move_case(case_id=case.pk, move=move, actor=county_handler, at=now, note="未鉴定完毕", details=details)
    request = case.requests.get()
    due = case.clocks.get(name="conclude").due_on
    assert lapse_acts(at=request.expires_at) == 1
    assert lapse_acts(at=request.expires_at) == 0
    case = Case.objects.get(pk=case.pk)
    request.refresh_from_db()
    assert (request.decision, case.waits_for, case.responsible) == ("lapsed", "", unit("440106-land"))
    assert not case.clocks.filter(name=clock, stopped_at=None).exists()
    assert case.clocks.get(name="conclude").due_on == due
    decider = city_clerk if move == "object" else county_leader
    wording = "objection_lapsed" if move == "object" else "time_lapsed"
    assert [told(user, wording) for user in (county_handler, decider)] == [1, 1]


def test_the_database_refuses_one_person_half_a_decision_a_second_one_and_other_words(
    now, request_, city_inspector, commission_leader
):
    rows = IdentityRequest.objects.filter(pk=request_.pk)
    decided = {"decision": "granted", "decided_by": commission_leader, "decided_at": now}
    wrong = [
        decided | {"decided_by": city_inspector},
        {"decision": "granted"},
        {"decision": "lapsed", "decided_by": commission_leader, "decided_at": now},
        {"decision": "", "decided_at": now},
        {"reason": "另一个理由"},
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    rows.update(**decided)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(decision="refused")
    with pytest.raises(InternalError), transaction.atomic():
        rows.delete()


def test_the_page_lists_what_i_may_decide_and_nothing_that_i_asked_for(
    now, request_, city_inspector, commission_leader, city_clerk, county_handler, county_leader
):
    case = handled(now, city_clerk, county_handler)
    move_case(
        case_id=case.pk, move="ask_time", actor=county_handler, at=now, note="鉴定", details={"days": 9}
    )
    seen = {
        user: {row.kind.name for row in waiting_acts(user)} for user in (commission_leader, county_leader)
    }
    assert seen == {commission_leader: {"identity"}, county_leader: {"more_time"}}
    assert waiting_acts(city_inspector) == waiting_acts(county_handler) == []
    answer = browse_as(commission_leader).get("/staff/second-person/")
    page = words_of(answer)
    assert request_.case.number in page
    assert f'href="/staff/cases/{request_.case_id}/identity/"' in answer.content.decode()
    assert case.number not in page
    # The overview asks for the same as one line, once it is there; whoever has nothing to decide gets none.
    assert "/staff/second-person/line/" in browse_as(commission_leader).get("/staff/").content.decode()
    line = words_of(browse_as(commission_leader).get("/staff/second-person/line/"))
    assert "1 matter waits for you as the second person" in line
    assert request_.case.number in line
    assert browse_as(city_inspector).get("/staff/second-person/line/").content == b""


def test_somebody_tied_to_the_accused_does_not_find_it_there(now, request_, city_inspector):
    leader = make_user("tied_leader", Role.COMMISSION_LEADER, "440100-commission")
    assert waiting_acts(leader)
    leader.ties.create(unit=unit("440106-housing"), relation="kin")
    request_.case.accused.create(unit=unit("440106-housing"))
    again = type(leader).objects.get(pk=leader.pk)
    assert waiting_acts(again) == []


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_a_lapse_at_the_same_moment_leave_one_winner(now, city_inspector, commission_leader):
    case = make_case(at=now, name="某某某", phone="13800000000")
    request = ask_for_identity(case_id=case.pk, reason=REASON, actor=city_inspector, at=now)

    def decide():
        try:
            decide_on_identity(
                request_id=request.pk,
                decision="granted",
                note="同意",
                actor=commission_leader,
                at=request.expires_at,
            )
        except MoveRefused:
            return 0
        else:
            return 1
        finally:
            connection.close()

    def lapse():
        try:
            return lapse_acts(at=request.expires_at)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        tries = [pool.submit(call) for call in (decide, lapse, lapse)]
        assert sum(one.result() for one in tries) == 1
    assert CaseEvent.objects.filter(name__in=("case.identity_decided", "case.identity_lapsed")).count() == 1
