"""The pages of the registers: writing down, importing, looking through, acting on alarms; and what everybody may read."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.models import Case
from common.spreadsheet import xlsx_file
from organizations.models import Area, Sector
from registers.choices import REGISTERS
from registers.models import ImportBatch, Record
from registers.selectors.alarms import alarm_counts
from registers.services import sweep_imports
from registers.tests.factories import GOOD, keeper, make_record, open_alarms

pytestmark = pytest.mark.django_db
LONG_AGO = {"approved_on": "2014-01-02", "paid_on": "2014-02-03"}


@pytest.fixture
def at():
    return timezone.now() - timedelta(hours=1)


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, *args) -> str:
    return reverse(f"registers:{name}", args=args)


def ledger_file(*rows: dict, name: str = "ledger.csv") -> SimpleUploadedFile:
    heads = ["number", "area", "unit", "household", "project", "approved_on", "payable", "paid", "paid_on"]
    text = io.StringIO()
    writer = csv.DictWriter(text, heads)
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"))


def row(number: str, **more) -> dict:
    usual = {"number": number, "area": "440106", "unit": "440106-land"}
    return usual | GOOD["compensation"] | LONG_AGO | more


def test_a_handler_records_something_and_what_is_wrong_is_said_beside_its_field():
    client = browser(keeper("compensation"))
    page = address("record-add", "compensation")
    unit = client.get(page).context["form"].fields["unit"].queryset.get(code="440106-land")
    typed = {"number": "12", "unit": unit.pk, "area": "", **GOOD["compensation"], **LONG_AGO}
    answer = client.post(page, typed | {"paid": "999999"})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"paid"}
    assert not Record.objects.exists()
    answer = client.post(page, typed | {"paid": "100000"}, follow=True)
    record = Record.objects.get()
    assert record.area.code == "440106"
    assert open_alarms(record) == {"short"}
    assert "20,000.50" in answer.text


def test_a_payment_is_entered_on_the_page_of_the_record(at):
    record = make_record("compensation", at=at, approved_on="2014-01-02", paid="0", paid_on="")
    client = browser(keeper("compensation"))
    page = address("record-detail", record.pk)
    answer = client.post(page, {"do": "follow_up", "paid": "120000.50", "paid_on": "2014-03-01"})
    assert answer.status_code == 302
    assert open_alarms(record) == set()
    assert "120,000.50" in client.get(page).text


def test_a_file_is_shown_with_its_problems_by_line_and_imported_only_when_confirmed():
    client = browser(keeper("compensation"))
    file = ledger_file(
        row("1"), row("2", paid="x"), row("1"), row("3", unit="440306-land"), row("4", area="999999"), row("5", paid="7")
    )  # fmt: skip
    answer = client.post(address("import-add", "compensation"), {"file": file}, follow=True)
    batch = ImportBatch.objects.get()
    assert [(one["line"], one["column"], one["why"]) for one in batch.problems] == [
        (3, "paid", "no_money"),
        (4, "number", "twice"),
        (5, "unit", "not_yours"),
        (6, "area", "unknown_area"),
    ]
    assert len(answer.context["problems"]) == 4
    assert not Record.objects.exists()
    for _twice in range(2):
        client.post(address("import-detail", batch.pk))
    batch.refresh_from_db()
    assert batch.counts == {"read": 6, "bad": 4, "recorded": 2}
    assert set(Record.objects.values_list("number", flat=True)) == {"1", "5"}
    assert open_alarms(Record.objects.get(number="5")) == {"short"}
    # The same file once more changes nothing.
    client.post(address("import-add", "compensation"), {"file": ledger_file(row("1"), row("5", paid="7"))})
    again = ImportBatch.objects.latest("pk")
    client.post(address("import-detail", again.pk))
    again.refresh_from_db()
    assert again.counts["known"] == 2
    assert Record.objects.get(number="1").events.count() == 1


def test_a_workbook_with_chinese_headings_comes_in_as_well():
    with translation.override("zh-hans"):
        client = browser(keeper("workshops"))
        template = client.get(
            address("record-template", "workshops"), {"format": "xlsx"}, HTTP_ACCEPT_LANGUAGE="zh-hans"
        )
    book = load_workbook(io.BytesIO(template.getvalue()))
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads[0] == "点位编号"
    cells = ["9", "440106", "440106-food-drug", "前进村38号", "黑作坊", "米粉", "2014-03-05", "", "", ""]
    file = SimpleUploadedFile("w.xlsx", xlsx_file([heads, cells], sheet="a").read())
    client.post(address("import-add", "workshops"), {"file": file})
    batch = ImportBatch.objects.get()
    assert batch.problems == []
    client.post(address("import-detail", batch.pk))
    record = Record.objects.get()
    assert record.cells["kind"] == "workshop"
    assert open_alarms(record) == {"not_closed"}


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b""), ("a.csv", b"number,area\n"), ("a.xlsx", b"PK\x03\x04"), ("a.exe", b"number\n1"), ("a.csv", b"number,number\n1,2\n")],
)  # fmt: skip
def test_what_is_no_table_is_refused(name, content):
    client = browser(keeper("compensation"))
    answer = client.post(
        address("import-add", "compensation"), {"file": SimpleUploadedFile(name, content or b" ")}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not ImportBatch.objects.exists()


def test_a_file_that_nobody_confirms_is_forgotten_and_nobody_else_sees_it(at):
    client = browser(keeper("compensation"))
    client.post(address("import-add", "compensation"), {"file": ledger_file(row("1"))})
    batch = ImportBatch.objects.get()
    other = browser(make_user("other", Role.HANDLER, "440106-land"))
    assert other.get(address("import-detail", batch.pk)).status_code == 404
    assert sweep_imports(at=timezone.now()) == 0
    assert sweep_imports(at=timezone.now() + timedelta(days=2)) == 1


def test_the_file_of_the_list_can_be_imported_again_and_changes_nothing(at):
    make_record("joint-actions", at=at, held_on="2014-03-05")
    client = browser(keeper("joint-actions"))
    file = b"".join(client.get(address("record-file", "joint-actions")).streaming_content)
    client.post(
        address("import-add", "joint-actions"), {"file": SimpleUploadedFile("joint-actions.csv", file)}
    )
    batch = ImportBatch.objects.get()
    assert batch.problems == []
    client.post(address("import-detail", batch.pk))
    batch.refresh_from_db()
    assert batch.counts["known"] == 1


def test_the_list_is_narrowed_by_alarm_and_area_and_its_numbers_follow(at, province_inspector):
    make_record("compensation", at=at, **LONG_AGO)
    make_record("compensation", at=at, number="2", code="440306", **LONG_AGO | {"paid": "20000.50"})
    client = browser(province_inspector)
    page = client.get(address("record-list", "compensation"))
    assert [figure["value"] for figure in page.context["figures"]] == ["240,001.00", "140,001.00"]
    late = client.get(address("record-list", "compensation"), {"show": "alarms"})
    assert [line["record"].number for line in late.context["rows"]] == ["2"]
    guangzhou = client.get(address("record-list", "compensation"), {"area": "440100"})
    assert [line["record"].number for line in guangzhou.context["rows"]] == ["1"]


def test_an_inspector_makes_a_case_of_an_alarm_and_the_unit_is_told_nothing(at, city_inspector):
    record = make_record("compensation", at=at, **LONG_AGO | {"paid": "5"})
    page, finding = address("record-detail", record.pk), record.findings.get()
    client, own = browser(city_inspector), browser(keeper("compensation"))
    answer = client.post(page, {"do": "case", "finding": finding.pk, "case-note": "请核查"}, follow=True)
    case = Case.objects.get()
    assert case.number in answer.text
    seen = own.get(page)
    assert case.number not in seen.text
    assert "short" in {row["finding"].rule for row in seen.context["alarms"]}
    refused = own.post(page, {"do": "case", "finding": finding.pk}, follow=True)
    assert case.number not in refused.text
    assert Case.objects.count() == 1


def test_an_alarm_is_dismissed_with_a_reason_on_its_page(at, city_inspector):
    record = make_record("compensation", at=at, **LONG_AGO | {"paid": "5"})
    page, finding = address("record-detail", record.pk), record.findings.get()
    client = browser(city_inspector)
    assert client.post(page, {"do": "dismiss", "finding": finding.pk}).status_code == 200
    client.post(page, {"do": "dismiss", "finding": finding.pk, "dismiss-note": "协议分期"})
    assert open_alarms(record) == set()
    for wrong in ("x", "0", "²"):
        again = {"do": "dismiss", "finding": wrong, "dismiss-note": "a"}
        assert client.post(page, again).status_code == 404


def test_joint_actions_of_several_units_count_once(at, province_inspector):
    make_record("joint-actions", at=at, held_on="2014-03-05")
    make_record("joint-actions", at=at, held_on="2014-03-05", code="440100")
    page = browser(province_inspector).get(address("record-list", "joint-actions"))
    assert page.context["figures"][0]["value"] == "1"


def test_a_dead_page_counts_as_missing(at, province_inspector):
    for number, more in enumerate(({}, {"answers": "no"}, {"link": ""})):
        make_record("school-pages", at=at, number=str(number), **{"checked_on": "2014-03-05"} | more)
    page = browser(province_inspector).get(address("record-list", "school-pages"))
    assert page.context["figures"][0]["value"] == "2 / 3"


def test_six_of_six_action_plans(at, province_inspector):
    plans = [value for value, _label in REGISTERS["action-plans"].column("plan").options]
    for plan in plans:
        make_record("action-plans", at=at, number=plan, plan=plan, reported_on="2014-03-05")
    page = browser(province_inspector).get(address("record-list", "action-plans"))
    assert page.context["figures"][0]["value"] == "6 / 6"


def test_the_public_page_masks_households_and_shows_no_alarm(at):
    make_record("compensation", at=at, **LONG_AGO | {"paid": "5"})
    page = Client().get(address("public-register", "compensation"))
    assert "TH-0012" not in page.text
    assert "TH****2" in page.text
    assert "120,000.50" in page.text
    assert not Client().get(address("public-register", "compensation"), {"area": "440300"}).context["rows"]
    assert Client().get(address("public-register", "hazards")).status_code == 404
    assert {register.name for register in Client().get(address("public-registers")).context["registers"]} >= {
        "compensation",
        "land-notices",
        "school-pages",
        "fee-watch",
        "hospital-openness",
    }


def test_alarm_counts_say_what_the_list_shows(at, province_inspector, province_lead):
    make_record("compensation", at=at, **LONG_AGO | {"paid": "5"})
    make_record("compensation", at=at, number="2", code="440306", **LONG_AGO)
    land = Sector.objects.get(code="land_housing")
    counts = alarm_counts(province_lead, sector=land)
    assert [count.register.name for count in counts] == ["projects", "compensation", "land-notices"]
    assert (counts[1].records, counts[1].alarms) == (2, 1)
    city = Area.objects.get(code="440300", valid_to=None)
    [_projects, ledger, _notices] = alarm_counts(province_inspector, sector=land, area=city)
    assert (ledger.records, ledger.alarms) == (1, 0)
    assert ledger.url.endswith("/compensation/?area=440300")
    assert len(browser(province_inspector).get(ledger.url).context["rows"]) == 1


def test_the_list_costs_the_same_for_many_rows(at, province_inspector):
    client = browser(province_inspector)
    page = address("record-list", "compensation")
    make_record("compensation", at=at, **LONG_AGO | {"paid": "5"})
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page)
    for number in range(2, 12):
        make_record("compensation", at=at, number=str(number), **LONG_AGO | {"paid": "5"})
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)


def test_every_register_has_its_pages(at, province_inspector):
    client = browser(province_inspector)
    assert client.get(address("overview")).status_code == 200
    for name, register in REGISTERS.items():
        long_ago = {column.name: "2014-03-05" for column in register.entered if column.kind == "day" and GOOD[name].get(column.name)}  # fmt: skip
        if name == "land-notices":
            long_ago["removed_on"] = "2014-05-01"
        if name == "hazards":
            long_ago["extended_to"] = "2014-04-01"
        record = make_record(name, at=at, **long_ago)
        owner = browser(keeper(name))
        for page in (address("record-list", name), address("record-detail", record.pk)):
            assert client.get(page).status_code == 200, page
            assert owner.get(page).status_code == 200, page
        for page in (
            address("record-edit", record.pk),
            address("record-add", name),
            address("import-add", name),
        ):
            assert owner.get(page).status_code == 200, page
        if register.is_public:
            assert Client().get(address("public-register", name)).status_code == 200
