"""The list of orders, one order on one page, and its file for spreadsheets."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.permissions import can_read_cases
from accounts.views import StaffPage
from cases.models import Case
from cases.selectors.lights import days_left, light_of
from common.paging import count_up_to, page_by_key, page_links
from common.spreadsheet import table_download
from supervision.forms import ORDER_FORMS, OrderFilterForm
from supervision.models import Order
from supervision.permissions import available_order_moves, can_issue_orders, can_see_leads
from supervision.querysets import OrderQuerySet
from supervision.selectors.lead_outcomes import leads_behind
from supervision.selectors.order_why import order_stories
from supervision.selectors.orders import (
    TRIGGER_BASES,
    order_demands,
    order_line,
    order_trail,
    waiting_for_orders,
)

PAGE_SIZE = 50
COUNTED_AT_MOST = 1000
MOST_ROWS = 100_000
NEWEST = ("-issued_at", "-id")
TABS = ("waiting", "open", "over", "all")
BUTTONS = {"danger": "btn-outline-danger"}


class SupervisionPage(StaffPage):
    """A page for those who may read cases; another's order doesn't exist for them."""

    def check_access(self, user) -> None:
        """A system administrator works here but reads no order."""
        super().check_access(user)
        if not can_read_cases(user):
            raise PermissionDenied

    def find_order(self) -> Order:
        """The order of this address, or 404 for whoever may not read it."""
        found = Order.objects.visible_to(self.request.user).with_parties()
        order = found.filter(pk=self.kwargs["order"]).order_by().first()
        if order is None:
            raise Http404
        return order

    def crumbs(self, order: Order | None = None, title: str = "") -> list[dict]:
        """The way to the list, to an order, or to a page below it."""
        way = [{"label": _("Supervision orders"), "url": reverse("supervision:order-list")}]
        if order is not None:
            url = reverse("supervision:order-detail", args=[order.pk]) if title else ""
            way.append({"label": order.number, "url": url})
        return [*way, {"label": title, "url": ""}] if title else way


class OrderList(SupervisionPage):
    """The orders that somebody may see, by what waits for him, and narrowed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of one queue."""
        form, tab, orders = self.asked_for()
        page = page_by_key(
            orders.with_parties(),
            order=NEWEST,
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "form": form,
            "tab": tab,
            "tabs": self._tabs(tab),
            "rows": [order_row(order, at=self.now) for order in page.rows],
            "total": _counted(orders),
            "is_filtered": form.is_narrowed,
            "reset_url": f"?tab={tab}",
            "question": _without_cursor(request.GET),
            "can_issue": can_issue_orders(request.user),
            **page_links(page, request.GET),
        }
        return render(request, "supervision/order_list.html", context)

    def asked_for(self) -> tuple[OrderFilterForm, str, OrderQuerySet]:
        """The filters, the queue and the orders of this address."""
        form = OrderFilterForm(self.request.GET, user=self.request.user)
        asked = self.request.GET.get("tab", "")
        narrowed = form.is_narrowed
        tab = asked if asked in TABS else ("all" if narrowed else "waiting")
        return form, tab, form.narrow(self._queue(tab), at=self.now)

    def _queue(self, tab: str) -> OrderQuerySet:
        user = self.request.user
        if tab == "waiting":
            return waiting_for_orders(user, at=self.now)
        seen = Order.objects.visible_to(user)
        return {"open": seen.open(), "over": seen.filter(over_at__isnull=False)}.get(tab, seen)

    def _tabs(self, current: str) -> list[dict]:
        labels = {
            "waiting": _("Waiting for me"),
            "open": pgettext("orders", "Open"),
            "over": pgettext("orders", "Over"),
            "all": _("All"),
        }
        return [
            {
                "label": labels[word],
                "url": f"?tab={word}",
                "active": word == current,
                "count": _counted(self._queue(word)) if word in ("waiting", "open") else "",
            }
            for word in TABS
        ]


class OrderExport(OrderList):
    """The same orders as the list shows, all pages of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A workbook, or CSV while it is read."""
        _form, _tab, orders = self.asked_for()
        lines = export_lines(orders.with_parties().order_by(*NEWEST)[:MOST_ROWS])
        return table_download(
            lines,
            name=f"orders-{timezone.localdate().isoformat()}",
            sheet=_("Supervision orders"),
            kind=request.GET.get("format", ""),
        )


class OrderDetail(SupervisionPage):
    """Everything that is known of an order, and the moves that this user may make."""

    def get(self, request: HttpRequest, order: int) -> HttpResponse:
        """The page of the order."""
        found = self.find_order()
        user = request.user
        moves = [move for move in available_order_moves(user, found) if move.name in ORDER_FORMS]
        context = {
            "order": found,
            "shows_case": found.case_id is not None
            and Case.objects.known_to(user).filter(pk=found.case_id).exists(),
            "basis": TRIGGER_BASES[found.trigger].label,
            "demands": order_demands(found),
            "leads": leads_behind(user, found) if can_see_leads(user) else [],
            "entries": order_trail(found),
            "clocks": order_stories(found, at=self.now),
            "line": order_line(found, user),
            "light": light_of(found, at=self.now),
            "days": days_left(found.due_on, at=self.now),
            "buttons": order_buttons(found, moves),
            "crumbs": self.crumbs(found),
        }
        return render(request, "supervision/order_detail.html", context)


def order_buttons(order: Order, moves) -> list[dict]:
    """The moves as buttons; the one that takes the order on its way stands out and comes first."""
    main = next((move for move in moves if move.tone in ("primary", "success")), None)
    return [
        {
            "label": move.label,
            "url": reverse("supervision:order-move", args=[order.pk, move.name]),
            "css": "btn-primary" if move is main else BUTTONS.get(move.tone, ""),
            "icon": move.icon,
        }
        for move in sorted(moves, key=lambda move: move is not main)
    ]


def order_row(order: Order, *, at) -> dict:
    """One line of the list."""
    return {
        "order": order,
        "light": light_of(order, at=at),
        "days": days_left(order.due_on, at=at),
        "is_red": order.red_at is not None and at >= order.red_at,
    }


def export_lines(orders) -> Iterator[list[str]]:
    """The head, then one line for each order; nothing of its case but the number."""
    yield [
        _("Number"),
        pgettext("order", "Level"),
        _("Stage"),
        pgettext("order", "Occasion"),
        _("Issuing commission"),
        _("Unit that is ordered"),
        _("Leader who answers for it"),
        pgettext("order", "Subject"),
        _("Case number"),
        _("Issued on"),
        _("Reply due on"),
        _("Replied on"),
        _("Over since"),
    ]
    for order in orders.iterator():
        yield [
            order.number,
            order.get_level_display(),
            order.get_stage_display(),
            order.get_trigger_display(),
            str(order.issuer),
            str(order.addressee),
            str(order.leader),
            order.subject,
            order.case.number if order.case else "",
            *(_day(moment) for moment in (order.issued_at,)),
            f"{order.due_on}" if order.due_on else "",
            *(_day(moment) for moment in (order.replied_at, order.over_at)),
        ]


def _day(moment) -> str:
    return f"{timezone.localdate(moment)}" if moment else ""


def _counted(orders: OrderQuerySet) -> str:
    count = count_up_to(orders, COUNTED_AT_MOST + 1)
    return _("%(count)d+") % {"count": COUNTED_AT_MOST} if count > COUNTED_AT_MOST else str(count)


def _without_cursor(query) -> str:
    kept = query.copy()
    for name in ("after", "before", "format"):
        kept.pop(name, None)
    return kept.urlencode()
