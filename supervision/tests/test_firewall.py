"""Whoever a lead concerns never sees it, nor learns how many cases it rests on."""

import pytest

from accounts.choices import Role
from accounts.models import Tie, User
from accounts.tests.factories import make_user
from cases.models import Accused, Case
from cases.services import name_accused
from cases.tests.factories import unit
from common.tests.browsing import browse_as
from notices.models import Notice
from notices.selectors import with_words
from supervision.choices import Detector
from supervision.management.patterns import PATTERNS, Seeder
from supervision.models import Lead
from supervision.services import find_leads, take_up_lead
from supervision.tests.factories import lead_of

pytestmark = pytest.mark.django_db
PAGE = "/staff/supervision/leads/"


def sees(user, lead):
    """Whether the lead is there for the user, in the list and by its address alike."""
    user = User.objects.get(pk=user.pk)
    listed = Lead.objects.visible_to(user).filter(pk=lead.pk).exists()
    status = browse_as(user).get(f"{PAGE}{lead.pk}/").status_code
    assert status in ((200,) if listed else (403, 404))
    return listed


def test_only_the_commissions_on_the_way_up_see_it(
    now, city_inspector, province_inspector, commission_leader
):
    lead = lead_of(Detector.IDLE, at=now)
    own = make_user("own", Role.INSPECTOR, "440104-commission")
    sibling = make_user("sibling", Role.INSPECTOR, "440105-commission")
    other = make_user("other", Role.INSPECTOR, "440300-commission")
    clerk = make_user("clerk", Role.INTAKE_CLERK, "440100-commission")
    admin = make_user("admin", Role.SYSTEM_ADMIN, "440000-commission")
    handler = make_user("handler", Role.HANDLER, "440104-land")
    head = make_user("head", Role.UNIT_LEADER, "440000-land")
    for user in (own, city_inspector, province_inspector, commission_leader):
        assert sees(user, lead), user
    for user in (sibling, other, clerk, admin, handler, head):
        assert not sees(user, lead), user


def test_a_tie_to_the_unit_or_its_leader_shuts_out(now, city_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    second = make_user("second", Role.INSPECTOR, "440100-commission")
    third = make_user("third", Role.INSPECTOR, "440100-commission", person=lead.leader)
    Tie.objects.create(user=city_inspector, unit=lead.unit, relation="kin")
    Tie.objects.create(user=second, person=lead.leader, relation="kin")
    assert not any(sees(user, lead) for user in (city_inspector, second, third))


def test_a_lead_about_a_commission_goes_one_level_up(now, other_city_clerk, province_inspector):
    lead = lead_of(Detector.NO_GROUND, at=now)
    inspector = make_user("shenzhen", Role.INSPECTOR, "440300-commission")
    assert lead.unit.code == "440300-commission"
    assert lead.commission.code == "440000-commission"
    assert sees(province_inspector, lead)
    assert not sees(inspector, lead)
    assert not sees(other_city_clerk, lead)


def test_a_unit_that_its_cases_accuse_is_shut_out_and_passed_over(now, city_inspector, province_inspector):
    """The cases that lie with the land bureau accuse the commission of the district: that one must not hear of it."""
    seeder = Seeder(at=now)
    accused, holder = unit("440106-commission"), seeder.unit("440106-land")
    seeder.handed(holder, days=50, accused=(accused,))
    find_leads(at=now, detectors=[Detector.IDLE])
    lead = Lead.objects.get()
    assert lead.commission.code == "440100-commission"
    assert not sees(make_user("district", Role.INSPECTOR, "440106-commission"), lead)
    assert sees(city_inspector, lead)
    assert sees(province_inspector, lead)


def test_whoever_is_named_after_the_night_is_shut_out_at_once(now, city_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    own = make_user("own", Role.INSPECTOR, "440104-commission")
    assert sees(own, lead)
    case = lead.evidence.first().case
    clerk = case.desk.duties.get(role=Role.INTAKE_CLERK).user
    name_accused(case_id=case.pk, actor=clerk, at=now, unit=unit("440104-commission"))
    assert not sees(own, lead)
    assert sees(city_inspector, lead)


def told_of(lead) -> set[tuple[str, str, str]]:
    """Who has what behind the bell about a lead, and where it leads."""
    notices = Notice.objects.filter(channel="in_app", wording__startswith="lead_", user__isnull=False)
    return set(notices.values_list("user__username", "wording", "path"))


def test_a_lead_that_comes_to_accuse_its_commission_goes_up_at_once_and_both_sides_are_told(
    now, city_inspector
):
    lead = lead_of(Detector.IDLE, at=now)
    own = make_user("own", Role.INSPECTOR, "440104-commission")
    Tie.objects.create(
        user=make_user("tied", Role.INSPECTOR, "440104-commission"), unit=lead.unit, relation="kin"
    )
    take_up_lead(lead_id=lead.pk, actor=own, at=now)
    case = lead.evidence.first().case
    clerk = case.desk.duties.get(role=Role.INTAKE_CLERK).user
    name_accused(case_id=case.pk, actor=clerk, at=now, unit=unit("440104-commission"))
    lead.refresh_from_db()
    assert (lead.commission.code, lead.state, lead.taken_up_by) == ("440100-commission", "open", None)
    assert told_of(lead) == {
        ("own", "lead_gone", ""),
        ("city_inspector", "lead_came_up", f"{PAGE}{lead.pk}/"),
    }, "whoever never saw it hears nothing"
    gone = Notice.objects.get(wording="lead_gone", channel="in_app")
    assert set(gone.context) == {"number", "unit"}
    assert case.number not in str(gone.context)
    words = str(with_words([gone])[0].text)
    assert not any(word in words.lower() for word in ("accus", "case", "举报", "控告"))
    find_leads(at=now, detectors=[Detector.IDLE])
    assert len(told_of(lead)) == 2, "the night finds it where it is"


def test_a_case_against_the_commission_that_the_night_adds_sends_the_lead_up_in_the_same_words(
    now, city_inspector
):
    seeder = Seeder(at=now)
    accused, holder = unit("440106-commission"), seeder.unit("440106-land")
    own = make_user("own", Role.INSPECTOR, "440106-commission")
    seeder.handed(holder, days=50)
    find_leads(at=now, detectors=[Detector.IDLE])
    lead = Lead.objects.get()
    assert (lead.commission, told_of(lead)) == (accused, set())
    seeder.handed(holder, days=50, accused=(accused,))
    find_leads(at=now, detectors=[Detector.IDLE])
    lead.refresh_from_db()
    assert lead.commission.code == "440100-commission"
    assert {row[:2] for row in told_of(lead)} == {("own", "lead_gone"), ("city_inspector", "lead_came_up")}
    assert not sees(own, lead)


def test_only_cases_that_the_viewer_reads_are_listed_and_counted(now, city_inspector):
    """The bureau of one district has a case of another district, which the first one's inspector doesn't read."""
    seeder = Seeder(at=now)
    holder = seeder.unit("440106-land")
    elsewhere = seeder.unit("440104-land")
    seeder.handed(holder, days=50)
    case = seeder.receive(elsewhere, days=50)
    case = seeder.move(case, "assign", seeder.clerk(case), days=48, unit=holder)
    seeder.move(case, "sign_for", seeder.who(holder, Role.HANDLER), days=45)
    find_leads(at=now, detectors=[Detector.IDLE])
    lead = Lead.objects.get()
    district = make_user("district", Role.INSPECTOR, "440106-commission")
    body = browse_as(district).get(f"{PAGE}{lead.pk}/").content.decode()
    assert case.number not in body
    assert "Only the cases that you may read are counted" in body
    listed = browse_as(district).get(PAGE).context["rows"][0]
    assert (listed.seen, listed.is_whole) == (1, False)
    assert "30 days or more: 1." in str(listed.reason)
    whole = browse_as(city_inspector).get(f"{PAGE}{lead.pk}/")
    assert whole.context["row"].is_whole
    assert case.number in whole.content.decode()


def test_what_was_handed_up_sealed_is_no_evidence(now):
    PATTERNS[Detector.REPEATED](Seeder(at=now))
    accused = Accused.objects.filter(unit=unit("440103-housing")).values("case")
    Case.objects.filter(pk__in=accused).update(handed_up_from="city")
    find_leads(at=now)
    assert not Lead.objects.exists()
