"""What every page of the console starts from."""

import pytest
from django.contrib.admin import site
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory

from common.admin import HouseAdmin, badge, column_filter, record_link


@pytest.mark.django_db
def test_a_page_that_names_nobody_opens_to_nobody(province_inspector, commission_leader, system_admin):
    page = HouseAdmin(ContentType, site)
    for user in (province_inspector, commission_leader, system_admin):
        request = RequestFactory().get("/")
        request.user = user
        rights = ("module", "view", "add", "change", "delete")
        assert not any(getattr(page, f"has_{right}_permission")(request) for right in rights)


def test_a_badge_shows_text_as_text():
    assert badge("<b>", "red") == '<span class="console-badge console-red">&lt;b&gt;</span>'


def test_a_link_to_no_record_is_a_dash():
    assert record_link(None) == "-"


def test_each_filter_has_its_own_name_and_title():
    kind, line = (
        column_filter("kind", "Kind", [("a", "A")]),
        column_filter("line", "Line", lambda: [("b", "B")]),
    )
    assert (kind.parameter_name, kind.title, line.parameter_name, line.title) == (
        "kind",
        "Kind",
        "line",
        "Line",
    )
