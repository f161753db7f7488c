"""The acceptance list with the open complaints that mark it (M45), and the registers that only some cities have to keep (M26)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Tie
from accounts.tests.factories import make_user
from cases.services import AccusedEntry
from cases.tests.factories import make_case, unit, walk
from organizations.models import Sector
from registers.choices import REGISTERS
from registers.models import Record
from registers.services import RecordRefused, follow_up, prepare_import
from registers.tests.factories import GOOD, keeper, make_record, open_alarms

pytestmark = pytest.mark.django_db
PASSED = {"result": "passed", "decided_on": "2014-06-01"}
LIST = {"applied_on": "2014-03-01"}


@pytest.fixture
def at():
    return timezone.now() - timedelta(hours=1)


@pytest.fixture
def city_education():
    return make_user("city-education", Role.HANDLER, "440100-education")


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(name: str, *args) -> str:
    return reverse(f"registers:{name}", args=args)


def marks_of(user) -> list[int]:
    rows = browser(user).get(page("record-list", "acceptance")).context["rows"]
    return [row["marked"] for row in rows]


def complain(at, story: str = "学校强制收费，每人三百元，不给收据。", **more):
    accused = [AccusedEntry(unit=unit("440106-education"))]
    return make_case(at=at, accused=accused, story=story, sector=Sector.objects.get(code="education"), **more)


def test_an_open_complaint_about_fees_marks_the_list_and_never_for_those_whom_it_accuses(
    at, province_inspector, city_clerk
):
    province_education = make_user("province-education", Role.HANDLER, "440000-education")
    record = make_record("acceptance", at=at, **LIST)
    case = complain(at)
    complain(at, story="学校食堂不卫生，孩子吃坏了肚子。")
    tied = make_user("tied", Role.INSPECTOR, "440000-commission")
    Tie.objects.create(user=tied, unit=unit("440106-education"), relation="kin")
    assert marks_of(province_inspector) == [1]
    assert marks_of(keeper("acceptance")) == [0]
    assert marks_of(tied) == [0]
    detail = browser(province_inspector).get(page("record-detail", record.pk))
    assert [one.pk for one in detail.context["mark"].cases] == [case.pk]
    assert case.number in detail.text
    assert case.number not in browser(keeper("acceptance")).get(page("record-detail", record.pk)).text
    assert open_alarms(record) == set()
    # The department above learns that there is one once it is accepted, not which.
    assert marks_of(province_education) == [0]
    walk(case, [("assign", city_clerk)], at=at, unit=unit("440106-health"))
    assert marks_of(province_education) == [1]
    assert marks_of(keeper("acceptance")) == [0]
    detail = browser(province_education).get(page("record-detail", record.pk))
    assert detail.context["mark"].number == 1
    assert case.number not in detail.text


def test_a_unit_enters_no_result_for_itself_and_an_open_complaint_bars_it_where_that_is_set(
    at, settings, city_education, city_clerk
):
    record = make_record("acceptance", at=at, **LIST)
    change = {"record_id": record.pk, "cells": PASSED, "names": tuple(PASSED), "at": at}
    with pytest.raises(RecordRefused) as refused:
        follow_up(actor=keeper("acceptance"), **change)
    assert {one.why for one in refused.value.wrong} == {"from_above"}
    walk(complain(at), [("assign", city_clerk)], at=at, unit=unit("440106-health"))
    assert marks_of(city_education) == [1]
    settings.REGISTER_ACCEPTANCE_BARS = True
    # Whom the complaint accuses is told the same as before.
    with pytest.raises(RecordRefused) as refused:
        follow_up(actor=keeper("acceptance"), **change)
    assert {one.why for one in refused.value.wrong} == {"from_above"}
    answer = browser(city_education).post(page("record-detail", record.pk), {"do": "follow_up", **PASSED})
    assert answer.context["follow_form"].errors.keys() == {"result"}
    settings.REGISTER_ACCEPTANCE_BARS = False
    follow_up(actor=city_education, **change)
    record.refresh_from_db()
    assert record.cells["result"] == "passed"


def test_what_is_for_those_above_is_said_by_line_in_a_file_too(at):
    make_record("acceptance", at=at, number="7", **LIST)
    heads = "number,area,unit,candidate,honour,applied_on,result,decided_on"
    lines = [
        "7,440106,440106-education,天河区,county,2014-03-01,,",
        "8,440106,440106-education,沙河镇,town,2014-03-01,passed,2014-06-01",
    ]
    file = SimpleUploadedFile("list.csv", "\n".join([heads, *lines]).encode())
    batch = prepare_import(register=REGISTERS["acceptance"], file=file, actor=keeper("acceptance"), at=at)
    assert [(one["line"], one["why"]) for one in batch.problems] == [(3, "from_above"), (3, "from_above")]
    assert len(batch.rows) == 1


def test_schools_that_owe_fees_are_an_alarm_of_the_list_that_goes_with_the_money(at):
    record = make_record("acceptance", at=at, **LIST)
    watch = {"since": "2014-01-01", "sampled_on": "2014-03-10"}
    school = make_record("fee-watch", at=at, **watch, items_over="2", refund="300")
    record = Record.objects.get(pk=record.pk)
    assert record.checked_on is None
    make_record("acceptance", at=at, **LIST, candidate="天河区（复核）")
    assert open_alarms(record) == {"unreturned"}
    make_record("fee-watch", at=at, **watch, items_over="2", refund="300", refunded_on="2014-03-20")
    make_record("acceptance", at=at, **LIST)
    assert school.group == record.group
    assert open_alarms(record) == set()


def test_that_a_register_has_to_be_kept_shows_only_in_the_cities_of_the_delta(at, province_inspector):
    deal = {"closed_on": "2014-03-01", "disclosed_on": "2014-03-05", "on_platform": "no"}
    inside = make_record("collective-deals", at=at, **deal)
    outside = make_record("collective-deals", at=at, code="441402", **deal)
    assert open_alarms(inside) == {"off_platform", "unknown_asset"}
    assert open_alarms(outside) == set()

    def kept_for(user) -> dict:
        client = browser(user)
        shown = client.get(page("record-list", "collective-deals"))
        overview = client.get(page("overview"))
        lines = {row["register"].name: row["is_required"] for _s, rows in overview.context["sectors"] for row in rows}  # fmt: skip
        assert lines["collective-deals"] == bool(shown.context["kept"])
        assert not lines["burdens"]
        assert ("本地须建立" in shown.text) == bool(shown.context["kept"])
        return {one.area.code: one.records for one in shown.context["kept"]}

    delta = {"440100", "440300", "440400", "440600", "440700", "441200", "441300", "441900", "442000"}
    of_province = kept_for(province_inspector)
    assert of_province == dict.fromkeys(delta, 0) | {"440100": 1}
    assert kept_for(keeper("collective-deals")) == {"440100": 1}
    assert kept_for(keeper("collective-deals", "441402")) == {}


def test_the_three_ways_to_rob_a_subsidy_are_found_and_the_good_claim_is_left_alone(at):
    usual = {"checked_on": "2014-05-20", "approved_on": "2014-06-01", "paid_on": "2014-06-20"}
    seeds = {
        "good": ({"household": "A"}, set()),
        "false": ({"household": "B", "claimed": "30"}, {"false_claim"}),
        "friends": ({"household": "C", "approved_by": GOOD["subsidy-claims"]["checked_by"]}, {"collusion"}),
        "kept": ({"household": "D", "passbook": "village"}, {"withheld"}),
    }
    found = {
        number: open_alarms(make_record("subsidy-claims", at=at, number=number, **usual | cells))
        for number, (cells, _wanted) in seeds.items()
    }
    assert found == {number: wanted for number, (_cells, wanted) in seeds.items()}
