"""The home of the campaign and the page of a sector in a real browser: drawn, readable on a phone, and folded away."""

from datetime import timedelta

import pytest

from campaign.tests.browser import IN_CHROMIUM, PHONE, assert_readable
from cases.tests.factories import make_case
from common.tests.browsing import browse_as
from dashboard.services import count_figures
from sectors.tests.factories import make_campaign, make_published, province_leader

pytestmark = IN_CHROMIUM


@pytest.fixture
def session(now, province_inspector, province_lead) -> str:
    """The cookie of an inspector of the province; there is a campaign with a plan and a few cases."""
    campaign = make_campaign(at=now - timedelta(days=100))
    make_published(campaign, province_lead, province_leader(), at=now - timedelta(days=90))
    for number in range(3):
        make_case(at=now - timedelta(days=20 * number))
    count_figures(at=now)
    return browse_as(province_inspector).cookies["sessionid"].value


@pytest.mark.parametrize("address", ["/staff/campaigns/", "/staff/sectors/land_housing/"])
def test_the_pages_of_the_campaign_are_drawn_and_readable_on_a_phone(
    open_page, live_server, session, address
):
    with open_page(PHONE) as page:
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(address)
        page.wait_for_selector(".chart canvas")
        # What the chart draws stands folded below it, and unfolds.
        table = page.locator(".chart-table .chart-scroll").first
        assert not table.is_visible()
        page.locator(".chart-table summary").first.click()
        assert table.is_visible()
        assert_readable(page)


def test_without_a_script_the_table_stands_open(chromium, live_server, session):
    context = chromium.new_context(viewport=PHONE, base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto("/staff/sectors/land_housing/")
    assert page.locator(".chart-table .chart-scroll").first.is_visible()
    context.close()
