"""From the page of a closed case the commission, and nobody else, gets to those who answer for it."""

import pytest

from cases.services import move_case
from cases.tests.factories import FOUND_NOTHING, make_case, unit, walk
from common.tests.browsing import browse_as

pytestmark = pytest.mark.django_db
PROVED = {
    "finding": "proved",
    "persons": [{"person": "张某", "post": "科员", "measure": "party_warning", "is_leader": False}],
    "is_leader_liable": True,
    "leader_reason": "疏于管理。",
    "fix": "修订发放流程。",
}


@pytest.fixture
def closed(now, city_clerk, county_handler, city_inspector):
    """Closes a case with a finding."""

    def close(details):
        case = make_case(at=now, accused=[unit("440106-housing")])
        steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
        case = walk(case, steps, at=now, unit=unit("440106-land"))
        return move_case(
            case_id=case.pk, move="close", actor=city_inspector, at=now, note="结案", details=details
        )

    return close


def test_a_case_that_is_not_proved_leads_to_no_ledger(closed, city_inspector):
    case = closed(FOUND_NOTHING)
    page = browse_as(city_inspector).get(f"/staff/cases/{case.pk}/")
    assert "/staff/supervision/ledger/cases/" not in page.content.decode()


def test_a_proved_case_leads_to_those_who_answer(closed, city_inspector):
    case = closed(PROVED)
    page = browse_as(city_inspector).get(f"/staff/cases/{case.pk}/")
    assert f'href="/staff/supervision/ledger/cases/{case.pk}/"' in page.content.decode()


def test_nobody_of_the_unit_is_led_there(closed, county_handler, city_clerk):
    case = closed(PROVED)
    for user in (county_handler, city_clerk):
        page = browse_as(user).get(f"/staff/cases/{case.pk}/").content.decode()
        assert "/staff/supervision/ledger/" not in page
