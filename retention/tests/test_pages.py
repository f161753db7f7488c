"""From what is due to the signed list, as the two people go through the pages, and who learns nothing of it."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Duty, Tie
from accounts.selectors import waiting_acts
from accounts.services import lapse_acts
from accounts.tests.factories import make_user
from cases.models import Case
from cases.tests.factories import unit
from common.numbering import CHINA
from common.tests.browsing import browse_as, words_of
from notices.models import Notice
from retention import services
from retention.choices import Refusal
from retention.models import DisposalBatch, Hold, HoldLifting, Term, TermChange, Tombstone
from retention.tests.factories import LONG_AGO, answered, canary, declined, settle, withdrawn

pytestmark = pytest.mark.django_db
URL = "/staff/retention/"


@pytest.fixture(autouse=True)
def _anchors(settings, tmp_path):
    settings.AUDIT_ANCHORS = str(tmp_path / "chain.jsonl")


@pytest.fixture
def due(city_clerk):
    """Two cases that are due."""
    cases = [withdrawn(canary()), declined(city_clerk, canary())]
    settle()
    return cases


def carry_out():
    while services.dispose_next(at=timezone.now()):
        pass


def test_two_people_dispose_of_what_is_due_and_the_register_finds_it(due, city_inspector, commission_leader):
    inspector, leader = browse_as(city_inspector), browse_as(commission_leader)
    page = words_of(inspector.get(URL))
    assert all(case.number in page for case in due)
    assert words_of(inspector.get(f"{URL}lists/new/unanswered/")).count("can't be undone") >= 1
    refused = inspector.post(f"{URL}lists/new/unanswered/", {"reason": "期满"})
    assert refused.status_code == 200
    assert not DisposalBatch.objects.exists()
    inspector.post(f"{URL}lists/new/unanswered/", {"reason": "期满", "is_read": "on"})
    batch = DisposalBatch.objects.get()
    address = f"{URL}lists/{batch.pk}/"
    assert "Record the decision" not in words_of(inspector.get(address))
    assert "Record the decision" in words_of(leader.get(address))
    decision = {"decision": "granted", "note": "同意", "digest": batch.digest}
    inspector.post(address, decision)
    leader.post(address, decision | {"digest": "0" * 64})
    batch.refresh_from_db()
    assert batch.waits
    leader.post(address, decision)
    assert inspector.get(address)["Refresh"] == "5"
    carry_out()
    assert "Refresh" not in inspector.get(address)
    assert inspector.get(f"/staff/cases/{due[0].pk}/").status_code == 404
    assert due[0].number not in words_of(inspector.get(f"/staff/cases/?tab=all&q={due[0].number}"))
    found = words_of(inspector.get(f"{URL}tombstones/", {"q": due[0].number}))
    assert batch.number in found
    assert due[1].number not in found
    assert "No tombstone has this number" in words_of(
        inspector.get(f"{URL}tombstones/", {"q": "2014-0999999"})
    )
    sheet = b"".join(inspector.get(f"{address}export/").streaming_content).decode()
    assert sheet.count(batch.number) == 2
    assert inspector.get(f"{address}paper/").content.startswith(b"%PDF")


def test_whoever_is_tied_to_the_accused_and_other_commissions_learn_of_no_list(
    city_inspector, commission_leader, other_city_clerk, county_handler, province_inspector
):
    withdrawn(canary(), accused=[unit("440106-housing")])
    settle()
    batch = services.propose_batch(
        record_class="unanswered", reason="期满", actor=city_inspector, at=timezone.now()
    )
    address = f"{URL}lists/{batch.pk}/"
    for user in (city_inspector, commission_leader, province_inspector):
        assert browse_as(user).get(address).status_code == 200
    for user in (county_handler, other_city_clerk):
        assert browse_as(user).get(URL).status_code == 403
    Tie.objects.create(user=commission_leader, unit=unit("440106-housing"), relation="kin")
    leader = browse_as(commission_leader)
    assert leader.get(address).status_code == 404
    assert batch.number not in words_of(leader.get(f"{URL}lists/"))


def test_a_list_that_is_refused_lets_its_cases_go_onto_another(due, city_inspector, commission_leader):
    first = services.propose_batch(
        record_class="unanswered", reason="期满", actor=city_inspector, at=timezone.now()
    )
    with pytest.raises(services.RetentionRefused) as refusal:
        services.propose_batch(
            record_class="unanswered", reason="再次", actor=city_inspector, at=timezone.now()
        )
    assert refusal.value.reasons == (Refusal.NOTHING_DUE,)
    with pytest.raises(services.RetentionRefused) as refusal:
        services.decide_on_batch(
            batch_id=first.pk, decision="granted", note="同意", digest=first.digest, actor=city_inspector,
            at=timezone.now(),
        )  # fmt: skip
    assert set(refusal.value.reasons) & {Refusal.OWN_REQUEST, Refusal.NOT_YOUR_MOVE}
    services.decide_on_batch(
        batch_id=first.pk, decision="refused", note="再查", digest=first.digest, actor=commission_leader,
        at=timezone.now(),
    )  # fmt: skip
    carry_out()
    assert Case.objects.filter(pk__in=[case.pk for case in due]).count() == 2
    again = services.propose_batch(
        record_class="unanswered", reason="再次", actor=city_inspector, at=timezone.now()
    )
    assert again.lines.count() == 2
    assert not Tombstone.objects.exists()


def test_one_person_places_a_hold_and_two_lift_it(due, city_inspector, commission_leader):
    inspector, leader = browse_as(city_inspector), browse_as(commission_leader)
    case = due[0]
    assert f"{URL}holds/cases/{case.pk}/" in inspector.get(f"/staff/cases/{case.pk}/").content.decode()
    inspector.post(f"{URL}holds/cases/{case.pk}/", {"reason": "另案调查需要"})
    hold = Hold.objects.get()
    address = f"{URL}holds/{hold.pk}/"
    assert address in inspector.get(f"/staff/cases/{case.pk}/").content.decode()
    assert case.number in words_of(inspector.get(f"{URL}holds/"))
    assert "A hold lies on it" in words_of(inspector.get(URL))
    inspector.post(address, {"reason": "调查已结束"})
    inspector.post(address, {"decision": "granted", "note": "自己同意"})
    assert HoldLifting.objects.get().waits
    leader.post(address, {"decision": "granted", "note": "同意解除"})
    assert not Hold.objects.in_force().exists()
    assert case.number not in words_of(inspector.get(f"{URL}holds/"))
    batch = services.propose_batch(
        record_class="unanswered", reason="期满", actor=city_inspector, at=timezone.now()
    )
    services.decide_on_batch(
        batch_id=batch.pk, decision="granted", note="同意", digest=batch.digest, actor=commission_leader,
        at=timezone.now(),
    )  # fmt: skip
    carry_out()
    assert not Hold.objects.exists()
    assert Tombstone.objects.get(case_id=case.pk).rows["retention.HoldLifting"] == 1


def test_a_leader_whose_duty_begins_today_hears_of_a_lifting_asked_for_just_after_midnight(
    due, city_inspector
):
    leader = make_user("new_leader")
    today, where = timezone.localdate(), unit("440100-commission")
    Duty.objects.create(user=leader, unit=where, role=Role.COMMISSION_LEADER, from_on=today)
    at = datetime.combine(today, time(0, 30), CHINA)
    case = Case.objects.supervised_by(city_inspector).first()
    hold = services.place_hold(case_id=case.pk, reason="另案需要", actor=city_inspector, at=at)
    services.ask_to_lift(hold_id=hold.pk, reason="另案已结。", actor=city_inspector, at=at)
    assert Notice.objects.filter(user=leader, wording="act_asked", channel="in_app").count() == 1


def test_a_term_is_asked_for_in_the_province_and_another_decides_within_its_bounds(
    city_inspector, commission_leader, due
):
    asking = make_user("asking", Role.COMMISSION_LEADER, "440000-commission")
    deciding = make_user("deciding", Role.COMMISSION_LEADER, "440000-commission")
    address = f"{URL}terms/unanswered/"
    today = timezone.localdate()
    wanted = {"years": "20", "effective_on": today.isoformat(), "reason": "本省规定"}
    assert browse_as(commission_leader).post(address, wanted).status_code == 403
    browser, second = browse_as(asking), browse_as(deciding)
    for wrong in ({"years": "3"}, {"years": ""}, {"effective_on": (today - timedelta(days=1)).isoformat()}):
        assert browser.post(address, wanted | wrong).status_code == 200
    assert not TermChange.objects.exists()
    assert browser.post(address, wanted).status_code == 302
    # It waits: nothing has changed, whoever asked can't decide, and the other finds it among what is his to decide.
    assert not Term.objects.exists()
    assert "waits for the decision of another person" in words_of(browser.get(address))
    verdict = {"decision": "granted", "note": "同意"}
    assert browser.post(address, verdict).status_code == 403
    assert browse_as(city_inspector).post(address, verdict).status_code == 403
    assert [one.kind.name for one in waiting_acts(deciding)] == ["term_change"]
    assert Notice.objects.filter(user=deciding, wording="act_asked", channel="in_app").count() == 1
    assert second.post(address, verdict).status_code == 302
    assert Term.objects.get().set_by == asking
    assert Notice.objects.filter(user=asking, wording="act_decided", channel="in_app").count() == 1
    assert "20 years" in words_of(browser.get(address))
    assert due[0].number not in words_of(browse_as(city_inspector).get(f"{URL}?class=unanswered"))


def test_the_database_takes_no_term_that_two_people_have_not_set(due):
    asking = make_user("asking", Role.INSPECTOR, "440000-commission")
    deciding = make_user("deciding", Role.COMMISSION_LEADER, "440000-commission")
    at = timezone.now()
    wanted = {
        "years": 20,
        "effective_on": timezone.localdate(),
        "reason": "本省规定",
        "actor": asking,
        "at": at,
    }
    with pytest.raises(services.RetentionRefused):
        services.ask_for_term(record_class="accountable", **wanted | {"years": 30})
    refused = services.ask_for_term(record_class="unanswered", **wanted)
    services.decide_on_term(change_id=refused.pk, decision="refused", note="不同意", actor=deciding, at=at)
    alone = {"record_class": "unanswered", "years": 20, "effective_on": timezone.localdate()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(**alone, set_by=asking, set_at=at, reason="本省规定")
    # What lapses changes nothing, and can be asked for anew; a day that has gone by meanwhile is today's.
    asked = services.ask_for_term(record_class="unanswered", **wanted)
    later = at + timedelta(days=40)
    lapse_acts(at=later)
    asked.refresh_from_db()
    assert asked.decision == "lapsed"
    again = services.ask_for_term(
        record_class="unanswered", **wanted | {"at": later, "effective_on": later.date() + timedelta(days=1)}
    )
    decided_at = later + timedelta(days=9)
    services.decide_on_term(
        change_id=again.pk, decision="granted", note="同意", actor=deciding, at=decided_at
    )
    assert Term.objects.get().effective_on == decided_at.astimezone(CHINA).date()


def test_what_was_answered_waits_thirty_years(city_clerk, county_handler, city_inspector):
    case = answered(canary(), clerk=city_clerk, handler=county_handler, inspector=city_inspector)
    page = words_of(browse_as(city_inspector).get(f"{URL}?class=answered"))
    assert "Nothing of this class is due" in page
    assert case.closed_at.year == LONG_AGO.year
