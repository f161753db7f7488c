"""The leads of an inspector: the list, and the page of one with its evidence and what he can do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.selectors import standing_of
from accounts.views import StaffPage
from common.paging import page_by_key, page_links
from supervision.choices import Basis, LeadEventName, LeadState, Outcome
from supervision.forms import DismissForm, LeadFilterForm, SettleForm
from supervision.models import Accountability, Lead, LeadEvent, Order
from supervision.permissions import can_see_leads
from supervision.rules import row_of
from supervision.selectors.lead_outcomes import files_about, order_start, orders_about, proved_cases
from supervision.selectors.leads import (
    COUNTED_AT_MOST,
    LIVING,
    counts_by_state,
    evidence_for,
    leads_for,
    narrowed,
    row_for,
)
from supervision.selectors.words import limit_words, says
from supervision.services import LeadRefused, dismiss_lead, settle_lead, take_up_lead

PAGE_SIZE, EVIDENCE_SIZE, MOST_PROVED = 30, 50, 20
ALL = "all"
ICONS = {
    LeadEventName.FOUND: "search",
    LeadEventName.RENEWED: "refresh",
    LeadEventName.MOVED: "arrow-right",
    LeadEventName.CAME_BACK: "arrow-back-up",
    LeadEventName.TAKEN_UP: "check",
    LeadEventName.LEFT: "arrow-back-up",
    LeadEventName.DISMISSED: "circle-x",
    LeadEventName.SETTLED: "gavel",
}


class LeadPage(StaffPage):
    """A page for inspectors and leaders of a commission; a lead that isn't theirs doesn't exist for them."""

    def check_access(self, user) -> None:
        """Nobody else has anything to look for here."""
        super().check_access(user)
        if not can_see_leads(user):
            raise PermissionDenied

    def crumbs(self, title: str = "") -> list[dict]:
        """The way to the list, or to the page of a lead."""
        way = [{"label": _("Leads"), "url": reverse("supervision:lead-list") if title else ""}]
        return [*way, {"label": title, "url": ""}] if title else way


class LeadList(LeadPage):
    """The leads by their state, narrowed by ground, kind, area and unit."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page."""
        asked = request.GET.get("tab", "")
        tab = asked if asked in (*LeadState, ALL) else LeadState.OPEN
        standing = standing_of(request.user, on=timezone.localdate())
        form = LeadFilterForm({**request.GET.dict(), "tab": tab}, standing=standing)
        leads = narrowed(leads_for(request.user), **form.asked)
        shown = leads if tab == ALL else leads.filter(state=tab)
        page = page_by_key(
            shown,
            order=("-last_found_at", "-id"),
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "rows": [row_for(lead) for lead in page.rows],
            "form": form,
            "is_filtered": bool(form.asked),
            "reset_url": f"?tab={tab}",
            "tabs": self._tabs(tab, counts_by_state(leads), form.asked),
            "crumbs": self.crumbs(),
            **page_links(page, request.GET),
        }
        return render(request, "supervision/lead_list.html", context)

    def _tabs(self, current: str, counts: dict[str, int], asked: dict[str, str]) -> list[dict]:
        labels = [*((state, state.label) for state in LeadState), (ALL, _("All"))]
        return [
            {
                "label": label,
                "url": f"?{urlencode({'tab': str(state), **asked})}",
                "active": state == current,
                "count": _shown(counts.get(state, 0)),
            }
            for state, label in labels
        ]


class LeadDetail(LeadPage):
    """One lead: why it is one, the cases behind it, the limits, what happened to it, and what can be done."""

    def get(self, request: HttpRequest, lead: int) -> HttpResponse:
        """The page."""
        return self.show(DismissForm(), self.settle_form())

    def post(self, request: HttpRequest, lead: int) -> HttpResponse:
        """Take it up, dismiss it, or link it to what it was turned into."""
        dismiss, settle = DismissForm(), self.settle_form()
        try:
            match request.POST.get("do"):
                case "take_up":
                    take_up_lead(lead_id=self.lead.pk, actor=request.user, at=timezone.now())
                    return self._done(_("The lead is taken up."))
                case "dismiss":
                    dismiss = DismissForm(request.POST)
                    if dismiss.is_valid():
                        return self._dismiss(dismiss.cleaned_data["note"])
                case "settle":
                    settle = self.settle_form(request.POST)
                    if settle.is_valid():
                        return self._settle(settle.cleaned_data["into"])
        except LeadRefused as refused:
            for sentence in refused.sentences:
                messages.error(request, sentence)
            return redirect("supervision:lead-detail", self.lead.pk)
        return self.show(dismiss, settle)

    @cached_property
    def lead(self) -> Lead:
        """The lead of this address, or 404 for whoever may not see it."""
        found = leads_for(self.request.user).filter(pk=self.kwargs["lead"]).first()
        if found is None:
            raise Http404
        return found

    def settle_form(self, data=None) -> SettleForm:
        """The orders and files that it may have been turned into."""
        user, lead = self.request.user, self.lead
        return SettleForm(data, orders=orders_about(user, lead), files=files_about(user, lead))

    def show(self, dismiss: DismissForm, settle: SettleForm) -> HttpResponse:
        """The page with its forms."""
        lead, request = self.lead, self.request
        page = page_by_key(
            evidence_for(request.user, lead),
            order=("-at", "-id"),
            size=EVIDENCE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "lead": lead,
            "row": row_for(lead),
            "evidence": [(piece, says(lead.detector, piece.figures)) for piece in page.rows],
            "facts": _facts(lead),
            "became": became_of(request.user, lead),
            "limits": limit_words(lead.limits),
            "basis": [Basis(word).label for word in row_of(lead.detector).basis],
            "entries": [self._entry(event) for event in self._trail()],
            "may_decide": lead.state in LIVING,
            "may_take_up": lead.state in (LeadState.OPEN, LeadState.DISMISSED),
            "dismiss_form": dismiss,
            "settle_form": settle,
            "order_url": self._order_url() if lead.state in LIVING else "",
            "proved": proved_cases(request.user, lead)[:MOST_PROVED] if lead.state in LIVING else [],
            "crumbs": self.crumbs(lead.number),
            **page_links(page, request.GET),
        }
        return render(request, "supervision/lead_detail.html", context)

    def _trail(self) -> list[LeadEvent]:
        return list(self.lead.events.select_related("actor").order_by("-id"))

    def _entry(self, event: LeadEvent) -> dict:
        return {
            "at": event.at,
            "title": event.get_name_display(),
            "icon": ICONS[event.name],
            "actor": str(event.actor or ""),
            "text": event.note or _of_settling(event),
        }

    def _order_url(self) -> str:
        start = order_start(self.request.user, self.lead, on=timezone.localdate())
        if start is None:
            return ""
        case = {"case": start.case.pk} if start.case else {}
        asked = {"unit": start.unit.pk, **case, "lead": self.lead.pk}
        return f"{reverse('supervision:order-add')}?{urlencode(asked)}"

    def _dismiss(self, reason: str) -> HttpResponse:
        dismiss_lead(lead_id=self.lead.pk, reason=reason, actor=self.request.user, at=timezone.now())
        return self._done(_("The lead is dismissed."))

    def _settle(self, into: Order | Accountability) -> HttpResponse:
        settle_lead(lead_id=self.lead.pk, into=into, actor=self.request.user, at=timezone.now())
        return self._done(_("It is noted what the lead was turned into."))

    def _done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect("supervision:lead-detail", self.lead.pk)


def _of_settling(event: LeadEvent) -> str:
    if event.name != LeadEventName.SETTLED:
        return ""
    return f"{Outcome(event.details['outcome']).label} {event.details.get('reference', '')}".strip()


def became_of(user, lead: Lead) -> dict | None:
    """What a lead was turned into, with its page for whoever may see that."""
    if not lead.outcome:
        return None
    shown = {"label": lead.get_outcome_display(), "number": lead.reference, "url": ""}
    if lead.order_id and (order := Order.objects.visible_to(user).filter(pk=lead.order_id).first()):
        return shown | {"number": order.number, "url": reverse("supervision:order-detail", args=[order.pk])}
    if lead.file_id and (file := Accountability.objects.visible_to(user).filter(pk=lead.file_id).first()):
        return shown | {"number": file.number, "url": reverse("supervision:ledger-file", args=[file.pk])}
    return shown


def _facts(lead: Lead) -> list[dict]:
    """Whom it is about, who has it, and since when."""
    leader = f"{lead.leader} · {lead.post}" if lead.leader else ""
    pairs = [
        (_("Unit"), lead.unit),
        (_("Responsible leader"), leader),
        (_("Sector"), lead.sector),
        (_("Area"), lead.area),
        (_("Discipline commission"), lead.commission),
        (_("First found"), timezone.localtime(lead.first_found_at).strftime("%Y-%m-%d")),
        (_("Last found"), timezone.localtime(lead.last_found_at).strftime("%Y-%m-%d")),
        (_("Taken up by"), lead.taken_up_by),
    ]
    return [{"label": label, "value": value} for label, value in pairs if value]


def _shown(count: int) -> str:
    return f"{COUNTED_AT_MOST}+" if count > COUNTED_AT_MOST else str(count or "")
