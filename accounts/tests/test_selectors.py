"""Where a user stands."""

from datetime import date, timedelta

import pytest

from accounts.choices import Role
from accounts.models import Tie, User
from accounts.selectors import standing_of
from accounts.tests.factories import give_role, make_user
from organizations.models import Unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def unit(code):
    return Unit.objects.get(code=code)


def test_a_user_without_a_duty_stands_nowhere(nobody):
    standing = standing_of(nobody, on=TODAY)
    assert standing.actings == ()
    assert not standing.reads_cases


def test_a_duty_that_has_ended_gives_nothing(county_handler):
    county_handler.duties.update(to_on=TODAY - timedelta(days=1))
    assert standing_of(county_handler, on=TODAY).actings == ()


def test_a_deactivated_user_stands_nowhere(county_handler):
    county_handler.is_active = False
    assert standing_of(county_handler, on=TODAY).actings == ()


def test_a_duty_for_a_unit_that_no_longer_exists_gives_nothing(county_handler):
    Unit.objects.filter(code="440106-land").update(is_active=False)
    try:
        assert standing_of(county_handler, on=TODAY).actings == ()
    finally:
        Unit.objects.filter(code="440106-land").update(is_active=True)


def test_an_administrator_reads_no_cases(system_admin):
    assert not standing_of(system_admin, on=TODAY).reads_cases
    assert standing_of(system_admin, on=TODAY).enters_console


def test_a_user_is_shut_out_when_a_superior_of_his_unit_is_accused(county_handler):
    shut = standing_of(county_handler, on=TODAY).shut_units
    assert {unit("440106-land").pk, unit("440100-land").pk, unit("440000-land").pk} <= shut
    assert unit("440106-housing").pk not in shut


def test_two_duties_shut_out_for_both_units(county_handler):
    give_role(county_handler, Role.HANDLER, "440106-housing")
    assert unit("440106-housing").pk in standing_of(county_handler, on=TODAY).shut_units


def test_a_declared_tie_shuts_out_too(city_clerk):
    Tie.objects.create(user=city_clerk, unit=unit("440106-health"), relation="kin")
    assert unit("440106-health").pk in standing_of(city_clerk, on=TODAY).shut_units


def test_an_official_is_shut_out_from_what_accuses_him_and_the_unit_he_leads():
    post = unit("440106-health").posts.get(is_first=True)
    leader = post.tenures.in_office(on=TODAY).get().person
    user = make_user("leader", Role.HANDLER, "440106-land", person=leader)
    standing = standing_of(user, on=TODAY)
    assert leader.pk in standing.shut_persons
    assert unit("440106-health").pk in standing.shut_units


def test_standing_is_read_once_for_each_request(county_handler, django_assert_num_queries):
    user = User.objects.get(pk=county_handler.pk)
    with django_assert_num_queries(1):
        standing_of(user, on=TODAY)
        standing_of(user, on=TODAY)
