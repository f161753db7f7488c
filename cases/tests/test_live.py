"""A list or a case that stands open hears of what has changed, cheaply, and isn't somebody who is still at work."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.middleware import SEEN
from cases.choices import EventName, Party
from cases.models import CaseEvent
from cases.services import name_accused
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, statements, words_of

pytestmark = pytest.mark.django_db
LIST = "/staff/cases/"


@pytest.fixture
def at():
    return timezone.now() - timedelta(days=1)


def test_the_list_says_what_is_new_and_nothing_while_nothing_is(at, city_clerk):
    client = browse_as(city_clerk)
    make_case(at=at)
    first = client.get(f"{LIST}live/?tab=open")
    same = client.get(f"{LIST}live/?tab=open", headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    case = make_case(at=at)
    later = client.get(f"{LIST}live/?tab=open", headers={"if-none-match": first["ETag"]})
    assert f'data-row="{case.pk}"' in later.content.decode()
    assert '<span data-count="tab-waiting">2</span>' in later.content.decode()


def test_a_case_that_accuses_the_unit_is_gone_at_the_next_look(at, city_clerk, county_handler):
    land = unit("440106-land")
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
    client = browse_as(county_handler)
    assert case.number in words_of(client.get(f"{LIST}live/"))
    name_accused(case_id=case.pk, actor=city_clerk, at=at, unit=land)
    assert case.number not in words_of(client.get(f"{LIST}live/"))
    assert client.get(f"{LIST}{case.pk}/version/").status_code == 404


def test_the_version_of_a_case_is_that_of_its_page_until_something_happens(at, city_clerk):
    case = make_case(at=at)
    client = browse_as(city_clerk)
    version = client.get(f"{LIST}{case.pk}/").context["version"]
    etag = {"if-none-match": f'"{version}"'}
    assert client.get(f"{LIST}{case.pk}/version/", headers=etag).status_code == 304
    assert client.get(f"{LIST}{case.pk}/moves/decline/").context["version"] == version
    walk(case, [("accept", city_clerk)], at=at)
    changed = client.get(f"{LIST}{case.pk}/version/", headers=etag)
    assert changed.json()["version"] > version


def test_a_unit_is_not_told_that_something_happened_between_citizen_and_commission(
    at, city_clerk, city_inspector, county_handler
):
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=unit("440106-land"))
    address = f"{LIST}{case.pk}/version/"
    before = browse_as(county_handler).get(address).json()
    CaseEvent.objects.create(case=case, at=at, name=EventName.REVENGE_REPORTED, party=Party.CITIZEN)
    assert browse_as(county_handler).get(address).json() == before
    assert browse_as(city_inspector).get(address).json() != before


def test_asking_for_the_version_costs_next_to_nothing(at, city_clerk):
    case = make_case(at=at)
    client = browse_as(city_clerk)
    client.get(LIST)
    assert len(statements(client, "get", f"{LIST}{case.pk}/version/")) <= 4


def test_a_page_that_asks_by_itself_keeps_no_session_alive(city_clerk):
    client = browse_as(city_clerk)
    client.get(LIST)
    session = client.session
    session[SEEN] = seen = int(time.time()) - 300
    session.save()
    client.get(f"{LIST}live/", headers={"x-by-itself": "1"})
    assert client.session[SEEN] == seen
    client.get(LIST)
    assert client.session[SEEN] > seen
