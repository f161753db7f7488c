"""Of cases that accuse it a side finds no trace: no number, no word, no sum that is another than without them (R2, F3).

A twin world: everything that the people of two accused sides can open is read before and after the cases come in, page for
page and link for link, and has to be the same. The cases accuse the side itself, the units above it, its neighbours (whose
cases aren't its business either) and whoever leads it today. One that accuses a unit below it is no secret from a department
that leads the sector: it may have to look into it (M04, M11). `make drill` sends 500 to each side.
"""

import re
from contextlib import suppress
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Tie, User
from accounts.services import declare_tie
from accounts.tests.factories import make_user
from campaign.tests.addresses import arguments_of, console_pages, site_pages
from cases.models import Case
from cases.services import (
    MoveRefused,
    demand_recusal,
    prepare_bulk,
    watch_clocks,
    write_as_citizen,
    write_note,
)
from cases.tests.factories import FOUND_PROVED, unit
from common.tests.browsing import browse_as
from common.tests.drill import IS_DRILL
from dashboard.services import count_figures
from dashboard.tests.worlds import live, make_cast
from notices.models import Notice
from organizations.models import Person, Tenure
from supervision.models import Accountability, Lead, LeadEvidence, Order
from supervision.services import (
    LedgerRefused,
    OrderRefused,
    find_leads,
    issue_order,
    open_account,
    watch_accounts,
    watch_orders,
)
from supervision.services.accountability import Answerable
from supervision.tests.factories import draft_for, make_lead

CASES, MOST_PAGES, ASKED_BY_ADDRESS = (500, 400, 60) if IS_DRILL else (10, 12, 10)
# So many of each side look in the suite; in the drill all do.
PEOPLE = 1
DAYS = 90
# In the story of each of these cases, and nowhere else.
MARK = "密件字号"
HOUSING, COMMISSION = "440106-housing", "440100-commission"
# What differs from one look to the next by itself.
SHIFTING = re.compile(
    r"""name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"X-CSRFToken": "[^"]*"|name="key" value="[^"]*"|last used [-\d]+ [:\d]+"""
    # The list of those who have read a case, which this very looking makes longer.
    r"""|<section class="console-card" aria-labelledby="readings">.*?</section>""",
    re.DOTALL,
)
# One's own account has secrets drawn at random; the public pages and the API aren't for the staff, and the figures of all
# areas, which hide small numbers, are the same for everybody.
OWN = ("accounts:account", "accounts:factor", "accounts:recovery", "accounts:logout", "accounts:confirm")
ELSEWHERE = ("complaints:", "evaluations:", "api:", "dashboard:figures", "set_language", "admin:logout")
# What leads out or changes a setting; what tells of this very looking; and what counts the sealed rows of the whole system.
LEADS_OUT = (
    "sign-out",
    "logout",
    "language",
    "password",
    "/factors/",
    "/audit/reading/",
    "/audit/verification/",
)


@pytest.fixture
def at(monkeypatch):
    """The moment at which everybody looks: the same before and after."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


@pytest.fixture
def world(db, at):
    """People of all sides and some cases that each may see, counted and watched up to now."""
    cast = make_cast()
    for number, role in enumerate((Role.INTAKE_CLERK, Role.INSPECTOR)):
        cast[f"central{number}"] = make_user(f"central{number}", role, "central-commission")
    live(cast, seed=3, cases=12, since=at - timedelta(days=DAYS), days=5, accused=((),))
    settle(at)
    find_leads(at=at)
    return cast


def leader_of(code: str) -> Person:
    """Who holds the first post of the unit today; put there where the register knows nobody."""
    post = unit(code).posts.filter(is_first=True).first() or unit(code).posts.create(
        name="主任", is_first=True
    )
    held = post.tenures.filter(to_on=None).select_related("person").first()
    if held is None:
        person = Person.objects.create(code=f"trace-{code}", name="某某")
        held = Tenure.objects.create(post=post, person=person, from_on="2020-01-01")
    return held.person


def settle(at) -> None:
    """Let every clock and sum come up to this moment.

    The detectors aren't asked again: a lead whose pattern goes on with a case against its commission leaves that commission
    (ADR 20), which is the one thing that is meant to change.
    """
    for beat in (watch_clocks, watch_orders, watch_accounts, count_figures):
        beat(at=at)


def send(cast: dict, accused: list, *, at) -> list[Case]:
    """So many cases, each with what may become of it: letters, notes, demands, orders, files of the ledger."""
    cases = live(
        cast,
        seed=11,
        cases=CASES,
        since=at - timedelta(days=DAYS),
        days=(DAYS - 1) / CASES,
        accused=accused,
        words=MARK,
        found=FOUND_PROVED,
    )
    for number, case in enumerate(cases):
        for act in (talk, order, hold_to_account):
            with suppress(MoveRefused, OrderRefused, LedgerRefused, Case.DoesNotExist), transaction.atomic():
                act(cast, Case.objects.get(pk=case.pk), number, at=at)
    lead = make_lead(unit("440106-land"), at=at, commission=unit(COMMISSION), detector="eve")
    LeadEvidence.objects.bulk_create(
        LeadEvidence(lead=lead, case=case, at=at, figures={"days": 40}, found_at=at) for case in cases
    )
    settle(at)
    return list(Case.objects.filter(pk__in=[case.pk for case in cases]))


def talk(cast: dict, case: Case, number: int, *, at) -> None:
    write_as_citizen(case_id=case.pk, text=f"{MARK}补充", at=at)
    write_note(case_id=case.pk, text=f"{MARK}内部", circle="commission", actor=above(cast), at=at)
    demand_recusal(case_id=case.pk, against=("handler", "leader")[number % 2], whom=MARK, reason=MARK, at=at)


def order(cast: dict, case: Case, number: int, *, at) -> None:
    addressee = case.responsible or case.desk
    draft = draft_for(addressee, at=at, case=case, reason=MARK, subject=f"{MARK}督办")
    issue_order(draft=draft, issuer=unit("440000-commission"), actor=cast["province_inspector"], at=at)


def hold_to_account(cast: dict, case: Case, number: int, *, at) -> None:
    who = Answerable(
        liability="direct",
        unit=None,
        happened_on=at.date() - timedelta(days=9),
        name=f"{MARK}某",
        post_name="科员",
    )
    open_account(case_id=case.pk, who=who, note=MARK, actor=above(cast), at=at)


def above(cast: dict) -> User:
    """An inspector whom none of the accusations concerns: of the province, or of the body above it."""
    return cast["province_inspector"]


# --- looking at everything -----------------------------------------------------------------------------------------


def begins() -> list[str]:
    """All pages without arguments, those of the console too, and some searches for what the cases say."""
    names = [name for name in (*site_pages(), *console_pages()) if not name.startswith((*OWN, *ELSEWHERE))]
    plain = [
        address
        for address in map(reverse, (name for name in names if [] in arguments_of(name)))
        if not leads_out(address)
    ]
    listed = reverse("cases:case-list")
    searches = [f"{listed}?tab=all&q={word}" for word in (MARK, "补偿款", f"{timezone.localdate():%Y}")]
    figures = [f"{reverse('dashboard:analysis')}?unit={code}" for code in (HOUSING, COMMISSION)]
    figures.append(reverse("dashboard:sector", args=["land_housing"]))
    periods = [f"{reverse('cases:calendar')}?view=month&whose={whose}" for whose in ("mine", "unit", "area")]
    return [*plain, *searches, *figures, *periods]


def look(client) -> dict[str, str]:
    """Every page that somebody gets to, by its address: from all beginnings, along the links that they show."""
    cache.clear()
    seen, waiting = {}, list(dict.fromkeys(begins()))
    at_first = len(waiting)
    while waiting and len(seen) < at_first + MOST_PAGES:
        address = waiting.pop(0)
        answer = client.get(address)
        seen[address] = f"{answer.status_code} {body_of(answer)}"
        if "calendar" in address:
            continue  # it leads to every day there is
        links = sorted(links_in(seen[address]) - seen.keys() - set(waiting))
        waiting += links
    return seen


def body_of(answer) -> str:
    kind = answer.headers.get("Content-Type", "")
    if not kind.startswith(("text/", "application/json")):
        return kind
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return SHIFTING.sub("", whole.decode())


def links_in(body: str) -> set[str]:
    found = {unescape(link) for link in re.findall(r'href="(/(?:staff|console)/[^"#]*)', body)}
    return {link for link in found if not leads_out(link)}


def leads_out(address: str) -> bool:
    return any(word in address for word in LEADS_OUT)


def assert_same(before: dict[str, str], after: dict[str, str], who: str) -> None:
    for address, body in after.items():
        assert MARK not in body or f"q={MARK}" in address, (who, address)
    changed = [address for address in before if before[address] != after.get(address)]
    told = [(address, first_difference(before[address], after.get(address, ""))) for address in changed]
    assert told == [], who
    assert before.keys() == after.keys(), who


def first_difference(one: str, other: str) -> str:
    place = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    return f"{one[max(place - 60, 0) : place + 60]!r} became {other[max(place - 60, 0) : place + 60]!r}"


def assert_nothing_reaches(user: User, cases: list[Case], client, at) -> None:
    """No row, no notice, no page by its address, and none in a batch that is prepared with all of their numbers."""
    user = User.objects.get(pk=user.pk)
    ids = [case.pk for case in cases]
    assert not Case.objects.visible_to(user).filter(pk__in=ids).exists()
    assert not Case.objects.known_to(user).filter(pk__in=ids).exists()
    for model in (Order, Accountability):
        assert not model.objects.visible_to(user).filter(case__in=ids).exists(), model
    assert not Lead.objects.visible_to(user).filter(evidence__case__in=ids).exists()
    numbers = [case.number for case in cases]
    assert not Notice.objects.filter(user=user, context__number__in=numbers).exists()
    assert prepare_bulk(actor=user, move="assign", case_ids=ids, at=at).items.count() == 0
    pages = [reverse("cases:case-detail", args=[pk]) for pk in ids[:ASKED_BY_ADDRESS]]
    pages += [
        reverse("supervision:order-detail", args=[pk])
        for pk in Order.objects.filter(case__in=ids).values_list("pk", flat=True)[:ASKED_BY_ADDRESS]
    ]
    pages += [
        reverse("supervision:ledger-file", args=[pk])
        for pk in Accountability.objects.filter(case__in=ids).values_list("pk", flat=True)[:ASKED_BY_ADDRESS]
    ]
    for page in pages:
        assert client.get(page).status_code in (403, 404), page


def assert_no_trace(cast: dict, side: dict[str, User], accused: list, *, at) -> list[Case]:
    """Everything that the side can open is the same before and after the cases have come in."""
    names = list(side) if IS_DRILL else list(side)[:PEOPLE]
    clients = {name: browse_as(User.objects.get(pk=side[name].pk)) for name in names}
    before = {name: look(client) for name, client in clients.items()}
    cases = send(cast, accused, at=at)
    for name, client in clients.items():
        assert_same(before[name], look(client), name)
        assert_nothing_reaches(side[name], cases, client, at)
    return cases


@pytest.mark.long
def test_a_department_finds_no_trace_of_cases_against_its_side(world, at):
    head = make_user("head", Role.UNIT_LEADER, HOUSING, person=leader_of(HOUSING))
    below = make_user("below", Role.HANDLER, "440106-demolition")
    tied = make_user("tied", Role.HANDLER, "440106-education")
    declare_tie(user=tied, unit=unit(HOUSING), relation="kin", at=at)
    side = {"head": head, "tied": tied, "handler": world["accused_handler"], "below": below}
    accused = [
        (HOUSING,),
        ("440100-housing",),
        ("440106-land",),
        (leader_of(HOUSING),),
        (leader_of("440100-housing"), HOUSING),
    ]
    cases = assert_no_trace(world, side, accused, at=at)
    # They were no empty world: others see them, with all that has become of them.
    assert Case.objects.visible_to(above(world)).filter(pk__in=[case.pk for case in cases]).exists()
    assert Order.objects.filter(case__in=cases).exists()
    assert Accountability.objects.filter(case__in=cases).exists()
    assert len({case.stage for case in cases}) > (6 if IS_DRILL else 3)


@pytest.mark.long
def test_a_commission_finds_no_trace_of_cases_against_its_side(world, at):
    chief = make_user("chief", Role.COMMISSION_LEADER, COMMISSION, person=leader_of(COMMISSION))
    tied = Tie.objects.create(user=world["tied_inspector"], unit=unit(COMMISSION), relation="kin").user
    side = {
        "inspector": world["city_inspector"],
        "clerk": world["city_clerk"],
        "chief": chief,
        "tied": tied,
        "county": world["county_inspector"],
    }
    accused = [(COMMISSION,), (leader_of(COMMISSION),), (COMMISSION, HOUSING), ("440000-commission",)]
    assert_no_trace(world, side, accused, at=at)
