"""A lead that its inspector must keep away from doesn't stay with him (R3): it is open again, or goes up, and he sees no trace of it."""

from datetime import timedelta

import pytest

from accounts.choices import Role
from accounts.services import declare_tie, end_tie
from accounts.tests.factories import give_role, make_user
from cases.models import Recusal
from cases.services import decide_on_recusal, demand_recusal, name_accused
from cases.tests.factories import unit
from common.tests.browsing import browse_as, main_of
from notices.models import Notice
from supervision.choices import Detector
from supervision.management.patterns import Seeder
from supervision.models import Lead
from supervision.services import find_leads, take_up_lead
from supervision.tests.factories import lead_of
from supervision.tests.test_firewall import PAGE, sees, told_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
IDLE = [Detector.IDLE]
FOUND_AND_TAKEN = ["lead.found", "lead.taken_up"]


@pytest.fixture
def lead(now):
    """About the land bureau of Yuexiu; the commission of the district has it."""
    return lead_of(Detector.IDLE, at=now)


@pytest.fixture
def own():
    """Inspects for the commission of the district."""
    return make_user("own", Role.INSPECTOR, "440104-commission")


@pytest.fixture
def colleague():
    """Inspects there as well."""
    return make_user("colleague", Role.INSPECTOR, "440104-commission")


def place(lead: Lead) -> tuple:
    """Which commission has it, in which state, and who has it in hand."""
    lead = Lead.objects.get(pk=lead.pk)
    return lead.commission.code, lead.state, lead.taken_up_by


def trail(lead: Lead) -> list[str]:
    return list(lead.events.values_list("name", flat=True))


def keep_away(user, case, *, granted_by, at) -> None:
    """A citizen demands that somebody keeps away, and it is agreed that this user does."""
    recusal = demand_recusal(
        case_id=case.pk, against="leader", whom="纪委的一位同志", reason="他与被投诉人是同学。", at=at
    )
    decide_on_recusal(
        recusal_id=recusal.pk, decision="granted", note="同意回避", about=user, actor=granted_by, at=at
    )
    assert Recusal.objects.get().decision == "granted"


def test_whoever_declares_a_tie_to_the_unit_has_its_lead_no_longer_and_his_colleagues_are_told(
    now, lead, own, colleague, city_inspector
):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    declare_tie(user=own, unit=lead.unit, relation="kin", at=now)
    assert place(lead) == ("440104-commission", "open", None)
    assert trail(lead) == [*FOUND_AND_TAKEN, "lead.left"]
    assert told_of(lead) == {("colleague", "lead_left", f"{PAGE}{lead.pk}/")}
    assert not sees(own, lead)
    page = main_of(browse_as(colleague).get(f"{PAGE}{lead.pk}/"))
    assert "Open again: whoever had it in hand keeps away from it" in page
    assert "kin" not in page.split("What happened")[1], "which tie it is isn't said"
    take_up_lead(lead_id=lead.pk, actor=colleague, at=now)
    assert place(lead) == ("440104-commission", "taken_up", colleague)


def test_a_tie_to_its_leader_does_so_too(now, lead, own, colleague):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    declare_tie(user=own, person=lead.leader, relation="kin", at=now)
    assert place(lead) == ("440104-commission", "open", None)


def test_where_nobody_of_the_commission_may_read_it_the_lead_goes_up_and_the_night_leaves_it_there(
    now, lead, own, city_inspector
):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    tie = declare_tie(user=own, unit=lead.unit, relation="kin", at=now)
    assert place(lead) == ("440100-commission", "open", None)
    assert trail(lead) == [*FOUND_AND_TAKEN, "lead.left", "lead.moved"]
    came = {("city_inspector", "lead_came_up", f"{PAGE}{lead.pk}/")}
    assert told_of(lead) == came
    find_leads(at=now + DAY, detectors=IDLE)
    assert (place(lead)[0], told_of(lead)) == ("440100-commission", came)
    take_up_lead(lead_id=lead.pk, actor=city_inspector, at=now + DAY)
    end_tie(tie_id=tie.pk, reason="已调离", actor=own, at=now + DAY)
    find_leads(at=now + 2 * DAY, detectors=IDLE)
    assert place(lead) == ("440100-commission", "taken_up", city_inspector), "who has it in hand goes on"


def test_a_lead_that_nobody_had_taken_up_goes_up_when_its_only_inspector_must_keep_away(
    now, lead, own, city_inspector
):
    declare_tie(user=own, unit=lead.unit, relation="kin", at=now)
    assert place(lead) == ("440100-commission", "open", None)
    assert trail(lead) == ["lead.found", "lead.moved"]
    assert told_of(lead) == {("city_inspector", "lead_came_up", f"{PAGE}{lead.pk}/")}


def test_where_nobody_at_all_may_read_it_the_lead_waits_open_with_its_commission(now, lead, own):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    declare_tie(user=own, unit=lead.unit, relation="kin", at=now)
    assert place(lead) == ("440104-commission", "open", None)
    assert told_of(lead) == set()


def test_what_he_was_told_of_it_before_is_taken_back(now, lead, own, colleague):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    declare_tie(user=own, unit=lead.unit, relation="kin", at=now)
    assert Notice.objects.filter(user=colleague, path=f"{PAGE}{lead.pk}/").exists()
    declare_tie(user=colleague, unit=lead.unit, relation="friend", at=now)
    assert not Notice.objects.filter(user=colleague).exists()


def test_what_a_colleague_has_in_hand_stays_with_him(now, lead, own, colleague):
    take_up_lead(lead_id=lead.pk, actor=colleague, at=now)
    declare_tie(user=own, unit=lead.unit, relation="kin", at=now)
    assert place(lead) == ("440104-commission", "taken_up", colleague)
    assert trail(lead) == FOUND_AND_TAKEN


def test_a_tie_to_another_unit_leaves_it_with_him(now, lead, own, colleague):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    declare_tie(user=own, unit=unit("440106-housing"), relation="kin", at=now)
    assert place(lead) == ("440104-commission", "taken_up", own)


def test_an_inspector_of_the_commission_above_gives_it_back_to_the_commission_that_has_it(
    now, lead, own, province_inspector
):
    take_up_lead(lead_id=lead.pk, actor=province_inspector, at=now)
    declare_tie(user=province_inspector, unit=lead.unit, relation="kin", at=now)
    assert place(lead) == ("440104-commission", "open", None)
    assert told_of(lead) == {("own", "lead_left", f"{PAGE}{lead.pk}/")}


def test_whoever_keeps_away_from_one_of_its_cases_by_decision_has_the_lead_no_longer(
    now, lead, own, colleague, city_inspector
):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    keep_away(own, lead.evidence.first().case, granted_by=city_inspector, at=now)
    assert place(lead) == ("440104-commission", "open", None)
    assert trail(lead) == [*FOUND_AND_TAKEN, "lead.left"]
    assert {row[:2] for row in told_of(lead)} == {("colleague", "lead_left")}
    assert not sees(own, lead)
    assert sees(colleague, lead)
    assert not Notice.objects.filter(user=own, wording__startswith="lead_").exists()


def test_a_case_that_comes_to_accuse_his_side_takes_it_from_him_at_once(now, lead, own, colleague):
    """His tie is older than the accusation: the lead comes to concern him while he has it in hand."""
    declare_tie(user=own, unit=unit("440104-housing"), relation="kin", at=now)
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    case = lead.evidence.first().case
    clerk = case.desk.duties.get(role=Role.INTAKE_CLERK).user
    name_accused(case_id=case.pk, actor=clerk, at=now, unit=unit("440104-housing"))
    assert place(lead) == ("440104-commission", "open", None)
    assert trail(lead) == [*FOUND_AND_TAKEN, "lead.left"]
    assert {row[:2] for row in told_of(lead)} == {("colleague", "lead_left")}


def test_a_case_against_his_side_that_the_night_adds_takes_it_from_him(now, lead, own, colleague):
    declare_tie(user=own, unit=unit("440104-housing"), relation="kin", at=now)
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    Seeder(at=now).handed(lead.unit, days=50, accused=(unit("440104-housing"),))
    find_leads(at=now + DAY, detectors=IDLE)
    assert place(lead) == ("440104-commission", "open", None)
    assert trail(lead)[-1] == "lead.left"
    assert not sees(own, lead)


def test_whoever_comes_to_work_for_the_unit_itself_has_its_lead_no_longer_after_the_night(
    now, lead, own, colleague
):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    give_role(own, Role.HANDLER, lead.unit.code)
    find_leads(at=now + DAY, detectors=IDLE)
    assert place(lead) == ("440104-commission", "open", None)
    assert {row[:2] for row in told_of(lead)} == {("colleague", "lead_left")}


def test_whoever_has_left_the_commission_has_its_lead_no_longer_after_the_night(now, lead, own, colleague):
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    own.duties.update(to_on=now.date() - DAY)
    find_leads(at=now + DAY, detectors=IDLE)
    assert place(lead) == ("440104-commission", "open", None)
