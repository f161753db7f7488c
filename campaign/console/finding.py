"""One search for everything: what fits, kind by kind, and where the reader may go with it."""

from collections.abc import Iterable

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.permissions import can_oversee, can_see_duties
from audit.choices import ReadKind
from audit.services import note_reading
from campaign.console.lines import Card, Line, shown
from cases.search import is_too_short
from dashboard.selectors.finding import LONGEST, SHOWN, Found, find


def find_anything(request: HttpRequest) -> HttpResponse:
    """The page; without words it only asks for some."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    user, oversees = request.user, can_oversee(request.user)
    found = find(user, words, with_cases=oversees, with_users=can_see_duties(user)) if words else Found()
    if found.cases or found.users:
        note_reading(reader=user, kind=ReadKind.CONSOLE_LIST, item="search")
    context = {
        "title": _("Search"),
        "words": words,
        "is_too_short": bool(words) and is_too_short(words),
        "cards": [
            card for card in (*_cards(found, words, oversees=oversees), _pages(request, words)) if card.lines
        ],
        "oversees": oversees,
    }
    return shown(request, "admin/console/find.html", context)


def _cards(found: Found, words: str, *, oversees: bool) -> Iterable[Card]:
    said = urlencode({"q": words})
    cases = f"{reverse('cases:case-list')}?tab=all&{said}"
    orders = f"{reverse('supervision:order-list')}?tab=all&{said}"
    yield Card(_("Cases"), [_case(row) for row in found.cases[:SHOWN]], more=_more(found.cases, cases))
    yield Card(
        _("Supervision orders"),
        [_order(row) for row in found.orders[:SHOWN]],
        more=_more(found.orders, orders),
    )
    leads = f"{reverse('supervision:lead-list')}?tab=all&{said}"
    yield Card(_("Leads"), [_lead(row) for row in found.leads[:SHOWN]], more=_more(found.leads, leads))
    files = f"{reverse('supervision:ledger')}?{said}"
    yield Card(
        _("Accountability ledger"),
        [_file(row) for row in found.files[:SHOWN]],
        more=_more(found.files, files),
    )
    units = f"{reverse('admin:organizations_unit_changelist')}?{said}"
    page = "admin:unit-page" if oversees else "admin:organizations_unit_change"
    yield Card(_("Units"), [_unit(row, page) for row in found.units[:SHOWN]], more=_more(found.units, units))
    persons = f"{reverse('admin:organizations_person_changelist')}?{said}"
    yield Card(
        _("Officials"), [_person(row) for row in found.persons[:SHOWN]], more=_more(found.persons, persons)
    )
    users = f"{reverse('admin:accounts_user_changelist')}?{said}"
    yield Card(_("Users"), [_user(row) for row in found.users[:SHOWN]], more=_more(found.users, users))


def _more(rows: list, address: str) -> str:
    return address if len(rows) > SHOWN else ""


def _case(case) -> Line:
    note = [case.number, case.get_stage_display(), str(case.area), str(case.responsible or "")]
    url = reverse("admin:cases_case_change", args=[case.pk])
    return Line(case.subject, url, note=" · ".join(filter(None, note)))


def _order(order) -> Line:
    url = reverse("admin:supervision_order_change", args=[order.pk])
    return Line(order.subject, url, note=f"{order.number} · {order.get_stage_display()} · {order.addressee}")


def _lead(lead) -> Line:
    url = reverse("supervision:lead-detail", args=[lead.pk])
    return Line(
        lead.get_detector_display(), url, note=f"{lead.number} · {lead.unit} · {lead.get_state_display()}"
    )


def _file(file) -> Line:
    url = reverse("supervision:ledger-file", args=[file.pk])
    return Line(file.name, url, note=f"{file.number} · {file.post_name} · {file.get_stage_display()}")


def _unit(unit, page: str) -> Line:
    return Line(unit.label, reverse(page, args=[unit.pk]), note=str(unit.area or ""))


def _person(person) -> Line:
    return Line(str(person), reverse("admin:organizations_person_change", args=[person.pk]))


def _user(user) -> Line:
    return Line(user.full_name, reverse("admin:accounts_user_change", args=[user.pk]), note=user.username)


def _pages(request: HttpRequest, words: str) -> Card:
    """The pages of the menu whose name holds the words."""
    wanted = words.casefold()
    lines = [
        Line(str(model["name"]), model["admin_url"], note=str(model["about"]))
        for group in admin.site.get_app_list(request)
        for model in group["models"]
        if wanted and wanted in str(model["name"]).casefold()
    ]
    return Card(_("Pages of the console"), lines)
