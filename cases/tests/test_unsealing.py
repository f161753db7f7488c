"""A sealed identity is opened for a reason, by two people, and the citizen is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import Decision
from cases.models import Case, CaseEvent, IdentityRequest
from cases.services import MoveRefused, ask_for_identity, decide_on_identity, open_identity
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, words_of
from notices.models import Notice

pytestmark = pytest.mark.django_db
REASON = "需要当面核实补偿款签收表上的签名。"


@pytest.fixture
def case(now):
    """A case whose citizen left name and phone."""
    return make_case(at=now, name="某某某", phone="13800000000")


@pytest.fixture
def request_(now, case, city_inspector):
    return ask_for_identity(case_id=case.pk, reason=REASON, actor=city_inspector, at=now)


def grant(request, leader, now):
    """Somebody else agrees."""
    return decide_on_identity(
        request_id=request.pk, decision=Decision.GRANTED, note="同意。", actor=leader, at=now
    )


def refused(call, **arguments) -> tuple[str, ...]:
    """Why it was refused."""
    with pytest.raises(MoveRefused) as refusal:
        call(**arguments)
    return refusal.value.reasons


def test_one_asks_another_decides_and_the_one_who_asked_reads(
    now, request_, city_inspector, commission_leader
):
    grant(request_, commission_leader, now)
    opened = open_identity(request_id=request_.pk, actor=city_inspector, at=now)
    assert (opened.name, opened.phone) == ("某某某", "13800000000")


def test_the_citizen_is_told_on_the_page_and_once_by_text_message(
    now, case, request_, city_inspector, commission_leader
):
    grant(request_, commission_leader, now)
    for _ in range(2):
        open_identity(request_id=request_.pk, actor=city_inspector, at=now)
    assert Notice.objects.filter(wording="citizen_identity_opened").count() == 1
    assert case.events.filter(name="case.identity_opened").count() == 2


def test_nobody_decides_on_an_own_request(now, case, commission_leader):
    request = ask_for_identity(case_id=case.pk, reason=REASON, actor=commission_leader, at=now)
    decision = {"decision": Decision.GRANTED, "note": "同意。", "at": now}
    assert refused(decide_on_identity, request_id=request.pk, actor=commission_leader, **decision) == (
        "not_your_move",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityRequest.objects.filter(pk=request.pk).update(
            decision="granted", decided_by=commission_leader, decided_at=now
        )


def test_an_inspector_does_not_decide(now, request_):
    other = make_user("other_inspector", Role.INSPECTOR, "440100-commission")
    assert refused(
        decide_on_identity, request_id=request_.pk, decision="granted", note="同意。", actor=other, at=now
    ) == ("not_your_move",)


def test_without_a_decision_or_after_a_refusal_nothing_opens(
    now, request_, city_inspector, commission_leader
):
    assert refused(open_identity, request_id=request_.pk, actor=city_inspector, at=now) == ("not_granted",)
    decide_on_identity(
        request_id=request_.pk, decision=Decision.REFUSED, note="理由不足。", actor=commission_leader, at=now
    )
    assert refused(open_identity, request_id=request_.pk, actor=city_inspector, at=now) == ("not_granted",)


def test_a_permission_ends_after_a_day(now, request_, city_inspector, commission_leader):
    grant(request_, commission_leader, now)
    later = now + timedelta(hours=25)
    assert refused(open_identity, request_id=request_.pk, actor=city_inspector, at=later) == ("not_granted",)


def test_the_permission_is_for_the_one_who_asked(now, request_, commission_leader):
    grant(request_, commission_leader, now)
    assert refused(open_identity, request_id=request_.pk, actor=commission_leader, at=now) == (
        "not_your_move",
    )


def test_the_handling_unit_can_neither_ask_nor_see_that_somebody_asked(
    now, case, city_clerk, county_handler, city_inspector
):
    walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert refused(ask_for_identity, case_id=case.pk, reason=REASON, actor=county_handler, at=now) == (
        "not_your_move",
    )
    ask_for_identity(case_id=case.pk, reason=REASON, actor=city_inspector, at=now)
    client = browse_as(county_handler)
    assert REASON not in client.get(f"/staff/cases/{case.pk}/").content.decode()
    assert client.get(f"/staff/cases/{case.pk}/identity/").status_code == 404


def test_of_an_anonymous_citizen_there_is_nothing_to_ask(now, city_inspector):
    case = make_case(at=now)
    assert "not_your_move" in refused(
        ask_for_identity, case_id=case.pk, reason=REASON, actor=city_inspector, at=now
    )


def test_a_second_request_waits_for_the_first(now, case, request_, city_inspector):
    assert refused(ask_for_identity, case_id=case.pk, reason=REASON, actor=city_inspector, at=now) == (
        "asked_already",
    )


def test_those_who_decide_and_the_one_who_asked_are_told(now, request_, city_inspector):
    leader = make_user("city_leader", Role.COMMISSION_LEADER, "440100-commission")
    second = make_case(at=now, name="某", phone="13800000001")
    request = ask_for_identity(case_id=second.pk, reason=REASON, actor=city_inspector, at=now)
    assert Notice.objects.filter(user=leader, wording="identity_asked").exists()
    grant(request, leader, now)
    assert Notice.objects.filter(user=city_inspector, wording="identity_decided").exists()


def test_the_name_stands_on_the_page_only_after_opening(case, city_inspector, commission_leader):
    path = f"/staff/cases/{case.pk}/identity/"
    inspector, leader = browse_as(city_inspector), browse_as(commission_leader)
    inspector.post(path, {"reason": REASON})
    assert REASON in leader.get(path).content.decode()
    leader.post(path, {"decision": "granted", "note": "同意。"})
    before = inspector.get(path)
    assert "某某某" not in before.content.decode()
    assert "Open it now" in words_of(before)
    opened = inspector.post(path, {"open": "1"})
    assert "某某某" in opened.content.decode()
    assert "no-store" in opened.headers["Cache-Control"]
    assert "某某某" not in inspector.get(path).content.decode()


def test_the_name_is_written_nowhere_else(case, now, request_, city_inspector, commission_leader):
    grant(request_, commission_leader, timezone.now())
    open_identity(request_id=request_.pk, actor=city_inspector, at=timezone.now())
    assert not any("某某某" in str(event.details) + event.note for event in CaseEvent.objects.all())
    assert "某某某" not in str(Case.objects.values().get(pk=case.pk))
