"""Records, who sees them, their alarms, and the case that is made of one."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.choices import Role
from accounts.models import Tie
from accounts.tests.factories import make_user
from cases.models import Case
from cases.services import AccusedEntry, move_case
from cases.tests.factories import FOUND_PROVED, area, make_case, unit, walk
from notices.models import Notice
from registers.choices import REGISTERS
from registers.models import Finding, FindingCase, Record
from registers.services import (
    Draft,
    FindingRefused,
    RecordRefused,
    dismiss_finding,
    follow_up,
    open_case_of,
    read_columns,
    watch_registers,
    write_record,
)
from registers.tests.factories import GOOD, keeper, make_record, open_alarms, responsible

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def watch_all(at):
    while watch_registers(at=at):
        pass


def test_the_same_row_comes_in_once_and_what_changes_stays_in_the_history(now):
    first = make_record("compensation", at=now)
    again = make_record("compensation", at=now + DAY)
    assert again.pk == first.pk
    assert first.events.count() == 1
    changed = make_record("compensation", at=now + 2 * DAY, paid="100000")
    assert changed.pk == first.pk
    event = first.events.get(name="changed")
    assert event.details["before"] == {"paid": "120000.50"}
    assert event.details["after"] == {"paid": "100000.00"}
    assert open_alarms(changed) == {"short"}


def test_an_alarm_is_found_once_and_closed_when_it_no_longer_holds(now):
    record = make_record("compensation", at=now, paid="0", paid_on="")
    watch_all(now + DAY)
    watch_all(now + DAY)
    assert record.findings.count() == 1
    follow_up(
        record_id=record.pk,
        cells={"paid": "120000.50", "paid_on": "2026-09-30"},
        names=("paid", "paid_on"),
        actor=keeper("compensation"),
        at=now + 2 * DAY,
    )
    finding = record.findings.get()
    assert (finding.state, finding.closed_at) == ("closed", now + 2 * DAY)
    assert list(record.events.values_list("name", flat=True)) == ["recorded", "found", "changed", "ended"]
    with pytest.raises(DatabaseError), transaction.atomic():
        finding.delete()


def test_a_hazard_goes_up_while_it_is_overdue_and_is_proposed_for_accountability_only_once(now):
    record = make_record("hazards", at=now, due_on="2026-11-25")
    assert open_alarms(record) == set()
    watch_all(now + 3 * DAY)
    assert record.findings.get().level == "unit"
    watch_all(now + 14 * DAY)
    assert record.findings.get().level == "superior"
    owner = keeper("hazards")
    change = {"record_id": record.pk, "actor": owner, "names": ("extended_to", "repaired_on", "rechecked_on")}
    follow_up(cells={"extended_to": "2026-12-20"}, at=now + 15 * DAY, **change)
    assert open_alarms(record) == set()
    watch_all(now + 30 * DAY)
    assert open_alarms(record) == {"overdue", "overdue_twice"}
    for more in (31, 32, 80):
        watch_all(now + more * DAY)
    assert record.findings.filter(rule="overdue_twice").count() == 1
    repaired = {"extended_to": "2026-12-20", "repaired_on": "2026-12-28", "rechecked_on": "2026-12-29"}
    follow_up(cells=repaired, at=now + 81 * DAY, **change)
    watch_all(now + 90 * DAY)
    assert record.findings.filter(rule="overdue_twice", state="open").count() == 1
    assert open_alarms(record) == {"overdue_twice"}


def test_who_is_above_hears_once_that_an_alarm_has_come_up_and_never_the_unit_or_whoever_has_a_tie_to_it(now):
    owner, province = keeper("hazards"), make_user("province", Role.HANDLER, "440000-work-safety")
    city = make_user("city", Role.UNIT_LEADER, "440100-work-safety")
    tied = make_user("tied", Role.HANDLER, "440100-work-safety")
    inspector = make_user("district", Role.INSPECTOR, "440106-commission")
    Tie.objects.create(user=tied, unit=unit("440106-work-safety"), relation="kin")
    record = make_record("hazards", at=now, due_on="2026-11-25", extended_to="2026-11-30")
    for days in (8, 9, 20, 21, 60, 61):
        watch_all(now + days * DAY)
    told = Notice.objects.filter(channel="in_app").order_by("pk").values_list("user", "wording")
    assert list(told) == [
        (inspector.pk, "register_proposal"),
        (city.pk, "register_alarm"),
        (inspector.pk, "register_alarm"),
    ]
    assert not Notice.objects.filter(user__in=[owner, tied, province]).exists()
    notice = Notice.objects.filter(user=city).first()
    assert notice.path.endswith(f"/{record.pk}/")
    # Where the place has no commission with people, the next one above hears.
    elsewhere = make_record("hazards", at=now, code="440305", due_on="2026-10-01")
    assert open_alarms(elsewhere) == {"overdue"}
    assert elsewhere.findings.get().level == "commission"
    assert not Notice.objects.filter(path__endswith=f"/{elsewhere.pk}/").exists()
    above = make_user("above", Role.INSPECTOR, "440000-commission")
    third = make_record("hazards", at=now, code="440305", number="3", due_on="2026-10-01")
    assert Notice.objects.filter(user=above, path__endswith=f"/{third.pk}/").exists()


def test_a_proposal_is_for_the_commission_and_never_for_the_unit(now, province_inspector):
    record = make_record("hazards", at=now, due_on="2026-11-10", extended_to="2026-11-20")
    county, province = keeper("hazards"), make_user("safety", Role.HANDLER, "440000-work-safety")
    seen = {user: set(Finding.objects.visible_to(user).values_list("rule", flat=True)) for user in (county, province, province_inspector)}  # fmt: skip
    assert seen == {
        county: {"overdue"},
        province: {"overdue"},
        province_inspector: {"overdue", "overdue_twice"},
    }
    shown = record.events.shown_to(county).values_list("details__rule", flat=True)
    assert "overdue_twice" not in set(shown)
    assert "overdue_twice" in set(
        record.events.shown_to(province_inspector).values_list("details__rule", flat=True)
    )


def test_a_dismissed_alarm_comes_back_only_when_its_figures_change(now, city_inspector):
    record = make_record("compensation", at=now, paid="100000")
    finding = record.findings.get()
    with pytest.raises(FindingRefused):
        dismiss_finding(finding_id=finding.pk, reason=" ", actor=city_inspector, at=now)
    with pytest.raises(FindingRefused):
        dismiss_finding(finding_id=finding.pk, reason="有协议", actor=keeper("compensation"), at=now)
    dismiss_finding(finding_id=finding.pk, reason="有分期协议", actor=city_inspector, at=now)
    watch_all(now + 5 * DAY)
    assert open_alarms(record) == set()
    make_record("compensation", at=now + 6 * DAY, paid="90000")
    finding.refresh_from_db()
    assert (finding.state, finding.reason) == ("open", "")
    assert record.events.filter(name="came_back").exists()


def test_who_sees_which_record(now, province_inspector, city_inspector, province_lead, nobody):
    record = make_record("compensation", at=now)
    other = make_record("hazards", at=now)
    elsewhere = make_record("compensation", at=now, code="440306")
    users = {
        "province commission": (province_inspector, {record, other, elsewhere}),
        "city commission": (city_inspector, {record, other}),
        "leading department of the province": (province_lead, {record, elsewhere}),
        "leading department of the city": (make_user("a", Role.HANDLER, "440100-land"), {record}),
        "second department of the sector": (make_user("b", Role.HANDLER, "440100-housing"), {record}),
        "the unit itself": (keeper("compensation"), {record}),
        "another line": (make_user("c", Role.HANDLER, "440106-education"), set()),
        "nobody": (nobody, set()),
    }
    seen = {name: set(Record.objects.visible_to(user)) for name, (user, _wanted) in users.items()}
    assert seen == {name: wanted for name, (_user, wanted) in users.items()}


def test_nobody_records_for_others_and_a_commission_keeps_no_books(now, city_inspector, county_handler):
    row = REGISTERS["compensation"]
    values, _wrong = read_columns(row, GOOD["compensation"])

    def write(actor, code="440106"):
        draft = Draft("9", area(code), responsible("compensation", code), values)
        return write_record(register=row, draft=draft, source="page", actor=actor, at=now)

    for actor, code in ((city_inspector, "440106"), (county_handler, "440306")):
        with pytest.raises(RecordRefused):
            write(actor, code)
    # The other department of the sector sees it and keeps no books of a bureau that isn't below it.
    with pytest.raises(RecordRefused):
        write(make_user("city-housing", Role.HANDLER, "440100-housing"))
    assert write(make_user("city-land", Role.HANDLER, "440100-land"))[1] == "recorded"
    assert write(county_handler)[1] == "known"


def test_a_case_made_of_an_alarm_accuses_the_unit_and_never_reaches_it(now, city_inspector):
    record = make_record("compensation", at=now, paid="100000")
    finding = record.findings.get()
    owner, leader = keeper("compensation"), make_user("chief", Role.UNIT_LEADER, "440106-land")
    beside = make_user("beside", Role.HANDLER, "440106-housing")
    for user in (owner, leader, beside):
        with pytest.raises(FindingRefused):
            open_case_of(finding_id=finding.pk, words="", actor=user, at=now)
    opened = open_case_of(finding_id=finding.pk, words="请核查。", actor=city_inspector, at=now)
    assert opened.is_visible
    case = opened.case
    assert case.channel == "register"
    assert case.accused.get().unit == record.unit
    assert case.sector == record.sector
    assert "补偿" in case.story
    assert not Case.objects.visible_to(owner).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(leader).filter(pk=case.pk).exists()
    again = open_case_of(finding_id=finding.pk, words="", actor=city_inspector, at=now)
    assert again.case == case
    # The trail of the record, which its unit reads, doesn't tell.
    assert not record.events.filter(at__gte=now, name__contains="case").exists()
    assert record.findings.get().state == "open"
    assert FindingCase.objects.get().opened_by == city_inspector


def test_a_case_of_the_environment_came_by_none_of_its_three_windows(now, city_inspector):
    record = make_record("local-rules", at=now, due_on="2026-11-01")
    opened = open_case_of(finding_id=record.findings.get().pk, words="", actor=city_inspector, at=now)
    assert (opened.case.sector.code, opened.case.window) == ("environment", "")


def test_a_hospital_named_clean_loses_its_name_by_a_proved_case(now, city_clerk, city_inspector):
    record = make_record("clean-hospitals", at=now)
    accused = [AccusedEntry(unit_text="天河区人民医院")]
    case = make_case(at=now, accused=accused)
    handler = make_user("health", Role.HANDLER, "440106-health")
    steps = [("assign", city_clerk), ("sign_for", handler), ("answer", handler)]
    case = walk(case, steps, at=now, unit=unit("440106-health"))
    move_case(case_id=case.pk, move="close", actor=city_inspector, at=now, note="属实", details=FOUND_PROVED)
    record.refresh_from_db()
    assert record.checked_on is None
    watch_all(now)
    watch_all(now + DAY)
    record.refresh_from_db()
    assert record.cells["revoked_on"] == now.date().isoformat()
    assert record.events.filter(name="revoked").count() == 1
    # The unit enters the row once more: the name stays revoked.
    make_record("clean-hospitals", at=now + DAY, score="99")
    record.refresh_from_db()
    assert "revoked_on" in record.cells


def test_mates_are_looked_at_anew_when_one_comes_in(now):
    doses = [18, 19, 20, 21]
    for place, dose in enumerate(doses):
        make_record("drug-use", at=now, number=str(place), hospital=f"医院{place}", doses=str(dose))
    far = make_record("drug-use", at=now, number="far", hospital="远", doses="90")
    assert open_alarms(far) == {"outlier"}
    project = make_record("projects", at=now, number="P-1", approved_on="2026-06-01", households="1")
    assert open_alarms(project) == {"undisclosed", "ledger_gap"}
    make_record("compensation", at=now)
    watch_all(now)
    assert open_alarms(project) == {"undisclosed"}


@pytest.mark.parametrize(
    ("register", "cells"),
    [
        ("recalls", {"sold": 10, "taken_back": 6, "destroyed": 5}),
        ("hazards", {"general_duty": "甲", "direct_duty": "乙", "local_duty": "丙", "due_on": "2026-12-01"}),
    ],
)
def test_the_database_refuses_it_too(now, register, cells):
    record = make_record(register, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=record.pk).update(cells=cells)
