"""Users, duties, ties and tokens in the console."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from accounts.choices import Role
from accounts.models import Duty, Tie, User
from accounts.services import DutyRefused, give_duty
from accounts.tests.factories import PASSWORD, give_role, make_user
from organizations.models import Person, Unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def client_of(user: User) -> Client:
    """A browser in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client


def listed(client: Client, model: str, **query) -> list:
    """The records on a list."""
    return list(client.get(reverse(f"admin:{model}_changelist"), query).context["cl"].result_list)


def errors_of(response) -> dict:
    """What a page found wrong."""
    return response.context["adminform"].form.errors


def no_inlines(*prefixes: str) -> dict:
    """What a browser sends for tables that are only read."""
    return {f"{prefix}-{kind}_FORMS": "0" for prefix in prefixes for kind in ("TOTAL", "INITIAL")}


@pytest.fixture
def new_user() -> dict:
    """A filled-in page for a new user."""
    return {
        "username": "newcomer",
        "full_name": "新来者",
        "email": "new@example.org",
        "language": "zh-hant",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }


def duty(user: User, role: str, unit_code: str, **changes) -> dict:
    """A filled-in page for a duty."""
    unit = Unit.objects.get(code=unit_code)
    return {"user": user.pk, "unit": unit.pk, "role": role, "from_on": "2026-11-01"} | changes


ADD_USER, ADD_DUTY, ADD_TIE = (f"admin:accounts_{model}_add" for model in ("user", "duty", "tie"))


def test_an_administrator_enters_a_user(security_admin, new_user):
    response = client_of(security_admin).post(reverse(ADD_USER), new_user)
    user = User.objects.get(username="newcomer")
    assert response.headers["location"] == reverse("admin:accounts_user_change", args=[user.pk])
    assert (user.full_name, user.language, user.is_staff) == ("新来者", "zh-hant", False)
    assert user.check_password(PASSWORD)


def test_a_system_gets_an_account_without_a_password(security_admin, new_user):
    client_of(security_admin).post(reverse(ADD_USER), new_user | {"usable_password": "false"})
    assert not User.objects.get(username="newcomer").has_usable_password()


def test_nobody_is_made_a_superuser_in_the_console(security_admin, county_handler, new_user):
    client = client_of(security_admin)
    power = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}
    client.post(reverse(ADD_USER), new_user | power)
    address = reverse("admin:accounts_user_change", args=[county_handler.pk])
    changed = {"username": "county_handler", "full_name": "改名", "language": "en", "is_active": "on"}
    assert client.post(address, changed | power | no_inlines("duties", "ties")).status_code == 302
    county_handler.refresh_from_db()
    assert (county_handler.full_name, county_handler.language) == ("改名", "en")
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_user_is_put_out_of_action_but_never_deleted(security_admin, county_handler):
    client = client_of(security_admin)
    address = reverse("admin:accounts_user_change", args=[county_handler.pk])
    changed = {"username": "county_handler", "full_name": "王", "language": "en"}
    client.post(address, changed | no_inlines("duties", "ties"))
    county_handler.refresh_from_db()
    assert not county_handler.is_active
    delete = reverse("admin:accounts_user_delete", args=[county_handler.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_an_administrator_sets_a_new_password(security_admin, county_handler):
    address = reverse("admin:auth_user_password_change", args=[county_handler.pk])
    typed = {
        "usable_password": "true",
        "password1": "quite another phrase",
        "password2": "quite another phrase",
    }
    assert client_of(security_admin).post(address, typed).status_code == 302
    county_handler.refresh_from_db()
    assert county_handler.check_password("quite another phrase")


def test_no_page_shows_what_is_stored_of_a_password(security_admin, county_handler):
    address = reverse("admin:accounts_user_change", args=[county_handler.pk])
    page = client_of(security_admin).get(address).content.decode()
    assert county_handler.password not in page
    assert county_handler.password.split("$")[0] not in page
    assert "../password/" in page


def test_passwords_cannot_be_guessed_at_through_the_address(security_admin):
    address = reverse("admin:accounts_user_changelist")
    for query in ("password__startswith=md5", "is_superuser=1", "auth_token_set__digest__startswith=a"):
        assert client_of(security_admin).get(f"{address}?{query}").status_code == 400


def test_users_are_found_by_role(security_admin, county_handler, county_leader):
    client = client_of(security_admin)
    give_role(county_handler, Role.HANDLER, "440106-housing")
    assert listed(client, "accounts_user", role="handler") == [county_handler]
    assert listed(client, "accounts_user", q="county_l") == [county_leader]


def test_the_buttons_on_a_user_lead_to_a_filled_in_page(security_admin, county_handler):
    client = client_of(security_admin)
    for button in ("give_duty", "declare_tie"):
        address = reverse(f"admin:accounts_user_{button}", args=[county_handler.pk])
        response = client.get(address, follow=True)
        assert response.context["adminform"].form.initial["user"] == str(county_handler.pk)


@pytest.mark.parametrize("key", ["abc", "", "1,2", "999999999999999999999", "²"])
def test_a_link_with_a_wrong_key_fills_in_nothing(key, security_admin):
    client = client_of(security_admin)
    for page in (ADD_DUTY, ADD_TIE):
        assert client.get(reverse(page), {"user": key, "unit": key}).status_code == 200


def test_a_duty_is_given_and_opens_the_console_where_the_role_has_one(security_admin, nobody):
    response = client_of(security_admin).post(
        reverse(ADD_DUTY), duty(nobody, Role.INSPECTOR, "440100-commission")
    )
    assert response.status_code == 302
    given = Duty.objects.get(user=nobody)
    assert (given.role, given.unit.code, given.from_on) == (
        "inspector",
        "440100-commission",
        date(2026, 11, 1),
    )
    nobody.refresh_from_db()
    assert nobody.is_staff
    assert client_of(nobody).get(reverse("admin:index")).status_code == 200


def test_nobody_gives_himself_a_duty(security_admin):
    response = client_of(security_admin).post(
        reverse(ADD_DUTY), duty(security_admin, Role.SECURITY_ADMIN, "440100-land")
    )
    assert set(errors_of(response)) == {"user"}


def test_an_administrator_gets_no_role_that_reads_cases(security_admin, county_handler):
    other = make_user("other_admin", Role.SYSTEM_ADMIN, "440000-commission")
    client = client_of(security_admin)
    for user, role, unit_code in (
        (other, Role.HANDLER, "440106-land"),
        (county_handler, Role.SYSTEM_ADMIN, "440000-commission"),
    ):
        assert set(errors_of(client.post(reverse(ADD_DUTY), duty(user, role, unit_code)))) == {"role"}
    assert Duty.objects.filter(user__in=[other, county_handler]).count() == 2


def test_nobody_is_two_of_the_three_administrators(security_admin, nobody, audit_admin):
    client = client_of(security_admin)
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        given = client.post(reverse(ADD_DUTY), duty(audit_admin, role, "440000-commission"))
        assert set(errors_of(given)) == {"role"}
        with pytest.raises(DutyRefused):
            give_duty(user=audit_admin, unit=Unit.objects.get(code="440000-commission"), role=role)
        with pytest.raises(IntegrityError), transaction.atomic():
            give_role(audit_admin, role, "440000-commission")
    give_role(nobody, Role.HANDLER, "440106-land")
    give_role(nobody, Role.UNIT_LEADER, "440106-land")
    with pytest.raises(IntegrityError), transaction.atomic():
        give_role(nobody, Role.AUDIT_ADMIN, "440000-commission")


def test_one_may_become_an_administrator_after_something_else(security_admin, county_handler):
    county_handler.duties.update(to_on=date(2026, 11, 1))
    coming = duty(county_handler, Role.AUDIT_ADMIN, "440000-commission", from_on="2026-11-02")
    assert client_of(security_admin).post(reverse(ADD_DUTY), coming).status_code == 302


def test_nobody_gives_himself_a_duty_past_the_form_either(security_admin):
    commission = Unit.objects.get(code="440000-commission")
    with pytest.raises(DutyRefused):
        give_duty(user=security_admin, unit=commission, role=Role.SECURITY_ADMIN, actor=security_admin)


def test_who_audits_reads_duties_and_changes_none(audit_admin, county_handler):
    client = client_of(audit_admin)
    given = county_handler.duties.get()
    address = reverse("admin:accounts_duty_change", args=[given.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"to_on": "2026-11-20"}).status_code == 403
    assert client.post(reverse(ADD_DUTY), {}).status_code == 403
    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 200
    assert client.get(reverse("admin:accounts_user_add")).status_code == 403
    user = reverse("admin:accounts_user_change", args=[county_handler.pk])
    assert client.post(user, {"full_name": "X"}).status_code == 403


def test_only_a_commission_inspects(security_admin, nobody):
    client = client_of(security_admin)
    for role in (Role.INSPECTOR, Role.INTAKE_CLERK, Role.COMMISSION_LEADER):
        assert set(errors_of(client.post(reverse(ADD_DUTY), duty(nobody, role, "440106-land")))) == {"unit"}


def test_the_same_duty_is_not_given_twice(security_admin, county_handler):
    response = client_of(security_admin).post(
        reverse(ADD_DUTY), duty(county_handler, Role.HANDLER, "440106-land")
    )
    assert response.status_code == 200
    assert errors_of(response)
    assert Duty.objects.filter(user=county_handler).count() == 1


def test_a_duty_ends_by_a_date_and_nothing_else_of_it_changes(security_admin, county_handler):
    client = client_of(security_admin)
    given = Duty.objects.get(user=county_handler)
    address = reverse("admin:accounts_duty_change", args=[given.pk])
    rewritten = duty(security_admin, Role.INSPECTOR, "440000-commission", to_on="2026-11-20")
    assert client.post(address, rewritten).status_code == 302
    given.refresh_from_db()
    assert (given.user, given.role, given.to_on) == (county_handler, "handler", date(2026, 11, 20))
    assert listed(client, "accounts_duty", valid="before") == [given]
    assert given not in listed(client, "accounts_duty", valid="now")


def test_a_duty_does_not_end_before_it_began(security_admin, county_handler):
    address = reverse("admin:accounts_duty_change", args=[Duty.objects.get(user=county_handler).pk])
    response = client_of(security_admin).post(address, {"to_on": "2012-12-31"})
    assert errors_of(response)


def test_a_tie_is_to_one_unit_or_one_official(security_admin, county_handler):
    client = client_of(security_admin)
    unit, person = Unit.objects.get(code="440106-education"), Person.objects.first()
    tie = {"user": county_handler.pk, "relation": "kin"}
    assert errors_of(client.post(reverse(ADD_TIE), tie))
    assert errors_of(client.post(reverse(ADD_TIE), tie | {"unit": unit.pk, "person": person.pk}))
    assert client.post(reverse(ADD_TIE), tie | {"unit": unit.pk}).status_code == 302
    assert Tie.objects.get().unit == unit


def test_an_inspector_reads_ties_and_changes_none(province_inspector, county_handler):
    tie = Tie.objects.create(user=county_handler, person=Person.objects.first(), relation="kin")
    client = client_of(province_inspector)
    address = reverse("admin:accounts_tie_change", args=[tie.pk])
    page = client.get(address).content.decode()
    assert county_handler.full_name in page
    assert "/accounts/user/" not in page
    assert client.post(address, {"relation": "other"}).status_code == 403
    assert client.post(reverse(ADD_TIE), {"relation": "other"}).status_code == 403


def test_an_inspector_changes_no_account(province_inspector, commission_leader, county_handler, new_user):
    for user in (province_inspector, commission_leader):
        client = client_of(user)
        assert client.post(reverse(ADD_USER), new_user).status_code == 403
        assert (
            client.post(reverse(ADD_DUTY), duty(county_handler, Role.HANDLER, "440106-land")).status_code
            == 403
        )
        address = reverse("admin:auth_user_password_change", args=[county_handler.pk])
        assert client.post(address, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 403


def test_a_token_is_revoked_and_stays_in_the_log(security_admin, municipal_system):
    token, kept = (AuthToken.objects.create(user=municipal_system)[0] for _ in range(2))
    client = client_of(security_admin)
    chosen = {"action": "revoke", "_selected_action": [token.pk], "index": "0"}
    response = client.post(reverse("admin:knox_authtoken_changelist"), chosen)
    assert response.status_code == 302
    assert list(AuthToken.objects.all()) == [kept]
    assert security_admin.logentry_set.get().object_id == token.pk


def test_a_token_is_revoked_by_an_administrator_only(province_inspector, municipal_system):
    token = AuthToken.objects.create(user=municipal_system)[0]
    chosen = {"action": "revoke", "_selected_action": [token.pk], "index": "0"}
    address = reverse("admin:knox_authtoken_changelist")
    assert client_of(province_inspector).post(address, chosen).status_code == 403
    assert AuthToken.objects.exists()


def test_the_list_of_tokens_shows_no_digest(security_admin, municipal_system):
    token, secret = AuthToken.objects.create(user=municipal_system)
    page = client_of(security_admin).get(reverse("admin:knox_authtoken_changelist")).content.decode()
    assert token.token_key in page
    assert secret not in page


def test_the_columns_of_the_list_of_tokens_speak_chinese(security_admin, municipal_system):
    AuthToken.objects.create(user=municipal_system)
    page = client_of(security_admin).get(reverse("admin:knox_authtoken_changelist")).content.decode()
    assert "签发时间" in page
    assert "有效期至" in page
    assert "长期有效" in page
    assert "Created" not in page
    assert "Expiry" not in page


@pytest.mark.parametrize("model", ["accounts_user", "accounts_duty", "accounts_tie", "knox_authtoken"])
def test_the_statements_of_a_list_do_not_grow_with_it(model, security_admin, django_assert_max_num_queries):
    client = client_of(security_admin)
    client.get(reverse("admin:index"))
    for number in range(10):
        user = make_user(f"handler{number}", Role.HANDLER, "440106-land")
        Tie.objects.create(user=user, person=Person.objects.first(), relation="kin")
        AuthToken.objects.create(user=user)
    with django_assert_max_num_queries(8):
        assert len(listed(client, model)) >= 10
