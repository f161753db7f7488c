"""Issuing an order and moving it: a form, every reason when it is refused, and nothing typed is lost."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import SupervisionGround
from cases.forms import picked_ids
from cases.models import Case
from cases.selectors.register import at_hand
from organizations.models import Unit
from organizations.selectors import search_units
from supervision.choices import OrderLevel, OrderRefusal
from supervision.forms import MOST_DEMANDS, ORDER_FORMS, OrderForm, OrderMoveForm
from supervision.lifecycle import ORDER_MOVE_BY_NAME, OrderMove
from supervision.models import Lead, Order
from supervision.permissions import available_order_moves, can_issue_orders, order_parties_of
from supervision.selectors.lead_outcomes import order_start
from supervision.selectors.leaders import issuing_commissions, stands_below, units_at
from supervision.selectors.leads import leads_for
from supervision.selectors.order_plan import plan_reply
from supervision.selectors.orders import order_demands
from supervision.services import LeadRefused, OrderRefused, issue_order, move_order
from supervision.views.orders import SupervisionPage

REFUSED = 409
QUERY_LENGTH = 60
FOUND_AT_MOST = 20


class OrderAdd(SupervisionPage):
    """A new order, about a case (``?case=``), from a lead (``?lead=``) or about a unit's own conduct: first the unit, then
    what it is ordered."""

    def check_access(self, user) -> None:
        """For commissions alone."""
        super().check_access(user)
        if not can_issue_orders(user):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """The units to choose from, or the form for the one that was chosen."""
        self.case, self.lead = self._find_case(), find_lead(request)
        unit = self._find_unit()
        if unit is None:
            return self._choose()
        return self._show(OrderForm(unit=unit, case=self.case, initial=self._initial()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """One more demand, a look at the whole, back to the form, or the order itself."""
        self.case, self.lead = self._find_case(), find_lead(request)
        unit = self._find_unit()
        if unit is None:
            raise Http404
        rows = _rows_of(request.POST)
        if "more" in request.POST:
            typed = {name: request.POST.get(name, "") for name in request.POST}
            form = OrderForm(unit=unit, case=self.case, rows=rows + 1, initial=typed)
            return self._show(form)
        form = OrderForm(request.POST, unit=unit, case=self.case, rows=rows)
        if not form.is_valid():
            return self._show(form)
        if "confirmed" not in request.POST:
            return self._show(form) if "change" in request.POST else self._confirm(form)
        return self._issue(form)

    def _issue(self, form: OrderForm) -> HttpResponse:
        issuer = self._issuer(form.unit)
        try:
            order = issue_order(
                draft=form.draft(),
                issuer=issuer,
                actor=self.request.user,
                at=self.now,
                lead_id=self.lead.pk if self.lead else None,
            )
        except (Case.DoesNotExist, Lead.DoesNotExist) as problem:
            raise Http404 from problem
        except (OrderRefused, LeadRefused) as refusal:
            form.add_refusal(refusal)
            return self._show(form, status=REFUSED)
        said = _("Order %(number)s is issued; the reply is due on %(date)s.")
        messages.success(self.request, said % {"number": order.number, "date": order.due_on})
        return redirect("supervision:order-detail", order=order.pk)

    def _find_case(self) -> Case | None:
        asked = picked_ids([self.request.GET.get("case", "")])
        if not asked:
            return None
        found = (
            Case.objects.visible_to(self.request.user).with_units().filter(pk__in=asked).order_by().first()
        )
        if found is None:
            raise Http404
        return at_hand(found)

    def _find_unit(self) -> Unit | None:
        asked = picked_ids([self.request.GET.get("unit", "")])
        if asked:
            return Unit.objects.select_related("area").filter(pk__in=asked, is_active=True).first()
        fitting = [row["unit"] for row in self._units_of_case() if row["url"]] if self.case else []
        return fitting[0] if len(fitting) == 1 else None

    def _issuer(self, unit: Unit) -> Unit:
        """The user's commission that may order the unit; of several the nearest."""
        own = issuing_commissions(self.request.user, on=timezone.localdate())
        fitting = [commission for commission in own if stands_below(unit, commission)]
        return max(fitting or own, key=lambda commission: len(commission.lineage))

    def _units_of_case(self) -> list[dict]:
        return [self._choice(unit) for unit in units_at(self.case)]

    def _choice(self, unit: Unit) -> dict:
        """A unit as a row: a link to its form, or why it can't be ordered."""
        own = issuing_commissions(self.request.user, on=timezone.localdate())
        is_fit = any(stands_below(unit, commission) for commission in own)
        case = f"&case={self.case.pk}" if self.case else ""
        url = f"{reverse('supervision:order-add')}?unit={unit.pk}{case}"
        return {
            "unit": unit,
            "url": url if is_fit else "",
            "why_not": "" if is_fit else OrderRefusal.NOT_BELOW.label,
        }

    def _choose(self) -> HttpResponse:
        query = self.request.GET.get("q", "")[:QUERY_LENGTH].replace("\0", "")
        found = [] if self.case or not query else search_units(query, limit=FOUND_AT_MOST)
        context = {
            "case": self.case,
            "query": query,
            "units": self._units_of_case() if self.case else [self._choice(unit) for unit in found],
            "crumbs": self.crumbs(title=_("New order")),
        }
        return render(self.request, "supervision/order_choose.html", context)

    def _initial(self) -> dict:
        """What the lead says, or a case's subject, is a start that the commission looks over."""
        if self.lead and (start := order_start(self.request.user, self.lead, on=timezone.localdate())):
            return start.initial
        return {"subject": self.case.subject} if self.case else {}

    def _show(self, form: OrderForm, status: int = 200) -> HttpResponse:
        return render(self.request, "supervision/order_add.html", self._context(form), status=status)

    def _confirm(self, form: OrderForm) -> HttpResponse:
        rule_set = self.case.rule_set if self.case else settings.CASE_RULE_SET
        sent = self.request.POST
        context = self._context(form) | {
            "draft": form.draft(),
            "trigger": SupervisionGround(form.cleaned_data["trigger"]),
            "level": OrderLevel(form.cleaned_data["level"]),
            "due_on": plan_reply(rule_set=rule_set, started_at=self.now).due_on,
            "typed": [(name, value) for name in form.fields for value in sent.getlist(name)],
        }
        return render(self.request, "supervision/order_confirm.html", context)

    def _context(self, form: OrderForm) -> dict:
        rows = len([name for name in form.fields if name.startswith("demand_")])
        return {
            "form": form,
            "unit": form.unit,
            "case": self.case,
            "lead": self.lead,
            "issuer": self._issuer(form.unit),
            "has_room": rows < MOST_DEMANDS,
            "crumbs": self.crumbs(title=_("New order")),
        }


class OrderMovePage(SupervisionPage):
    """One move of the lifecycle table on one order."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Know the row of the table and its form."""
        super().setup(request, *args, **kwargs)
        self.row: OrderMove | None = ORDER_MOVE_BY_NAME.get(kwargs["step"])
        self.form_class: type[OrderMoveForm] | None = ORDER_FORMS.get(kwargs["step"])

    def get(self, request: HttpRequest, order: int, step: str) -> HttpResponse:
        """The empty form, or back to the order when the move isn't possible any more."""
        found = self._find()
        if self.row not in available_order_moves(request.user, found):
            is_mine = not order_parties_of(request.user, found).isdisjoint(self.row.by)
            said = OrderRefusal.WRONG_STAGE if is_mine else OrderRefusal.NOT_YOUR_MOVE
            messages.error(request, said.label)
            return redirect("supervision:order-detail", order=found.pk)
        return self._show(found, self.form_class(order=found))

    def post(self, request: HttpRequest, order: int, step: str) -> HttpResponse:
        """Make the move; whatever is wrong is told above the form, and what was typed stays."""
        found = self._find()
        form = self.form_class(request.POST, order=found)
        if not form.is_valid():
            return self._show(found, form)
        try:
            moved = move_order(
                order_id=found.pk,
                move=step,
                actor=request.user,
                at=self.now,
                note=form.note,
                details=form.details,
            )
        except Order.DoesNotExist as problem:
            raise Http404 from problem
        except OrderRefused as refusal:
            form.add_refusal(refusal)
            return self._show(found, form, status=REFUSED)
        words = {"number": moved.number, "move": self.row.label, "stage": moved.get_stage_display()}
        messages.success(request, _("%(number)s: “%(move)s” is done. Stage: %(stage)s.") % words)
        later = Order.objects.visible_to(request.user).filter(renews=moved).first()
        return redirect("supervision:order-detail", order=(later or moved).pk)

    def _find(self) -> Order:
        if self.row is None or self.form_class is None:
            raise Http404
        return self.find_order()

    def _show(self, order: Order, form: OrderMoveForm, status: int = 200) -> HttpResponse:
        context = {
            "order": order,
            "form": form,
            "move": self.row,
            "demands": order_demands(order),
            "crumbs": self.crumbs(order, str(self.row.label)),
        }
        return render(self.request, "supervision/order_move.html", context, status=status)


def find_lead(request: HttpRequest) -> Lead | None:
    """The lead of ``?lead=`` from which something comes; 404 for whoever may not see it."""
    asked = picked_ids([request.GET.get("lead", "")])
    if not asked:
        return None
    found = leads_for(request.user).filter(pk__in=asked).first()
    if found is None:
        raise Http404
    return found


def _rows_of(data: QueryDict) -> int:
    """For how many demands there was room in what was sent."""
    return max((place for place in range(1, MOST_DEMANDS + 1) if f"demand_{place}" in data), default=1)
