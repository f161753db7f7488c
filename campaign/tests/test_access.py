"""Who gets which page: every address of the site × the cast → the status of the answer.

The expected answers stand in ``expected_access.csv``, one row a page. An address without a row fails the suite. The case
in question belongs to the land bureau of Tianhe and accuses the housing bureau of Tianhe.
"""

import csv
import io
from contextlib import nullcontext
from datetime import timedelta
from http.cookies import SimpleCookie
from unittest import mock

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from knox.models import AuthToken

from accounts.choices import Role
from accounts.models import Duty, FactorReset, Tie, User
from accounts.tests.factories import make_user
from audit.services import ask_for_verification, note_reading
from bulletins.models import Bulletin, Edition, Recipient, ReplyRequest
from bulletins.tests.factories import make_bulletin, make_desk, pass_on, release, settled_case
from campaign.tests.addresses import CONSOLE_PAGES, STEP_PAGES, arguments_of, console_pages, site_pages
from cases.choices import Party
from cases.models import (
    BulkJob,
    CaseClock,
    CaseNote,
    DayDecision,
    ExportJob,
    ReplyTemplate,
    SavedFilter,
    SealedHandover,
)
from cases.services import (
    add_evidence,
    ask_for_export,
    prepare_bulk,
    record_handover,
    save_filter,
    save_template,
    write_next_export,
    write_note,
)
from cases.tests.factories import make_case, unit, walk
from common.tests.drill import IS_DRILL
from evaluations.models import (
    Appraised,
    CallBack,
    Rating,
    Round,
    ServiceWindow,
    Survey,
    VisitAlarm,
    VisitBatch,
)
from evaluations.services import raise_alarm
from evaluations.tests.appraisal import make_public_round
from evaluations.tests.factories import list_windows
from files.tests.factories import kept
from hotline.models import Guidance, Question, Session
from hotline.services import draft_due_editions, move_session, write_guidance
from hotline.tests.factories import ask, make_on_air
from notices.models import Notice
from notices.services import notify_users, set_route, write_template
from organizations.models import Area, Person, Post, Sector, Tenure, Unit
from registers.models import ImportBatch, Record
from registers.tests.factories import make_record
from retention.models import DisposalBatch, Hold
from retention.services import place_hold, propose_batch
from retention.tests.factories import withdrawn
from sectors.models import Campaign, PlanItem, PlanVersion, Task
from sectors.services import begin_draft
from sectors.tests.factories import make_campaign, make_published
from supervision.models import Lead, Order
from supervision.services import set_limits
from supervision.tests.factories import make_lead, make_order

# Whatever the day is.
LONG_PAID = {"approved_on": "2014-01-02", "paid_on": "2014-02-03"}
TABLE = settings.BASE_DIR / "campaign/tests/expected_access.csv"
# The pages are shared out to tests that run side by side.
PARTS = 6
CAST = {
    "citizen": None,
    "nobody": ("", ""),
    "municipal_system": (Role.MUNICIPAL_SYSTEM, "440100-commission"),
    "system_admin": (Role.SYSTEM_ADMIN, "440000-commission"),
    "security_admin": (Role.SECURITY_ADMIN, "440000-commission"),
    "audit_admin": (Role.AUDIT_ADMIN, "440000-commission"),
    "city_clerk": (Role.INTAKE_CLERK, "440100-commission"),
    "other_city_clerk": (Role.INTAKE_CLERK, "440300-commission"),
    "county_handler": (Role.HANDLER, "440106-land"),
    "co_handler": (Role.HANDLER, "440106-environment"),
    "accused_handler": (Role.HANDLER, "440106-housing"),
    "sector_lead": (Role.UNIT_LEADER, "440000-land"),
    "other_sector_lead": (Role.UNIT_LEADER, "440000-education"),
    "city_inspector": (Role.INSPECTOR, "440100-commission"),
    "other_city_inspector": (Role.INSPECTOR, "440300-commission"),
    "commission_leader": (Role.COMMISSION_LEADER, "440000-commission"),
    "media": (Role.MEDIA, "440000-party-committee"),
}
POST_ONLY = {
    "accounts:end-sessions",
    "accounts:factor-remove",
    "accounts:factor-reset",
    "accounts:logout",
    "accounts:recovery-codes",
    "cases:accused-rows",
    "cases:bulk-prepare",
    "cases:bulk-units",
    "cases:case-accuse",
    "cases:case-classify",
    "cases:case-join",
    "cases:case-place",
    "cases:case-write",
    "cases:colleague-rows",
    "cases:template-archive",
    "cases:template-fill",
    "cases:unit-rows",
    "cases:case-original",
    "cases:saved-filter-change",
    "complaints:earlier-of-phone",
    "complaints:file-keep",
    "complaints:letter",
    "complaints:sector-suggest",
    "complaints:text-in",
    "complaints:unit-search",
    "complaints:write",
    "evaluations:calls",
    "evaluations:rate",
    "notices:dead-letters-close",
    "notices:dead-letters-retry",
    "notices:mark-read",
    "notices:text-receipts",
    "set_language",
}


@pytest.fixture(scope="module")
def house(lasting):
    """A case on its way, and one row of everything that a page can be asked for."""
    at = timezone.now() - timedelta(days=1)
    cast = {name: make_user(name, *duty) for name, duty in CAST.items() if duty}
    case = make_case(at=at, accused=[unit("440106-housing")])
    clerk, handler = cast["city_clerk"], cast["county_handler"]
    steps = [("assign", clerk), ("sign_for", handler), ("answer", handler)]
    case = walk(case, steps, at=at, unit=unit("440106-land"), co_handlers=[unit("440106-environment")])
    add_evidence(case_id=case.pk, files=[kept("photo.jpg")], actor=Party.CITIZEN, at=at)
    write_note(case_id=case.pk, text="内部", circle="unit", actor=handler, at=timezone.now())
    wording = {"reach": "unit", "purpose": "message", "title": "回复", "text": "您好。"}
    save_template(actor=handler, at=at, unit=unit("440106-land"), **wording)
    Rating.objects.create(answer=case.answer, grade="satisfied", rated_at=at)
    call = {"state": "waiting", "ticket": 0, "share": 100, "drawn_at": at, "due_at": at}
    CallBack.objects.create(case=case, answer=case.answer, **call)
    Tie.objects.create(user=clerk, unit=unit("440106-health"), relation="kin")
    record_handover(
        desk=unit("440100-commission"),
        receiver=unit("440000-commission"),
        channel="letter",
        reason="above_level",
        received_on=at.date(),
        actor=clerk,
        at=at,
    )
    AuthToken.objects.create(user=cast["municipal_system"])
    FactorReset.objects.create(user=handler, asked_by=clerk, reason="丢失", asked_at=at)
    DayDecision.objects.create(day=at, kept="worked", source="通知", entered_by=clerk, entered_at=at)
    notify_users(
        users=[handler],
        wording="clock_red",
        context={"number": "0", "date": ""},
        path="/",
        about="event:0",
        at=at,
        channels=["email"],
    )
    prepare_bulk(actor=clerk, move="assign", case_ids=[case.pk], at=timezone.now())
    save_filter(actor=clerk, name="red", query="tab=open&light=red", unit=None, at=at)
    wanted = {"asked": {}, "columns": (), "kind": "csv", "total": 1, "at": timezone.now()}
    ask_for_export(actor=clerk, tab="all", **wanted)
    write_next_export(now=timezone.now)
    note_reading(reader=handler, kind="case", case_id=case.pk)
    ask_for_verification(actor=None, at=at)
    step = {"wording": "case_assigned", "actor": cast["system_admin"], "at": at}
    write_template(language="en", channel="sms", text="", valid_from=at, **step)
    set_route(role=Role.HANDLER, channels=None, **step)
    make_order(cast["city_inspector"], at=at, case=case)
    place_hold(case_id=case.pk, reason="另案", actor=cast["city_inspector"], at=at)
    withdrawn("旧案")
    propose_batch(record_class="unanswered", reason="到期", actor=cast["city_inspector"], at=timezone.now())
    make_lead(unit("440106-housing"), at=at, commission=unit("440106-commission"))
    campaign = make_campaign(at=at)
    lead = cast["sector_lead"]
    plan = make_published(campaign, lead, cast["commission_leader"], at=at).plan
    begin_draft(plan_id=plan.pk, actor=lead, at=at)
    make_record("compensation", at=at, actor=handler, **LONG_PAID)
    ImportBatch.objects.create(register="compensation", file_name="a.csv", made_by=handler, made_at=at)
    list_windows()
    VisitBatch.objects.create(file_name="v.csv", made_by=lead, made_at=at)
    raise_alarm(kind="pressure", unit=unit("440100-land"), key="1", at=at)
    # A session of the city that asks the land bureau of Tianhe, off the air for a week.
    office = cast["city_inspector"]
    aired = make_on_air(office, at=at - timedelta(days=8), unit=unit("440106-land"))
    ask(aired, cast["city_clerk"], at=at - timedelta(days=8))
    move_session(session_id=aired.pk, move="end", actor=office, at=at - timedelta(days=8))
    draft_due_editions(at=at)
    write_guidance(title="热线工作意见", text="一、", actor=cast["commission_leader"], at=at)
    set_limits(
        detector="idle",
        values={"days": 30, "cases": 1},
        effective_on=timezone.localdate(),
        reason="试行",
        actor=cast["commission_leader"],
        at=timezone.now(),
    )
    make_public_round(cast["city_inspector"], campaign, at=at)
    tell_of_case(at)
    return {"cast": cast, "case": case}


def tell_of_case(at) -> None:
    """A bulletin of the city's commission: the circular is out at the bureaus of land, the exposure is a draft."""
    desk = make_desk()
    bulletin = make_bulletin(desk, settled_case(desk, at=at), at=at)
    release(bulletin, "internal", desk, at=at)
    pass_on(bulletin, "public", desk, at=at)
    make_bulletin(desk, settled_case(desk, at=at), at=at)


def example(model, house):
    """The row that a console page is asked for: one of the case's own where there is one."""
    case = house["case"]
    own = {
        "case": case,
        "user": house["cast"]["county_handler"],
        "duty": Duty.objects.get(user=house["cast"]["county_handler"]),
        "tie": Tie.objects.get(),
        "rating": Rating.objects.get(),
        "servicewindow": ServiceWindow.objects.get(unit=unit("440100-land")),
        "caseclock": CaseClock.objects.filter(case=case).first(),
        "notice": Notice.objects.first(),
        "authtoken": AuthToken.objects.get(),
        "unit": unit("440106-land"),
        "area": Area.objects.get(code="440106", valid_to=None),
        "sector": Sector.objects.first(),
        "person": Person.objects.first(),
        "post": Post.objects.first(),
        "tenure": Tenure.objects.first(),
    }
    return own.get(model._meta.model_name) or model._default_manager.first()


@pytest.fixture(scope="module")
def arguments(house) -> dict:
    """What stands in the addresses of the site, but for an item of a bulletin and its case."""
    return {
        "number": house["case"].number,
        "pk": house["case"].pk,
        "case": house["case"].pk,
        "account": 0,
        "move": "close",
        "file": house["case"].attachments.get().file_id,
        "handover": SealedHandover.objects.get().pk,
        "slug": "0" * 12,
        "note": CaseNote.objects.get().pk,
        "template": ReplyTemplate.objects.get().pk,
        "job": BulkJob.objects.get().pk,
        "export": ExportJob.objects.get().pk,
        "saved": SavedFilter.objects.get().pk,
        "lead": Lead.objects.get().pk,
        "key": "0" * 43,
        "order": Order.objects.get().pk,
        "step": "close",
        "reset": FactorReset.objects.get().pk,
        "hold": Hold.objects.get().pk,
        "batch": DisposalBatch.objects.get().pk,
        "record_class": "unanswered",
        "campaign": Campaign.objects.get().pk,
        "sector": "land_housing",
        "code": Campaign.objects.get().code,
        "version": PlanVersion.objects.get(number=2).pk,
        "item": PlanItem.objects.get(version__number=2).pk,
        "task": Task.objects.get().pk,
        "area": "440100",
        "bulletin": Bulletin.objects.first().pk,
        "edition": Edition.objects.filter(form="internal").order_by("pk").last().pk,
        "passage": Edition.objects.filter(form="internal").order_by("pk").last().passages.get().pk,
        "recipient": Recipient.objects.get(unit=unit("440106-land"), edition__stage="published").pk,
        "asked": ReplyRequest.objects.get().pk,
        "kind": "pdf",
        "register": "compensation",
        "record": Record.objects.get().pk,
        "upload": ImportBatch.objects.get().pk,
        "visits": VisitBatch.objects.get().pk,
        "alarm": VisitAlarm.objects.get().pk,
        "session": Session.objects.get().pk,
        "question": Question.objects.get().pk,
        "call_back": CallBack.objects.get().pk,
        "guidance": Guidance.objects.get().pk,
        "round": Round.objects.get().pk,
        "appraised": Appraised.objects.get().pk,
        "survey": Survey.objects.get().pk,
    }


def address_of(page, house, arguments) -> str:
    space, _, name = page.rpartition(":")
    if page == "admin:unit-page":
        return reverse(page, args=[unit("440106-land").pk])
    if space == "admin" and page not in CONSOLE_PAGES:
        app, model_name, action = name.split("_")
        if action in STEP_PAGES.values():
            return reverse(page, args=["idle" if app == "supervision" else "case_assigned"])
        model = next(
            m for m in admin.site._registry if (m._meta.app_label, m._meta.model_name) == (app, model_name)
        )
        return reverse(page, args=[] if action in ("changelist", "add") else [example(model, house).pk])
    if page in ("bulletins:item", "bulletins:item-add"):
        bulletin = Bulletin.objects.first()
        arguments = arguments | {"item": bulletin.items.get().pk, "case": bulletin.items.get().case_id}
    wanted = next(iter(arguments_of(page)))
    return reverse(page, kwargs={key: arguments[key] for key in wanted})


def answers(house, arguments, pages) -> list[list[str]]:
    """The rows of these pages as they are."""
    browsers = {name: browser_of(house["cast"].get(name)) for name in CAST}
    rows = []
    for page in pages:
        method = "post" if page in POST_ONLY else "get"
        address = address_of(page, house, arguments)
        row = [page, method]
        for name in CAST:
            # To draw a page takes longer than to decide who gets it: it is drawn for the first, in the drill for all.
            drawing = nullcontext() if IS_DRILL or "200" not in row else undrawn()
            with drawing:
                row.append(str(status(address, method, browsers[name])))
        rows.append(row)
    return rows


def undrawn():
    """All that leads to a page happens, but for its drawing."""
    return mock.patch("django.template.base.Template.render", return_value=SafeString(""))


def browser_of(user: User | None) -> Client:
    """Somebody's browser, signed in once for all pages."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def status(address: str, method: str, browser: Client) -> int:
    """What the page answers; whatever it changed is undone, in the database and in the browser."""
    cookies = {name: cookie.value for name, cookie in browser.cookies.items()}
    before = transaction.savepoint()
    try:
        return getattr(browser, method)(address).status_code
    finally:
        transaction.savepoint_rollback(before)
        browser.cookies = SimpleCookie(cookies)


def expected() -> dict[str, list[str]]:
    """The table by page; its first row names the cast."""
    with TABLE.open(encoding="utf-8") as file:
        return {row[0]: row for row in csv.reader(file)}


def keep_what_was_found(rows: list[list[str]], part: int) -> None:
    """Leaves the rows that differ in ``var/access-found-*.csv``, to be judged and taken over."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    found = settings.VAR_DIR / f"access-found-{part}.csv"
    found.parent.mkdir(exist_ok=True)
    found.write_text(text.getvalue(), encoding="utf-8")


def test_every_page_has_a_row_and_every_row_a_page():
    header, *pages = expected()
    assert expected()[header] == ["page", "method", *CAST]
    assert {*site_pages(), *console_pages()} == set(pages)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_answers_each_of_the_cast_as_the_table_says(house, arguments, part):
    wanted = expected()
    found = answers(house, arguments, [*site_pages(), *console_pages()][part::PARTS])
    wrong = [row for row in found if row != wanted.get(row[0])]
    keep_what_was_found(wrong, part)
    assert wrong == [], "found, and expected: " + repr([wanted.get(row[0]) for row in wrong])


def test_the_units_of_the_cast_exist(db):
    assert all(Unit.objects.filter(code=duty[1]).exists() for duty in CAST.values() if duty and duty[1])
