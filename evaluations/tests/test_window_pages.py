"""The pages of the service windows: recording by file and by API, totals that tell nothing of anybody, alarms for commissions alone."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.services import open_text
from cases.tests.factories import unit
from common.numbering import CHINA
from common.spreadsheet import xlsx_file
from common.tests.browsing import browse_as
from complaints.services import IncomingText, take_in_text
from evaluations import services
from evaluations.models import ServiceWindow, StaffPhone, Visit, VisitAlarm, VisitBatch, WindowRule
from evaluations.rules.periods import last_settled
from evaluations.rules.samples import LIMITS
from evaluations.selectors.windows import limit_lines
from evaluations.tests.factories import PHONE, WINDOW, ask_everybody, clerk_of, invite, list_windows, row

pytestmark = pytest.mark.django_db
HEAD = "窗口单位代码,业务编号,办理日期和时间,业务种类,办事群众手机号"


@pytest.fixture(autouse=True)
def _windows():
    list_windows()


def browser(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client, name: str, *args, **query) -> str:
    """What a page says; a file likewise."""
    answer = client.get(reverse(f"evaluations:{name}", args=args), query)
    assert answer.status_code == 200
    return b"".join(answer).decode()


def rate(phones: dict[str, str], *, at, code: str = WINDOW) -> None:
    """Invite these numbers and have each say what it says."""
    invite(list(phones), at=at, code=code)
    for phone, words in phones.items():
        if words:
            take_in_text(text=IncomingText(sender=phone, receiver="1069", words=words), at=at)


def test_a_file_is_shown_first_and_recorded_once_somebody_says_so(client):
    at = timezone.now() - timedelta(days=1)
    when = f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    lines = [
        HEAD,
        f"{WINDOW},A-1,{when},不动产登记,{PHONE}",
        f"{WINDOW},A-1,{when},不动产登记,13900000001",
        f"{WINDOW},A-2,昨天,不动产登记,13900000002",
    ]
    browser(client, clerk_of())
    assert "440100-land" in page(client, "visit-file")
    upload = SimpleUploadedFile("visits.csv", "\n".join(lines).encode("gb18030"))
    answer = client.post(reverse("evaluations:visit-file"), {"file": upload}, follow=True)
    said = answer.content.decode()
    assert "此编号在文件中重复" in said
    assert PHONE not in said
    batch = VisitBatch.objects.get()
    assert (batch.counts["good"], batch.counts["bad"]) == (1, 2)
    assert PHONE not in batch.box
    assert not Visit.objects.exists()
    for _ in range(2):
        client.post(reverse("evaluations:visit-batch", args=[batch.pk]))
    visit = Visit.objects.get()
    assert open_text(visit.phone_box, bound_to=f"visit:{visit.unit_id}:A-1") == PHONE
    assert VisitBatch.objects.get().box == ""
    # A workbook with our own names for the columns; the number is known then.
    rows = [["unit", "number", "visited_at", "business", "phone"], [WINDOW, "A-1", when, "不动产登记", PHONE]]
    book = SimpleUploadedFile("visits.xlsx", xlsx_file(rows, sheet="visits").read())
    client.post(reverse("evaluations:visit-file"), {"file": book})
    known = VisitBatch.objects.get(confirmed_at=None)
    client.post(reverse("evaluations:visit-batch", args=[known.pk]))
    assert VisitBatch.objects.get(pk=known.pk).counts["known"] == 1
    wrong = SimpleUploadedFile("visits.txt", b"x")
    assert client.post(reverse("evaluations:visit-file"), {"file": wrong}).status_code == 200
    assert services.sweep_batches(at=timezone.now() + timedelta(days=2)) == 0
    assert "业务编号" in page(client, "visit-template")


def test_a_municipal_system_hands_visits_in_safely_to_repeat(municipal_system):
    api = APIClient()
    at = timezone.now() - timedelta(days=1)
    rows = {"rows": [row("S-1", at=at), row("S-2", at=at, code="440300-land")]}
    assert api.post("/api/v1/visits/", rows, format="json").status_code == 401
    api.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(municipal_system)[1]}")
    for fate in ("recorded", "known"):
        answer = api.post("/api/v1/visits/", rows, format="json").json()
        assert [one["fate"] for one in answer["rows"]] == [fate, "bad"]
    assert answer["rows"][1]["errors"][0]["code"] == "not_yours"
    assert Visit.objects.get().source == "api"
    assert api.post("/api/v1/visits/", {"rows": [], "x": 1}, format="json").status_code == 400


def test_a_unit_sees_its_own_totals_of_quarters_that_are_over_and_nobody_who_rated(
    client, province_inspector, other_city_clerk
):
    today = timezone.localdate()
    quarter = last_settled(today)
    at = timezone.now().replace(year=quarter.begin.year, month=quarter.begin.month, day=10, hour=4)
    ask_everybody(province_inspector, at=at, minimum_sample=5)
    said = ["1", "1", "1", "2", "3 态度差", "", "", ""]
    rate({f"139{place:08d}": words for place, words in enumerate(said)}, at=at)
    rate({f"137{place:08d}": "1" for place in range(4)}, at=at, code="440300-land")
    now = timezone.now()
    rate({f"136{place:08d}": "3" for place in range(6)}, at=now)

    browser(client, clerk_of())
    own = page(client, "windows", period=f"{today:%Y-%m}")
    assert "3 / 1 / 1" in own, "whatever it asks for, the unit gets the last quarter that is over"
    assert "62.5%" in own
    assert "80.0%" in own
    assert unit("440300-land").label not in own
    for secret in ("态度差", "13900000000", "V-0"):
        assert secret not in own
    for name in ("window-alarms", "window-rules", "staff-phones"):
        assert client.get(reverse(f"evaluations:{name}")).status_code == 403
    alarm = services.raise_alarm(kind="burst", unit=unit(WINDOW), key="1", at=now)
    assert client.get(reverse("evaluations:window-alarm", args=[alarm.pk])).status_code == 403

    browser(client, other_city_clerk)
    assert client.get(reverse("evaluations:windows")).status_code == 403

    browser(client, province_inspector)
    month = page(client, "windows", period=f"{now.astimezone(CHINA):%Y-%m}")
    assert "0 / 0 / 6" in month
    table = list(csv.reader(io.StringIO(page(client, "windows-file", period=quarter.name).lstrip("\ufeff"))))
    by_code = {line[0]: line for line in table}
    assert by_code[WINDOW][2:] == ["8", "8", "5", "62.5", "3", "1", "1", "0", "80.0", "37.6", "96.4"]
    assert set(by_code["440300-land"][4:]) == {"数量过少"}

    client.logout()
    public = page(client, "public-windows", period=quarter.name)
    assert "3 / 1 / 1" in public
    assert "替代" in public
    assert public.count("评价数量过少") == 23
    assert "态度差" not in public


def test_the_province_keeps_list_limits_and_staff_numbers(client, province_inspector, city_inspector):
    today = timezone.localdate()
    browser(client, province_inspector)
    address = reverse("evaluations:window-list")
    assert "替代" in page(client, "window-list")
    client.post(address, {"add-unit": "440106-land", "add-from_on": today, "add-reason": "增补通知"})
    added = ServiceWindow.objects.get(unit__code="440106-land")
    again = {"add-unit": "440106-land", "add-from_on": today, "add-reason": "再次"}
    assert "已在名单上" in client.post(address, again).content.decode()
    assert (
        client.post(address, {"add-unit": "no-such", "add-from_on": today, "add-reason": "x"}).status_code
        == 200
    )
    assert client.post(address, {"end-window": "x", "end-to_on": today}).status_code == 200
    client.post(address, {"end-window": added.pk, "end-to_on": today})
    added.refresh_from_db()
    assert added.to_on == today

    rules = reverse("evaluations:window-rules")
    values = {name: built_in for name, (built_in, _least, _most) in LIMITS.items()}
    assert client.post(rules, values | {"effective_on": today, "reason": ""}).status_code == 200
    assert (
        client.post(rules, values | {"effective_on": today, "reason": "试行", "hours": 0}).status_code == 200
    )
    assert not WindowRule.objects.exists()
    client.post(rules, values | {"effective_on": today, "reason": "试行", "share": 30})
    client.post(rules, values | {"effective_on": today, "reason": "加大抽样", "unit": WINDOW, "share": 60})
    assert [rule.values["share"] for rule in WindowRule.objects.order_by("pk")] == [30, 60]
    assert "加大抽样" in page(client, "window-rules")

    phones = reverse("evaluations:staff-phones")
    wrong = client.post(phones, {"unit": WINDOW, "numbers": f"{PHONE}\nabc"})
    assert wrong.status_code == 200
    assert not StaffPhone.objects.exists()
    client.post(phones, {"unit": WINDOW, "numbers": f"{PHONE}\n13900000001\n{PHONE}"})
    assert StaffPhone.objects.count() == 2
    assert PHONE not in page(client, "staff-phones")

    browser(client, city_inspector)
    assert client.post(address, again).status_code == 403
    assert client.get(rules).status_code == 403


def test_the_limits_are_a_grid_with_the_value_of_today_since_when_and_what_is_to_come(
    province_inspector,
):
    today = timezone.localdate()
    built_in = {name: value for name, (value, _least, _most) in LIMITS.items()}
    who = {"reason": "试行", "actor": province_inspector, "at": timezone.now()}
    ten, five = today + timedelta(days=10), today + timedelta(days=5)
    services.set_window_rule(values=built_in | {"share": 30}, effective_on=today, **who)
    services.set_window_rule(values=built_in | {"share": 30, "hours": 96}, effective_on=five, **who)
    services.set_window_rule(values=built_in | {"share": 40, "hours": 96}, effective_on=ten, **who)
    services.set_window_rule(values={"share": 60, "least": 5}, effective_on=today, unit=unit(WINDOW), **who)
    share, least, _rest, hours = limit_lines(today)[:4]
    assert (share.value, share.since, share.to_come) == (30, today, [(ten, 40)])
    assert share.of_units == {unit(WINDOW): (today, 60)}
    assert (least.value, least.since) == (built_in["least"], None)
    assert (hours.value, hours.since, hours.to_come) == (72, None, [(five, 96)])
    # A version that repeats a value doesn't change since when it holds.
    assert limit_lines(five)[0].since == today
    client = browse_as(province_inspector)
    said = page(client, "window-rules")
    assert said.count("<tr>") == 1 + len(LIMITS)
    assert f"from {ten}: 40" in " ".join(said.split())
    assert said.count("Of a hundred visits that wait for the draw") == 1
    wrong = built_in | {"effective_on": today, "reason": "试行", "rest_days": 3, "hours": 100, "least": 7}
    refused = client.post(reverse("evaluations:window-rules"), wrong).content.decode()
    assert "At most the days between two invitations: 72 hours." in refused
    assert 'value="100"' in refused
    assert 'value="7"' in refused
    assert WindowRule.objects.count() == 4


def test_a_commission_looks_into_an_alarm_and_decides(client, province_inspector, city_inspector):
    now = timezone.now()
    ask_everybody(province_inspector, at=now)
    rate({"13900000000": "1 窗口说给红包", "13900000001": "9 要我回1"}, at=now)
    elsewhere = services.raise_alarm(kind="withheld", unit=unit("440300-land"), key="1", at=now,
                                     figures={"visits": 1, "usual": 30})  # fmt: skip
    browser(client, city_inspector)
    listed = page(client, "window-alarms")
    assert listed.count("row-title") == 2
    assert client.get(reverse("evaluations:window-alarm", args=[elsewhere.pk])).status_code == 404
    alarm = VisitAlarm.objects.get(kind="pressure_words")
    address = reverse("evaluations:window-alarm", args=[alarm.pk])
    said = page(client, "window-alarm", alarm.pk)
    assert "窗口说给红包" in said
    assert "13900000000" not in said
    client.post(address, {"take-up": "1"})
    assert VisitAlarm.objects.get(pk=alarm.pk).state == "taken_up"
    assert client.post(address, {"decision": "upheld", "reason": ""}).status_code == 200
    client.post(address, {"decision": "upheld", "reason": "核实送礼"})
    alarm.refresh_from_db()
    assert (alarm.state, alarm.decided_by) == ("upheld", city_inspector)
    assert "核实送礼" in page(client, "window-alarms", state="upheld")
