"""The first page of the console for inspectors: their area today, each number a way to the list that it counts."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.selectors import WaitingAct, waiting_acts
from campaign.console.lines import Card, Line
from campaign.console.rows import unit_rows
from cases.selectors.lights import THIS_WEEK
from dashboard.selectors import Overview, days_until, news_of, overview_for, waits_of
from dashboard.selectors.area_today import AreaToday, area_today
from dashboard.selectors.late_units import latest, units_for
from dashboard.views.home import burning, figures, task_line, to_list
from supervision.choices import AccountStage
from supervision.selectors.orders import OrderTask, order_tasks

LATE_SHOWN, ACTS_SHOWN = 6, 6


def my_area(user, *, at: datetime) -> dict:
    """What burns, what waits for him, what is new, what his orders and the ledger need, and who is late."""
    overview = overview_for(user, at=at)
    waits = waits_of(user, counted=overview.waiting, at=at)
    today = area_today(user, at=at)
    decisions = _decisions(waiting_acts(user))
    orders = _own_orders(order_tasks(user, at=at))
    steps = [_step(task_line(line, at=at)) for line in waits.lines]
    return {
        "at": at,
        "counted_at": overview.counted_at,
        "burning": [*burning(overview, waits, news_of(user)), *_orders_that_burn(today)],
        "cards": [
            Card(_("Waits for me"), [*decisions, *orders, *steps], _("Nothing waits for you.")),
            Card(_("New"), _new(today)),
            Card(_("Supervision orders"), _orders(today), more=reverse("supervision:order-list")),
            Card(
                _("Accountability ledger"),
                _ledger(today),
                _("No step is due."),
                reverse("supervision:ledger"),
            ),
        ],
        "late": unit_rows(latest(units_for(user, at=at).lines, LATE_SHOWN)),
        "figures": _figures(overview),
    }


def _orders_that_burn(today: AreaToday) -> list[dict]:
    if not today.orders_late:
        return []
    late = _late_orders(today)
    return [{"kind": "red", "count": late.shown, "text": late.label, "url": late.url}]


def _late_orders(today: AreaToday) -> Line:
    late = today.orders_late
    label = ngettext("order whose reply is overdue", "orders whose reply is overdue", late)
    return Line(label, _to_orders(late="yes"), late, "red" if late else "")


def _decisions(acts: list[WaitingAct]) -> list[Line]:
    """What he decides on as the second person: how much, then what lapses first."""
    if not acts:
        return []
    every = Line(_("to decide as the second person"), reverse("accounts:waiting-acts"), len(acts))
    return [every, *(_act(one) for one in acts[:ACTS_SHOWN])]


def _act(one: WaitingAct) -> Line:
    last = _("until %(day)s") % {"day": one.last_day} if one.last_day else ""
    return Line(str(one.kind.label), one.url, note=" · ".join(part for part in (one.about, last) if part))


def _own_orders(tasks: list[OrderTask]) -> list[Line]:
    """The orders with his next step, what is due first; beyond a few the way to all of them."""
    more = Line(_("more supervision orders"), f"{reverse('supervision:order-list')}?tab=waiting")
    return [*map(_order, tasks[:ACTS_SHOWN]), *([more] if len(tasks) > ACTS_SHOWN else [])]


def _order(task: OrderTask) -> Line:
    url = reverse("supervision:order-detail", args=[task.order.pk])
    note = " · ".join(part for part in (task.order.number, task.days) if part)
    return Line(task.label, url, tone=task.light if task.light in ("red", "yellow") else "", note=note)


def _step(line: dict) -> Line:
    return Line(str(line["label"]), line["url"], line["count"], tone=line["light"], note=line["days"])


def _new(today: AreaToday) -> list[Line]:
    leads = reverse("supervision:lead-list")
    bad = reverse("admin:evaluations_rating_changelist")
    since = date_format(today.urgent_since, "Y-m-d")
    return [
        Line(
            _("urgent cases by the red route since yesterday"),
            to_list(tab="all", danger="yes", received_from=since),
            today.urgent,
            "red" if today.urgent else "",
        ),
        Line(_("new leads, 7 days"), f"{leads}?found_from={today.leads_since}", today.leads_new),
        Line(_("open leads"), leads, today.leads_open),
        Line(_("leads taken up"), f"{leads}?tab=taken_up", today.leads_taken_up),
        Line(
            _("dissatisfied ratings, 7 days"),
            f"{bad}?{urlencode({'grade': 'dissatisfied', 'rated': 'week'})}",
            today.dissatisfied,
        ),
    ]


def _orders(today: AreaToday) -> list[Line]:
    return [
        Line(_("replies that have arrived"), _to_orders(stage="replied"), today.orders_replied),
        _late_orders(today),
        Line(_("open orders"), _to_orders(), today.orders_open),
    ]


def _to_orders(**asked: str) -> str:
    return f"{reverse('supervision:order-list')}?{urlencode({'tab': 'open'} | asked)}"


def _ledger(today: AreaToday) -> list[Line]:
    """The steps that are due; a stage without files isn't one."""
    words = {
        AccountStage.OPEN: _("measures to propose"),
        AccountStage.DECIDED: _("decisions to serve"),
        AccountStage.APPEALED: _("appeals to answer"),
        AccountStage.LIFTED: _("names to clear after a lifted measure"),
    }
    ledger = reverse("supervision:ledger")
    return [
        Line(words[stage], f"{ledger}?stage={stage}", count) for stage, count in today.ledger.items() if count
    ]


def _figures(overview: Overview) -> list[dict]:
    week = {
        "label": _("Due this week"),
        "value": overview.total.week,
        "url": to_list(tab="open", light=THIS_WEEK),
    }
    return [*figures(overview, days_until(overview.counted_at)), week]
