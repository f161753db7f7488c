"""Closing a case: what is proved has outcomes for persons, their leaders and the cause, and the money is told."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from cases.models import Conclusion
from cases.permissions import can_read_conclusion
from cases.selectors.conclusion import conclusion_of
from cases.services import MoveRefused, move_case
from cases.tests.factories import FOUND_NOTHING, make_case, unit, walk

PROVED = {
    "finding": "proved",
    "persons": [
        {"person": "某甲", "post": "国土所经办人", "measure": "demerit", "is_leader": False},
        {"person": "某乙", "post": "国土所所长", "measure": "admonished", "is_leader": True},
    ],
    "is_leader_liable": True,
    "leader_reason": "审核把关不严",
    "fix": "补偿清单一律先公示后发放",
    "money": Decimal("38000.50"),
    "money_to": "东村38户",
}


@pytest.fixture
def answered(now, city_clerk, county_handler):
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    return walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))


def close(case, inspector, *, at, **details):
    return move_case(case_id=case.pk, move="close", actor=inspector, at=at, details=details)


def test_what_was_proved_is_kept_with_everybody_it_meant_something_for(now, answered, city_inspector):
    case = close(answered, city_inspector, at=now, **PROVED)
    conclusion = conclusion_of(case)
    assert (conclusion.is_leader_liable, conclusion.money) == (True, Decimal("38000.50"))
    assert [(row.person, row.measure, row.is_leader) for row in conclusion.persons.all()] == [
        ("某甲", "demerit", False),
        ("某乙", "admonished", True),
    ]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"persons": []}, "persons_missing"),
        ({"persons": [{"person": "某甲", "measure": ""}]}, "persons_missing"),
        ({"is_leader_liable": None}, "leadership_missing"),
        ({"leader_reason": "  "}, "leadership_missing"),
        ({"fix": ""}, "fix_missing"),
        ({"money_to": ""}, "receivers_missing"),
        ({"finding": ""}, "detail_missing"),
    ],
)
@pytest.mark.parametrize("finding", ["proved", "partly"])
def test_without_one_of_them_it_is_not_closed(now, answered, city_inspector, wrong, reason, finding):
    with pytest.raises(MoveRefused) as refused:
        close(answered, city_inspector, at=now, **PROVED | {"finding": finding} | wrong)
    assert refused.value.reasons == (reason,)
    assert not Conclusion.objects.exists()


def test_a_reason_why_nothing_had_to_be_changed_will_do(now, answered, city_inspector):
    case = close(answered, city_inspector, at=now, **PROVED | {"fix": "", "no_fix_reason": "规定已完备"})
    assert case.conclusions.get().no_fix_reason == "规定已完备"


def test_what_was_not_proved_needs_nobody(now, answered, city_inspector):
    case = close(answered, city_inspector, at=now, **FOUND_NOTHING)
    assert not case.conclusions.get().persons.exists()


def test_the_unit_that_answered_and_the_desk_read_nothing_of_it(
    now, answered, city_inspector, city_clerk, county_handler
):
    case = close(answered, city_inspector, at=now, **PROVED)
    assert can_read_conclusion(city_inspector, case)
    assert not can_read_conclusion(county_handler, case)
    assert not can_read_conclusion(city_clerk, case)


def test_each_closing_has_its_own_and_the_last_one_counts(now, answered, city_inspector, county_handler):
    case = close(answered, city_inspector, at=now, **FOUND_NOTHING)
    case = move_case(
        case_id=case.pk,
        move="reopen",
        actor="citizen",
        at=now,
        note="没有解决",
        details={"grade": "dissatisfied", "reason": "not_solved"},
    )
    case = close(walk(case, [("answer", county_handler)], at=now), city_inspector, at=now, **PROVED)
    assert case.conclusions.count() == 2
    assert conclusion_of(case).finding == "proved"


def test_the_database_keeps_conclusions_whole_and_as_they_were_written(now, answered, city_inspector):
    case = close(answered, city_inspector, at=now, **PROVED)
    conclusion = case.conclusions.get()
    with pytest.raises(InternalError), transaction.atomic():
        case.conclusions.update(finding="request")
    with pytest.raises(InternalError), transaction.atomic():
        conclusion.persons.all().delete()
    for lacking in ({"is_leader_liable": None}, {"fix": ""}, {"money_to": ""}):
        whole = {
            name: getattr(conclusion, name) for name in ("finding", "leader_reason", "concluded_at", "money")
        }
        fields = whole | {"is_leader_liable": True, "fix": "改", "money_to": "众人"} | lacking
        with pytest.raises(IntegrityError), transaction.atomic():
            Conclusion.objects.create(case=case, answer=case.answer, concluded_by=city_inspector, **fields)
