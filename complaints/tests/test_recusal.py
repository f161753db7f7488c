"""A citizen demands on the tracking page that somebody keeps away, and reads there what was decided."""

import pytest

from cases.models import Recusal
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as
from complaints.permissions import grant_pass

pytestmark = pytest.mark.django_db


def test_from_the_tracking_page_to_the_decision_on_it(
    now, city_clerk, county_handler, county_leader, commission_leader, citizen
):
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))
    tracking_pass = grant_pass(case)
    page = citizen.post("/track/recusal/", {"tracking_pass": tracking_pass, "begin": "1"})
    assert page.status_code == 200
    words = {"whom": "李某", "against": "unknown", "reason": "他是亲戚。"}
    sent = citizen.post("/track/recusal/", words | {"tracking_pass": tracking_pass})
    assert sent.status_code == 200
    recusal = Recusal.objects.get()
    assert (recusal.asked_by, recusal.whom) == (None, "李某")
    leader = browse_as(commission_leader)
    given = {"decision": "granted", "about": county_handler.pk, "note": "已决定由他人办理。"}
    leader.post(f"/staff/cases/{case.pk}/recusal/", given)
    shown = citizen.post("/track/", {"tracking_pass": tracking_pass}).content.decode()
    assert "已决定由他人办理。" in shown
    assert county_handler.full_name not in shown
