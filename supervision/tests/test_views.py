"""The pages of leads, the home of an inspector, and the limits in the console."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from common.tests.browsing import browse_as, main_of, statements
from supervision.choices import Detector, LeadState
from supervision.models import Lead, Threshold
from supervision.selectors.limits import limits_on
from supervision.services import find_leads, set_limits, try_limits
from supervision.tasks import find_leads as nightly
from supervision.tests.factories import lead_of, make_lead, make_order

pytestmark = pytest.mark.django_db
PAGE = "/staff/supervision/leads/"
CONSOLE = "/console/supervision/threshold/"
DAY = timedelta(days=1)


def test_the_list_is_narrowed_by_ground_kind_area_unit_and_state(now, city_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    client = browse_as(city_inspector)

    def found(query):
        return [row.lead.pk for row in client.get(f"{PAGE}?{query}").context["rows"]]

    for query in ("", "trigger=suppressed", "detector=idle", "area=440104", "area=440100", "tab=all"):
        assert found(query) == [lead.pk], query
    assert found(f"q={lead.unit.name}") == [lead.pk]
    for query in ("trigger=leadership", "detector=eve", "area=440106", "tab=dismissed", "q=没有这样的单位"):
        assert found(query) == [], query
    assert found("detector=nonsense&tab=nonsense&after=nonsense") == [lead.pk]


def test_an_inspector_takes_up_dismisses_and_notes_what_it_became(now, city_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    client, page = browse_as(city_inspector), f"{PAGE}{lead.pk}/"

    def state():
        return Lead.objects.get(pk=lead.pk).state

    assert client.post(page, {"do": "take_up"}).status_code == 302
    assert state() == LeadState.TAKEN_UP
    assert client.post(page, {"do": "dismiss", "dismiss-note": ""}).status_code == 200
    assert state() == LeadState.TAKEN_UP
    assert client.post(page, {"do": "dismiss", "dismiss-note": "已核实"}).status_code == 302
    assert state() == LeadState.DISMISSED
    order = make_order(city_inspector, at=now, to=lead.unit.code)
    into = {"do": "settle", "settle-into": f"order-{order.pk}"}
    client.post(page, into)
    assert state() == LeadState.DISMISSED
    client.post(page, {"do": "take_up"})
    assert client.post(page, into | {"settle-into": "order-999999"}).status_code == 200
    assert state() == LeadState.TAKEN_UP
    client.post(page, into)
    assert state() == LeadState.SETTLED
    body = main_of(client.get(page))
    assert order.number in body
    assert 'value="take_up"' not in body
    assert client.post(page, {"do": "nonsense"}).status_code == 200


def test_the_page_tells_in_plain_words_why(now, city_inspector):
    lead = lead_of(Detector.NO_CONTACT, at=now)
    client = browse_as(city_inspector, language="zh-hans")
    body = client.get(f"{PAGE}{lead.pk}/").content.decode()
    assert "最近90天内" in body
    assert "4件" in body
    assert "占该单位此类办结案件5件的80%" in body
    for piece in lead.evidence.all():
        assert f"/staff/cases/{piece.case_id}/" in body


def test_the_list_costs_the_same_however_many_leads_it_shows(now, city_inspector):
    lead = lead_of(Detector.IDLE, at=now)
    client = browse_as(city_inspector)
    client.get(PAGE)
    few = len(statements(client, "get", PAGE))
    for detector in (Detector.EVE, Detector.OVERDUE, Detector.NO_GROUND):
        make_lead(lead.unit, at=now, commission=lead.commission, detector=detector)
    assert len(statements(client, "get", PAGE)) == few


def test_the_home_shows_open_leads_to_inspectors_alone(now, city_inspector, city_clerk):
    lead_of(Detector.IDLE, at=now)
    shown = browse_as(city_inspector).get("/staff/").context["leads"]
    assert [line["count"] for line in shown["lines"]] == [1, 0]
    assert browse_as(city_clerk).get("/staff/").context["leads"] is None


# --- limits --------------------------------------------------------------------------------------------------------


def set_days(days, *, on, actor, at):
    values = {"days": days, "cases": 1}
    return set_limits(
        detector=Detector.IDLE, values=values, effective_on=on, reason="试行", actor=actor, at=at
    )


def test_limits_hold_from_their_day_on_and_the_later_one_of_a_day_counts(now, commission_leader):
    today = now.date()
    first = set_days(20, on=today + 2 * DAY, actor=commission_leader, at=now)
    second = set_days(25, on=today + 2 * DAY, actor=commission_leader, at=now)
    assert limits_on(Detector.IDLE, today).values == {"days": 30, "cases": 1}
    assert limits_on(Detector.IDLE, today + DAY).version is None
    assert limits_on(Detector.IDLE, today + 2 * DAY).version == second
    assert first.values["days"] == 20
    for act in (first.delete, lambda: Threshold.objects.update(reason="x")):
        with pytest.raises(InternalError, match=r"(?i)cannot"), transaction.atomic():
            act()


def test_the_past_and_a_change_without_reason_are_refused(now, commission_leader):
    asked = {
        "detector": Detector.IDLE,
        "values": {"days": 9, "cases": 1},
        "actor": commission_leader,
        "at": now,
    }
    with pytest.raises(ValueError, match="past"):
        set_limits(effective_on=now.date() - DAY, reason="x", **asked)
    with pytest.raises(ValueError, match="reason"):
        set_limits(effective_on=now.date(), reason=" ", **asked)


def test_a_lead_keeps_the_limits_that_it_was_found_by(now, commission_leader):
    version = set_days(45, on=now.date(), actor=commission_leader, at=now)
    lead = lead_of(Detector.IDLE, at=now)
    assert (lead.threshold, lead.limits["days"], lead.figures["cases"]) == (version, 45, 1)


def test_trying_counts_what_would_be_found_and_keeps_nothing(now, commission_leader):
    lead_of(Detector.IDLE, at=now)
    asked = {"detector": Detector.IDLE, "actor": commission_leader, "at": now}
    assert try_limits(values={"days": 40, "cases": 1}, **asked) == 1
    assert try_limits(values={"days": 48, "cases": 1}, **asked) == 0
    tied = make_user("tied", Role.COMMISSION_LEADER, "440000-commission", person=Lead.objects.get().leader)
    assert try_limits(values={"days": 40, "cases": 1}, **(asked | {"actor": tied})) == 0


def province_leader():
    return make_user("province_leader", Role.COMMISSION_LEADER, "440000-commission")


def test_a_leader_of_the_province_tries_and_sets_limits_in_the_console():
    client, page = browse_as(province_leader()), f"{CONSOLE}idle/limits/"
    filled = {"days": 12, "cases": 2, "effective_on": f"{timezone.localdate()}", "reason": ""}
    tried = client.post(page, filled | {"do": "try"})
    assert tried.status_code == 200
    assert tried.context["tried"]
    assert not Threshold.objects.exists()
    assert client.post(page, filled | {"do": "save"}).context["form"].errors.keys() == {"reason"}
    for wrong in ({"days": 0}, {"effective_on": "2026-01-01"}):
        kept = filled | {"reason": "试行", "do": "save"} | wrong
        assert client.post(page, kept).context["form"].errors
    assert client.post(page, filled | {"reason": "试行三个月", "do": "save"}).status_code == 302
    assert Threshold.objects.get().values == {"days": 12, "cases": 2}
    assert "试行三个月" in client.get(page).content.decode()
    assert client.get(CONSOLE).status_code == 200
    assert client.get(f"{CONSOLE}nonsense/limits/").status_code == 404


def test_others_of_the_console_read_the_limits_and_change_nothing(city_inspector, system_admin):
    city_leader = make_user("city_leader", Role.COMMISSION_LEADER, "440100-commission")
    for user in (city_inspector, system_admin, city_leader):
        client = browse_as(user)
        assert client.get(f"{CONSOLE}overdue/limits/").status_code == 200
        assert client.post(f"{CONSOLE}overdue/limits/", {"do": "try"}).status_code == 403
    assert not Threshold.objects.exists()


# --- by night and by hand ------------------------------------------------------------------------------------------


def test_the_worker_looks_every_night():
    nightly()
    assert not Lead.objects.exists()


def test_by_hand_one_detector_can_look_as_of_a_moment(now):
    lead_of(Detector.IDLE, at=now)
    out, err = StringIO(), StringIO()
    call_command("find_leads", detector=["idle"], at="2026-11-24T10:00", stdout=out, stderr=err)
    assert "idle" in out.getvalue()
    assert Lead.objects.get().last_found_at == now + DAY
    with pytest.raises(CommandError):
        call_command("find_leads", at="yesterday")


def test_an_earlier_moment_never_sets_a_lead_back(now):
    lead_of(Detector.IDLE, at=now)
    find_leads(at=now - DAY, detectors=[Detector.IDLE])
    assert Lead.objects.get().last_found_at == now
