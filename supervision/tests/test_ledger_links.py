"""From the page of a closed case the commission, and nobody else, gets to those who answer for it; who looks is noted."""

from functools import partial

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.tests.factories import make_user
from accounts.tests.signing import browse_confirmed, with_app
from audit.models import Reading
from cases.tests.factories import FOUND_NOTHING, FOUND_PROVED, unit
from common.tests.browsing import browse_as
from supervision.services import open_account
from supervision.services.accountability import Answerable
from supervision.tests.factories import close_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(now, city_clerk, county_handler, city_inspector):
    """Closes a case with a finding."""
    return partial(close_with, at=now, clerk=city_clerk, handler=county_handler, inspector=city_inspector)


def test_a_case_that_is_not_proved_leads_to_no_ledger(closed, city_inspector):
    case = closed(FOUND_NOTHING)
    page = browse_as(city_inspector).get(f"/staff/cases/{case.pk}/")
    assert "/staff/supervision/ledger/cases/" not in page.content.decode()


def test_a_proved_case_leads_to_those_who_answer(closed, city_inspector):
    case = closed(FOUND_PROVED)
    page = browse_as(city_inspector).get(f"/staff/cases/{case.pk}/")
    assert f'href="/staff/supervision/ledger/cases/{case.pk}/"' in page.content.decode()


def test_nobody_of_the_unit_is_led_there(closed, county_handler, city_clerk):
    case = closed(FOUND_PROVED)
    for user in (county_handler, city_clerk):
        page = browse_as(user).get(f"/staff/cases/{case.pk}/").content.decode()
        assert "/staff/supervision/ledger/" not in page


class TestReading:
    @pytest.fixture
    def file(self, now, closed, city_inspector):
        who = Answerable(
            liability="direct",
            unit=unit("440106-housing"),
            happened_on=now.date(),
            name="张某",
            post_name="科员",
        )
        case = closed(FOUND_PROVED)
        return open_account(case_id=case.pk, who=who, note="违规发放", actor=city_inspector, at=now)

    def test_every_page_and_the_file_taken_out_leave_a_row(self, file, city_inspector):
        client = browse_as(city_inspector)
        pages = {
            reverse("supervision:ledger"): ("ledger_list", None, ""),
            reverse("supervision:ledger-file", args=[file.pk]): ("ledger", file.case_id, file.number),
            reverse("supervision:ledger-open", args=[file.case_id]): ("ledger", file.case_id, "ledger-open"),
            reverse("supervision:ledger-false", args=[file.case_id]): (
                "ledger",
                file.case_id,
                "ledger-false",
            ),
            reverse("supervision:ledger-export"): ("ledger_list", None, "csv:1"),
        }
        for address, noted in pages.items():
            assert client.get(address).status_code == 200
            newest = Reading.objects.latest("pk")
            assert (newest.kind, newest.case_id, newest.item) == noted, address
            assert newest.reader == city_inspector

    def test_who_may_not_see_it_leaves_none(self, file, county_handler):
        address = reverse("supervision:ledger-file", args=[file.pk])
        far = make_user("far_inspector", Role.INSPECTOR, "440300-commission")
        assert [browse_as(user).get(address).status_code for user in (county_handler, far)] == [403, 404]
        assert not Reading.objects.exists()

    def test_a_persons_file_asks_for_the_second_factor_again(self, file, city_inspector, settings):
        settings.STEP_UP_MINUTES = 15
        with_app(city_inspector)
        late, lately = (browse_confirmed(city_inspector, minutes_ago=ago) for ago in (16, 1))
        for name, args in (
            ("ledger-file", [file.pk]),
            ("ledger-open", [file.case_id]),
            ("ledger-false", [file.case_id]),
            ("ledger-export", []),
        ):
            address = reverse(f"supervision:{name}", args=args)
            assert late.get(address).url.startswith(reverse("accounts:confirm")), name
            assert lately.get(address).status_code == 200, name
        assert late.get(reverse("supervision:ledger")).status_code == 200
        shown = late.post(
            reverse("supervision:ledger-file", args=[file.pk]), {"step": "clear", "how": "当面"}
        )
        assert 'name="how" value="当面"' in shown.content.decode()
        file.refresh_from_db()
        assert file.stage == "open"
