"""The figures of the public appraisal where others use them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from bulletins.selectors.figures import QUERIES, Scope
from cases.tests.factories import unit
from common.tests.browsing import browse_as
from evaluations.tests.appraisal import OFFICE, make_list, make_public_round, of
from organizations.models import Sector

pytestmark = pytest.mark.django_db


def test_the_figures_stand_on_the_pages_of_the_unit_and_of_the_sector_and_in_the_bulletin():
    at = timezone.now() - timedelta(days=1)
    office = make_user("city_office", Role.INSPECTOR, OFFICE)
    campaign = make_list(at=at)
    found = make_public_round(office, campaign, at=at)
    shown = browse_as(office).get(reverse("admin:unit-page", args=[unit("440106-land").pk])).content.decode()
    assert reverse("evaluations:appraised", args=[of(found, "440106-land").pk]) in shown
    sector = browse_as(office).get(reverse("dashboard:sector", args=["land_housing"])).content.decode()
    assert "Units appraised" in sector
    scope = Scope(timezone.localdate(at).replace(day=1), sector=Sector.objects.get(code="land_housing"))
    assert QUERIES["cards"].count(scope) == 0
