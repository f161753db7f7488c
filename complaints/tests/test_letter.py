"""The citizen of a complaint that wasn't accepted reads and prints the notice letter (R1, R7)."""

import pytest
from django.utils import timezone

from cases.models import Case
from cases.selectors.letters import letter_of
from cases.services import move_case
from common.tests.browsing import browse_as
from complaints.tests.factories import complain, follow, hidden_on, text_of

pytestmark = pytest.mark.django_db
PATH = "/track/letter/"


def decline(actor, reason="litigation", forum="court"):
    details = {"reason": reason, "forum": forum, "way_out": "请向法院申请再审。"}
    case = Case.objects.get()
    return move_case(
        case_id=case.pk, move="decline", actor=actor, at=timezone.now(), note="依法分流", details=details
    )


def test_the_letter_is_read_from_the_tracking_page_without_a_name(city_clerk):
    citizen = browse_as()
    code = complain(citizen, identity="named", name="李秀英", phone="13800138000")
    case = decline(city_clerk)
    progress = follow(citizen, code)
    assert PATH in text_of(progress)
    page = citizen.post(PATH, {"tracking_pass": hidden_on(progress, "tracking_pass")})
    assert letter_of(case).number in text_of(page)
    assert f"To the citizen of complaint no. {case.number}:" in text_of(page)
    assert "李秀英" not in text_of(page)
    assert code not in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_without_a_pass_or_without_a_refusal_there_is_no_letter(city_clerk):
    citizen = browse_as()
    progress = follow(citizen, complain(citizen))
    tracking_pass = hidden_on(progress, "tracking_pass")
    for sent in ({}, {"tracking_pass": "forged"}, {"tracking_pass": tracking_pass}):
        assert citizen.post(PATH, sent).url == "/track/"
    decline(city_clerk, reason="outside", forum="")
    assert citizen.get(PATH).url == "/track/"
    page = text_of(citizen.post(PATH, {"tracking_pass": tracking_pass}))
    assert "It is outside the campaign" in page
    assert "art. 22 and 23" in page
