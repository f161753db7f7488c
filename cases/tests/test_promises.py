"""A promise made on the air is a clock of the case: whoever has the case answers for it (M71)."""

import pytest

from cases.choices import Party, Refusal
from cases.models import CaseClock, CaseEvent
from cases.services import MoveRefused, move_case
from cases.tests.factories import make_case, unit, walk
from notices.models import Notice

pytestmark = pytest.mark.django_db


def promise(case, *, at, days=2, by="440106-land"):
    details = {"days": days, "unit": unit(by)}
    return move_case(
        case_id=case.pk, move="promise", actor=Party.SYSTEM, at=at, note="三日内答复", details=details
    )


def running(case) -> CaseClock:
    return CaseClock.objects.get(case=case, name="promise", stopped_at=None)


def test_the_day_that_was_named_becomes_the_due_date_of_the_case(now, city_clerk, county_handler):
    case = make_case(at=now)
    promised = promise(case, at=now)
    assert running(case).due_on.isoformat() == "2026-11-25"
    assert promised.due_on == running(case).due_on
    assert Notice.objects.filter(user=city_clerk, wording="case_promised").exists()
    walk(case, [("assign", city_clerk), ("sign_for", county_handler)], at=now, unit=unit("440106-land"))
    assert running(case).named_days == 2
    walk(case, [("answer", county_handler)], at=now)
    assert not CaseClock.objects.filter(case=case, name="promise", stopped_at=None).exists()


def test_a_unit_that_the_case_accuses_promises_nothing_about_it(now):
    case = make_case(at=now, accused=[unit("440106-land")])
    with pytest.raises(MoveRefused, match="unit_barred"):
        promise(case, at=now)


def test_what_was_promised_is_promised_once_and_is_not_joined_away(now, city_clerk):
    leading, case = make_case(at=now), make_case(at=now)
    promise(case, at=now)
    with pytest.raises(MoveRefused, match="promised_already"):
        promise(case, at=now)
    with pytest.raises(MoveRefused) as refused:
        move_case(case_id=case.pk, move="join", actor=city_clerk, at=now, details={"leading": leading})
    assert refused.value.reasons == (Refusal.PROMISED_ALREADY,)
    assert CaseEvent.objects.filter(case=case, move="promise").get().details == {
        "unit": unit("440106-land").pk,
        "days": 2,
    }
