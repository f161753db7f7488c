"""Whole stories, through the pages, named by what happens."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.choices import Stage
from cases.models import Case
from cases.services import watch_clocks
from cases.tests.factories import ANSWER, STORY, unit
from notices.models import Notice

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def complain(citizen: Client, **fields) -> str:
    """Hand a complaint in on the form; the receipt code that is shown."""
    page = citizen.get(reverse("complaints:complaint-create"))
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]
    data = {
        "key": key,
        "story": STORY,
        "city": "440100",
        "county": "440106",
        "identity": "anonymous",
    } | fields
    receipt = citizen.post(reverse("complaints:complaint-create"), data)
    assert receipt.status_code == 200
    return receipt.context["code"]


def move(user, case: Case, name: str, **data) -> None:
    """Make one move on its page and see that it was taken."""
    answer = signed_in(user).post(reverse("cases:case-move", args=[case.pk, name]), data)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors


def order_supervision(user, case: Case) -> None:
    """Issue a supervision order about a case, on its page."""
    address = f"{reverse('supervision:order-add')}?case={case.pk}&unit={unit('440106-land').pk}"
    client = signed_in(user)
    data = {
        "leader": client.get(address).context["form"].fields["leader"].initial,
        "level": "blue",
        "trigger": "serious",
        "subject": "征地补偿款",
        "reason": "群众反映强烈。",
        "demand_1": "请于三十日内报告",
        "confirmed": "1",
    }
    assert client.post(address, data).status_code == 302


def tracked(citizen: Client, code: str) -> str:
    return citizen.post(reverse("complaints:track"), {"code": code}).content.decode()


def test_a_complaint_from_a_phone_is_handled_supervised_closed_rated_and_reopened_once(
    citizen, city_clerk, county_handler, city_inspector, settings
):
    settings.LANGUAGE_CODE = "en"
    code = complain(citizen)
    case = Case.objects.get()
    assert case.identity is None
    assert code.replace(" ", "") not in str(list(case.receipts.values()))

    queue = signed_in(city_clerk).get(reverse("cases:case-list")).content.decode()
    assert case.number in queue

    move(city_clerk, case, "accept", sector=case.sector_id)
    move(city_clerk, case, "assign", sector=case.sector_id, unit=unit("440106-land").pk)
    assert Notice.objects.filter(user=county_handler, wording="case_assigned").exists()
    move(county_handler, case, "sign_for")
    order_supervision(city_inspector, case)
    move(county_handler, case, "answer", **ANSWER)
    assert ANSWER["opinion"] not in tracked(citizen, code)
    move(city_inspector, case, "return", note="事实不清，请补充调查。")
    move(county_handler, case, "answer", **ANSWER)
    move(city_inspector, case, "close", finding="not_proved")
    page = tracked(citizen, code)
    assert ANSWER["opinion"] in page
    assert city_clerk.full_name not in page
    assert county_handler.full_name not in page

    tracking_pass = re.search(r'name="tracking_pass" value="([^"]+)"', page)[1]
    rating = {
        "tracking_pass": tracking_pass,
        "grade": "dissatisfied",
        "reason": "not_solved",
        "comment": "钱还没到",
    }
    assert citizen.post(reverse("evaluations:rate"), rating).status_code == 200
    case.refresh_from_db(fields=["stage", "reopened_count"])
    assert (case.stage, case.reopened_count) == (Stage.HANDLING, 1)

    move(county_handler, case, "answer", **ANSWER)
    move(city_inspector, case, "close", finding="not_proved")
    assert citizen.post(reverse("evaluations:rate"), rating).status_code == 200
    case.refresh_from_db(fields=["stage", "reopened_count", "is_supervised"])
    assert (case.stage, case.reopened_count, case.is_supervised) == (Stage.CLOSED, 1, False)


def test_a_declined_complaint_tells_its_citizen_where_to_turn(citizen, city_clerk):
    code = complain(citizen)
    case = Case.objects.get()
    way_out = "请向天河区人民法院提起诉讼。"
    move(city_clerk, case, "decline", reason="litigation", forum="court", way_out=way_out, note="涉法涉诉")
    assert way_out in tracked(citizen, code)


def test_a_complaint_against_the_land_bureau_never_passes_through_it(citizen, city_clerk, county_handler):
    complain(citizen, unit_text=unit("440106-land").name)
    case = Case.objects.get()
    assert case.accused.get().unit == unit("440106-land")
    page = signed_in(city_clerk).get(reverse("cases:case-detail", args=[case.pk]))
    assert unit("440100-land").name in page.content.decode()
    refused = signed_in(city_clerk).post(
        reverse("cases:case-move", args=[case.pk, "assign"]),
        {"sector": case.sector_id, "unit": unit("440106-land").pk},
    )
    assert refused.status_code == 409
    case.refresh_from_db(fields=["stage"])
    assert case.stage == Stage.RECEIVED
    move(city_clerk, case, "assign", sector=case.sector_id, unit=unit("440100-land").pk)
    accused = signed_in(county_handler)
    assert accused.get(reverse("cases:case-detail", args=[case.pk])).status_code == 404
    assert (
        case.number
        not in accused.get(reverse("cases:case-list"), {"tab": "all", "q": "补偿款"}).content.decode()
    )
    assert not Notice.objects.filter(user=county_handler).exists()


def test_a_case_that_nobody_moves_climbs_to_the_province(
    citizen, city_clerk, city_inspector, province_inspector
):
    complain(citizen)
    case = Case.objects.get()
    clock = case.clocks.get()
    for moment in (clock.remind_at, clock.due_at, clock.red_at, clock.escalate_at):
        watch_clocks(at=moment)
    told = Notice.objects.values_list("user__username", "wording")
    assert ("city_clerk", "clock_remind") in told
    assert ("city_clerk", "clock_yellow") in told
    assert ("city_inspector", "clock_red") in told
    assert ("province_inspector", "clock_escalate") in told
    page = signed_in(province_inspector).get(reverse("cases:case-list")).content.decode()
    assert case.number in page
