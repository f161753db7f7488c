"""The console's own pages in Chromium: on a phone and at a desk, readable for everybody, and searched by keys."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaign.tests.browser import DESK, IN_CHROMIUM, PHONE, arrive, assert_readable
from cases.tests.factories import make_case, unit, walk
from supervision.tests.factories import make_lead, make_order

pytestmark = IN_CHROMIUM

DAY = timedelta(days=1)


@pytest.fixture
def late(city_clerk, county_handler, city_inspector):
    """A case that the land bureau of Tianhe has let lie, with an order and a lead."""
    old, now = timezone.now() - 90 * DAY, timezone.now()
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = walk(make_case(at=old), steps, at=old, unit=unit("440106-land"))
    make_case(at=now, danger="violence")
    make_order(city_inspector, at=old, to="440106-land")
    make_lead(unit("440106-land"), at=now, commission=unit("440100-commission"))
    return case


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_the_console_are_readable(open_page, viewport, late, city_inspector):
    pages = (
        "/console/",
        "/console/late-units/?sort=worst",
        reverse("admin:unit-page", args=[late.responsible_id]),
        reverse("admin:cases_case_change", args=[late.pk]),
        "/console/find/?q=天河",
    )
    with open_page(viewport) as page:
        arrive(page, city_inspector)
        for address in pages:
            page.goto(address)
            assert_readable(page)


def test_a_key_leads_to_the_search_and_the_search_to_the_unit(open_page, late, city_inspector):
    with open_page(DESK) as page:
        arrive(page, city_inspector)
        page.goto("/console/late-units/")
        page.keyboard.press("/")
        page.keyboard.type("天河区国土")
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/find/?q=**")
        page.click(f"#content a[href='{reverse('admin:unit-page', args=[late.responsible_id])}']")
        page.wait_for_url("**/console/units/**")
        page.keyboard.press("Control+k")
        assert page.evaluate("document.activeElement.name") == "q"
