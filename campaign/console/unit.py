"""One unit with its history on one page, for whoever watches over units; each part as far as he may see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from audit.choices import ReadKind
from audit.services import note_reading
from campaign.console.lines import shown
from campaign.console.rows import closed_links, links_of
from cases.selectors.lights import days_left, light_of
from dashboard.selectors import days_until
from dashboard.selectors import unit_page as of_unit
from dashboard.selectors.late_units import line_of_unit
from dashboard.views.home import to_list
from organizations.models import Unit
from supervision.models import Order
from supervision.selectors.leads import row_for


def unit_page(request: HttpRequest, unit: int) -> HttpResponse:
    """Who it is, who leads it, its cases and months, what citizens say, orders, leads, ledger, and its latest acts."""
    found = get_object_or_404(Unit.objects.select_related("area"), pk=unit)
    user, at = request.user, timezone.now()
    note_reading(reader=user, kind=ReadKind.CONSOLE, item=f"organizations.unit:{found.pk}")
    context = {
        "title": found.label,
        "unit": found,
        "path": of_unit.path_of(found),
        "posts": of_unit.posts_of(found),
        "line": line_of_unit(user, found, at=at),
        "links": links_of(found) | closed_links(found, days_until(at)) | {"all_url": _all(found)},
        "months": _months(user, found, at=at),
        "voices": of_unit.voices_of(user, found),
        "calls": of_unit.calls_of(user, found),
        "appraised": of_unit.appraised(found),
        "accusing": of_unit.accusing(user, found),
        "accusing_url": to_list(tab="all", accused=found.code),
        "acts": of_unit.acts_of(user, found),
        "register_url": reverse("admin:organizations_unit_change", args=[found.pk]),
        **_supervision(user, found, at=at),
    }
    return shown(request, "admin/console/unit.html", context)


def _all(unit: Unit) -> str:
    return to_list(tab="all", unit_code=unit.code)


def _months(user, unit: Unit, *, at) -> list[dict]:
    of = {"unit_code": unit.code}
    return [
        {
            "month": month,
            "received_url": to_list(tab="all", received_from=month.first, received_to=month.last, **of),
            "closed_url": to_list(
                tab="closed", stage="closed", closed_from=month.first, closed_to=month.last, **of
            ),
        }
        for month in of_unit.months_of(user, unit, at=at)
    ]


def _supervision(user, unit: Unit, *, at) -> dict:
    """Orders, leads and files, the newest of each; one more than is shown says that there are others."""
    few = of_unit.SHOWN
    orders = list(of_unit.orders_to(user, unit)[: few + 1])
    leads = list(of_unit.leads_about(user, unit)[: few + 1])
    files = list(of_unit.files_on(user, unit)[: few + 1])
    return {
        "orders": [_order(order, at=at) for order in orders[:few]],
        "orders_url": _listed("order-list", unit=unit.code) if len(orders) > few else "",
        "leads": [row_for(lead) for lead in leads[:few]],
        "leads_url": _listed("lead-list", q=unit.name) if len(leads) > few else "",
        "files": files[:few],
        "files_url": reverse("supervision:ledger") if len(files) > few else "",
    }


def _listed(page: str, **asked: str) -> str:
    return f"{reverse(f'supervision:{page}')}?{urlencode({'tab': 'all'} | asked)}"


def _order(order: Order, *, at) -> dict:
    return {"order": order, "light": light_of(order, at=at), "days": days_left(order.due_on, at=at)}
