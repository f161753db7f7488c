"""The console as a whole: who reaches which page, how one enters and leaves, and what a browser may do there."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import translation
from knox.models import AuthToken

from accounts.choices import Role
from accounts.models import Duty, SealedIdentity, Tie, User
from accounts.tests.factories import PASSWORD, make_user
from audit.models import AuditEntry, Reading
from audit.services import ask_for_verification
from campaign.console import MENU
from cases.models import CaseClock, DayDecision
from cases.tests.factories import make_case, unit, walk
from common.admin import HouseAdmin
from complaints.models import Receipt, Submission
from evaluations.models import CallBack, Rating, ServiceWindow
from evaluations.services import raise_alarm, rate_case
from evaluations.services.rounds import RoundDraft, plan_round
from evaluations.tests.factories import list_windows
from notices.models import Notice
from notices.services import set_route, write_template
from organizations.models import Area, Person, Sector, Tenure
from sectors.tests.factories import make_campaign, make_draft
from supervision.rules import defaults_of
from supervision.services import set_limits
from supervision.tests.factories import make_order

pytestmark = pytest.mark.django_db

ENTRANTS = (
    "province_inspector",
    "commission_leader",
    "city_inspector",
    "system_admin",
    "security_admin",
    "audit_admin",
)
STRANGERS = (
    "city_clerk",
    "other_city_clerk",
    "county_handler",
    "county_leader",
    "province_lead",
    "municipal_system",
    "nobody",
)

# What each page answers to those who may enter, in their order above. Everybody else is refused everywhere.
ALL, NOBODY = (200,) * 6, (403,) * 6
READS_CASES, RUNS = (200, 200, 200, 403, 403, 403), (403, 403, 403, 200, 403, 403)
LETS_IN, SEES_DUTIES = (403, 403, 403, 403, 200, 403), (403, 403, 403, 403, 200, 200)
SEES_TIES = (200, 200, 200, 403, 200, 200)
OUT_OF_SIGHT = (403, 404, 403, 403, 403, 403)
READS_LOG, SEES_CHAIN = (403, 200, 403, 403, 403, 200), (403, 200, 403, 200, 403, 200)
OF_PROVINCE = (200, 403, 403, 403, 403, 403)
PAGES = {
    "index": ALL,
    "password_change_done": ALL,
    "jsi18n": ALL,
    "search": ALL,
    "find": ALL,
    "late-units": READS_CASES,
    "late-units-file": READS_CASES,
    "unit-page": READS_CASES,
    "cases_case_changelist": READS_CASES,
    "cases_case_change": READS_CASES,
    "cases_case_history": READS_CASES,
    "cases_case_add": NOBODY,
    "cases_case_delete": NOBODY,
    "cases_caseclock_changelist": READS_CASES,
    "cases_caseclock_change": READS_CASES,
    "cases_caseclock_history": READS_CASES,
    "cases_caseclock_add": NOBODY,
    "cases_caseclock_delete": NOBODY,
    "cases_daydecision_changelist": ALL,
    "cases_daydecision_change": ALL,
    "cases_daydecision_history": ALL,
    "cases_daydecision_add": RUNS,
    "cases_daydecision_delete": NOBODY,
    "evaluations_rating_changelist": READS_CASES,
    "evaluations_rating_change": READS_CASES,
    "evaluations_rating_history": READS_CASES,
    "evaluations_rating_add": NOBODY,
    "evaluations_rating_delete": NOBODY,
    "evaluations_callback_changelist": READS_CASES,
    "evaluations_callback_change": READS_CASES,
    "evaluations_callback_history": READS_CASES,
    "evaluations_callback_add": NOBODY,
    "evaluations_callback_delete": NOBODY,
    "evaluations_visitalarm_changelist": READS_CASES,
    "evaluations_visitalarm_change": READS_CASES,
    "evaluations_visitalarm_history": READS_CASES,
    "evaluations_visitalarm_add": NOBODY,
    "evaluations_visitalarm_delete": NOBODY,
    "evaluations_servicewindow_changelist": READS_CASES,
    "evaluations_servicewindow_change": READS_CASES,
    "evaluations_servicewindow_history": READS_CASES,
    "evaluations_servicewindow_add": NOBODY,
    "evaluations_servicewindow_delete": NOBODY,
    "evaluations_round_changelist": READS_CASES,
    "evaluations_round_change": READS_CASES,
    "evaluations_round_history": READS_CASES,
    "evaluations_round_add": NOBODY,
    "evaluations_round_delete": NOBODY,
    "sectors_campaign_changelist": READS_CASES,
    "sectors_campaign_change": READS_CASES,
    "sectors_campaign_history": READS_CASES,
    "sectors_campaign_add": NOBODY,
    "sectors_campaign_delete": NOBODY,
    "sectors_planversion_changelist": OF_PROVINCE,
    "sectors_planversion_change": OF_PROVINCE,
    "sectors_planversion_history": OF_PROVINCE,
    "sectors_planversion_add": NOBODY,
    "sectors_planversion_delete": NOBODY,
    "organizations_area_changelist": ALL,
    "organizations_area_change": ALL,
    "organizations_area_history": ALL,
    "organizations_area_add": NOBODY,
    "organizations_area_delete": NOBODY,
    "organizations_unit_changelist": ALL,
    "organizations_unit_change": ALL,
    "organizations_unit_history": ALL,
    "organizations_unit_add": NOBODY,
    "organizations_unit_delete": NOBODY,
    "organizations_tenure_changelist": ALL,
    "organizations_tenure_change": ALL,
    "organizations_tenure_history": ALL,
    "organizations_tenure_add": NOBODY,
    "organizations_tenure_delete": NOBODY,
    "organizations_person_changelist": ALL,
    "organizations_person_change": ALL,
    "organizations_person_history": ALL,
    "organizations_person_add": NOBODY,
    "organizations_person_delete": NOBODY,
    "organizations_sector_changelist": ALL,
    "organizations_sector_change": ALL,
    "organizations_sector_history": ALL,
    "organizations_sector_add": NOBODY,
    "organizations_sector_delete": NOBODY,
    "accounts_user_changelist": SEES_DUTIES,
    "accounts_user_change": SEES_DUTIES,
    "accounts_user_history": SEES_DUTIES,
    "accounts_user_add": LETS_IN,
    "accounts_user_delete": NOBODY,
    "auth_user_password_change": LETS_IN,
    "accounts_duty_changelist": SEES_DUTIES,
    "accounts_duty_change": SEES_DUTIES,
    "accounts_duty_history": SEES_DUTIES,
    "accounts_duty_add": LETS_IN,
    "accounts_duty_delete": NOBODY,
    "accounts_tie_changelist": SEES_TIES,
    "accounts_tie_change": SEES_TIES,
    "accounts_tie_history": SEES_TIES,
    "accounts_tie_add": LETS_IN,
    "accounts_tie_delete": NOBODY,
    "knox_authtoken_changelist": LETS_IN,
    "knox_authtoken_change": NOBODY,
    "knox_authtoken_history": NOBODY,
    "knox_authtoken_add": NOBODY,
    "knox_authtoken_delete": NOBODY,
    "notices_notice_changelist": RUNS,
    "notices_notice_change": NOBODY,
    "notices_notice_history": NOBODY,
    "notices_notice_add": NOBODY,
    "notices_notice_delete": NOBODY,
    "notices_route_changelist": ALL,
    "notices_route_channels": ALL,
    "notices_route_change": NOBODY,
    "notices_route_history": NOBODY,
    "notices_route_add": NOBODY,
    "notices_route_delete": NOBODY,
    "notices_template_changelist": ALL,
    "notices_template_words": ALL,
    "notices_template_change": NOBODY,
    "notices_template_history": NOBODY,
    "notices_template_add": NOBODY,
    "notices_template_delete": NOBODY,
    "supervision_order_changelist": READS_CASES,
    "supervision_order_change": READS_CASES,
    "supervision_order_history": READS_CASES,
    "supervision_order_add": NOBODY,
    "supervision_order_delete": NOBODY,
    "supervision_threshold_changelist": ALL,
    "supervision_threshold_limits": ALL,
    "supervision_threshold_change": NOBODY,
    "supervision_threshold_history": NOBODY,
    "supervision_threshold_add": NOBODY,
    "supervision_threshold_delete": NOBODY,
    "audit_reading_changelist": READS_LOG,
    "audit_reading_file": READS_LOG,
    "audit_auditentry_changelist": READS_LOG,
    "audit_verification_changelist": SEES_CHAIN,
    **{
        f"audit_{model}_{action}": NOBODY
        for model in ("reading", "auditentry", "verification")
        for action in ("change", "history", "add", "delete")
    },
    # A leader of a city's commission reads no entry.
    **{f"audit_auditentry_{action}": OUT_OF_SIGHT for action in ("change", "history", "delete")},
}
# These lead elsewhere; what they answer is told below.
LEADING_ELSEWHERE = {
    "login",
    "logout",
    "password_change",
    "autocomplete",
    "view_on_site",
    "app_list",
    "accounts_user_give_duty",
    "accounts_user_declare_tie",
    "accounts_user_reset_factor",
}


@pytest.fixture
def rows(city_clerk, county_handler, city_inspector, municipal_system, now) -> dict:
    """One record of each kind that everybody in the console may see as far as his role goes."""
    case = make_case(at=now)
    steps = [
        ("accept", city_clerk),
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
    ]
    case = walk(case, [*steps, ("close", city_inspector)], at=now, unit=unit("440106-land"))
    step = {"wording": "case_assigned", "actor": city_inspector, "at": now}
    campaign, lead = make_campaign(at=now), make_user("plan.lead", Role.UNIT_LEADER, "440000-land")
    idle = {"detector": "idle", "values": defaults_of("idle"), "effective_on": now.date(), "reason": "试行"}
    list_windows()
    days = {"begins_on": now.date(), "ends_on": now.date(), "closes_on": now.date()}
    draft = RoundDraft(title="行评", campaign=campaign, **days)
    call = {"state": "waiting", "ticket": 0, "share": 100, "drawn_at": now, "due_at": now}
    return {
        "cases_case": case,
        "evaluations_callback": CallBack.objects.create(case=case, answer=case.answer, **call),
        "evaluations_visitalarm": raise_alarm(kind="pressure", unit=unit("440100-land"), key="1", at=now),
        "evaluations_servicewindow": ServiceWindow.objects.get(unit=unit("440100-land")),
        "evaluations_round": plan_round(
            organiser=unit("440100-commission"), draft=draft, actor=city_inspector, at=now
        ),
        "cases_caseclock": CaseClock.objects.filter(case=case).first(),
        "cases_daydecision": DayDecision.objects.create(
            day=now.date(), kept="free", source="通知", entered_by=city_clerk, entered_at=now
        ),
        "evaluations_rating": rate_case(case_id=case.pk, grade="satisfied", at=now),
        "organizations_area": Area.objects.first(),
        "organizations_unit": unit("440106-land"),
        "organizations_tenure": Tenure.objects.first(),
        "organizations_person": Person.objects.first(),
        "organizations_sector": Sector.objects.first(),
        "accounts_user": county_handler,
        "auth_user_password": county_handler,
        "accounts_duty": Duty.objects.get(user=county_handler),
        "accounts_tie": Tie.objects.create(user=city_clerk, unit=unit("440106-education"), relation="kin"),
        "knox_authtoken": AuthToken.objects.create(user=municipal_system)[0],
        "notices_notice": Notice.objects.first(),
        "audit_reading": Reading.objects.create(reader=county_handler, kind="case", case_id=case.pk),
        "audit_auditentry": AuditEntry.objects.last(),
        "audit_verification": ask_for_verification(actor=None, at=now),
        "notices_route": set_route(role=Role.HANDLER, channels=None, **step),
        "notices_template": write_template(language="en", channel="sms", text="", valid_from=now, **step),
        "supervision_order": make_order(city_inspector, at=now),
        "supervision_threshold": set_limits(actor=city_inspector, at=now, **idle),
        "sectors_campaign": campaign,
        "sectors_planversion": make_draft(campaign, lead, at=now),
    }


def address_of(page: str, rows: dict) -> str:
    """The address of a page; pages of one record are asked for with the record of the fixture."""
    if page == "unit-page":
        return reverse("admin:unit-page", args=[rows["organizations_unit"].pk])
    model, _, kind = page.rpartition("_")
    if kind == "limits":
        return reverse(f"admin:{page}", args=["idle"])
    if kind in ("words", "channels"):
        return reverse(f"admin:{page}", args=["case_assigned"])
    args = [rows[model].pk] if model in rows and kind in ("change", "history", "delete") else []
    return reverse(f"admin:{page}", args=args)


def client_of(user: User) -> Client:
    """A browser in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(("place", "name"), list(enumerate(ENTRANTS)))
def test_each_role_reaches_its_pages(place, name, rows, request):
    client = client_of(request.getfixturevalue(name))
    answers = {page: client.get(address_of(page, rows)).status_code for page in PAGES}
    assert answers == {page: expected[place] for page, expected in PAGES.items()}


@pytest.mark.parametrize("name", STRANGERS)
def test_everybody_else_is_refused_on_every_page(name, rows, request):
    client = client_of(request.getfixturevalue(name))
    assert {client.get(address_of(page, rows)).status_code for page in PAGES} == {403}


def test_without_signing_in_every_page_leads_to_the_sign_in_page(rows, citizen):
    for page in PAGES:
        address = address_of(page, rows)
        response = citizen.get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(f"{reverse('accounts:login')}?next={address}"), page


def test_a_page_that_is_not_in_the_table_fails_here():
    names = {pattern.name for pattern in walk_patterns(admin.site.get_urls()) if pattern.name}
    assert names - LEADING_ELSEWHERE == set(PAGES)


def walk_patterns(patterns):
    """All patterns, those of the models too."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from walk_patterns(pattern.url_patterns)
        else:
            yield pattern


def test_a_superuser_without_a_duty_is_refused():
    root = User.objects.create_superuser("root", password=PASSWORD, full_name="Root")
    assert client_of(root).get(reverse("admin:index")).status_code == 403


def test_somebody_who_has_signed_in_is_not_sent_round_in_circles(county_handler):
    client = client_of(county_handler)
    assert client.get(reverse("admin:index"), follow=True).redirect_chain == []


def test_there_is_one_way_to_sign_in(citizen):
    response = citizen.get(reverse("admin:login") + "?next=/console/cases/case/")
    assert response.headers["location"] == reverse("accounts:login") + "?next=/console/cases/case/"


def test_signing_out_goes_to_the_sign_in_page_and_needs_a_post(province_inspector):
    client = client_of(province_inspector)
    assert client.get(reverse("admin:logout")).status_code == 405
    assert client.post(reverse("admin:logout")).headers["location"] == reverse("accounts:login")
    assert client.get(reverse("admin:index")).status_code == 302


def test_only_the_console_may_make_functions_of_texts(province_inspector):
    client = client_of(province_inspector)
    policy = client.get(reverse("admin:index")).headers["content-security-policy"]
    assert "script-src 'self' 'unsafe-eval'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in client.get("/no-such-page/").headers["content-security-policy"]


@pytest.mark.parametrize("query", ["?s=case&page=x", "?s=case&page=7", "?s=case&page=0"])
def test_a_page_of_the_menu_search_that_is_not_there_is_not_found(query, province_inspector):
    assert client_of(province_inspector).get(reverse("admin:search") + query).status_code == 404


def test_a_zero_byte_is_a_bad_request(province_inspector):
    client = client_of(province_inspector)
    for page in ("cases_case_changelist", "organizations_unit_changelist", "search"):
        assert client.get(reverse(f"admin:{page}"), {"q": "a\0b", "s": "a\0"}).status_code == 400


def test_the_pages_of_libraries_stay_out():
    strangers = [page for page in admin.site._registry.values() if not isinstance(page, HouseAdmin)]
    assert strangers == []


def test_what_is_sealed_or_proves_something_has_no_page():
    assert {SealedIdentity, Receipt, Submission}.isdisjoint(admin.site._registry)


def test_the_menu_has_every_page():
    in_menu = {name for _, entries in MENU for name, *_ in entries}
    assert in_menu == {model._meta.label_lower for model in admin.site._registry}


def test_the_menu_shows_what_the_role_may_open(system_admin, security_admin, audit_admin, province_inspector):
    def groups_for(user):
        groups = client_of(user).get(reverse("admin:index")).context["app_list"]
        with translation.override("en"):
            return [str(group["name"]) for group in groups]

    assert groups_for(system_admin) == ["Register", "Supervision", "Audit", "Messages"]
    assert groups_for(security_admin) == ["Register", "Accounts", "Supervision", "Messages"]
    assert groups_for(audit_admin) == ["Register", "Accounts", "Supervision", "Audit", "Messages"]
    everything = ["Work", "What citizens say", "Register", "Accounts", "Supervision", "Messages"]
    assert groups_for(province_inspector) == everything


def test_an_app_without_pages_for_the_role_is_not_found(system_admin, province_inspector):
    address = reverse("admin:app_list", args=["evaluations"])
    assert client_of(system_admin).get(address).status_code == 404
    assert client_of(province_inspector).get(address).status_code == 200


def test_choosing_a_unit_or_user_while_typing_follows_the_pages(security_admin, province_inspector):
    address = reverse("admin:autocomplete")
    unit_of_duty = {"app_label": "accounts", "model_name": "duty", "field_name": "unit", "term": "天河"}
    user_of_duty = unit_of_duty | {"field_name": "user", "term": "admin"}
    assert client_of(security_admin).get(address, unit_of_duty).json()["results"]
    assert client_of(security_admin).get(address, user_of_duty).json()["results"]
    assert client_of(province_inspector).get(address, user_of_duty).status_code == 403


def test_ratings_and_cases_are_counted_in_no_page(province_inspector, now, django_assert_max_num_queries):
    make_case(at=now)
    client = client_of(province_inspector)
    client.get(reverse("admin:index"))
    for model in ("cases_case", "cases_caseclock", "evaluations_rating"):
        with django_assert_max_num_queries(12) as captured:
            client.get(reverse(f"admin:{model}_changelist"))
        assert not [query["sql"] for query in captured.captured_queries if "COUNT(" in query["sql"]]
    assert Rating.objects.count() == 0
