"""The plan of a sector: what it says, writing it, putting it forward, deciding on it, publishing it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views import tried
from organizations.models import Sector
from sectors import services
from sectors.choices import VersionState
from sectors.forms import AimForm, AskForm, DecideForm, ItemForm
from sectors.models import PlanApproval, PlanItem, PlanVersion, SectorPlan
from sectors.permissions import (
    can_answer_for_plan,
    can_decide_on_plan,
    can_see_plan,
    can_write_plan,
)
from sectors.selectors import (
    ITEMS_SHOWN,
    gaps_in,
    in_readers_script,
    item_rows,
    lead_units,
    narrowed_rows,
    public_version,
    working_version,
)
from sectors.views.common import CampaignStaffPage, plan_url


class PlanReading(CampaignStaffPage):
    """A page that shows the items of a version, or with ``show`` those behind a number."""

    def items(self, version: PlanVersion | None) -> dict:
        """The rows, and whether some are left out."""
        show = self.request.GET.get("show", "")
        rows = item_rows(version, today=self.today) if version else []
        return {
            "rows": narrowed_rows(rows, show),
            "show": show if show in ITEMS_SHOWN else "",
            "aim": in_readers_script(version.aim) if version else "",
        }


class PlanPage(PlanReading):
    """The plan as this user may read it: the newest version for whoever leads or supervises, else the published one."""

    def get(self, request: HttpRequest, campaign: int, sector: str) -> HttpResponse:
        """How it stands, with what may be done next."""
        self.find(campaign, sector)
        return self.show(self.forms())

    def post(self, request: HttpRequest, campaign: int, sector: str) -> HttpResponse:
        """One step; every refusal is told in words and nothing typed is lost."""
        self.find(campaign, sector)
        name = request.POST.get("step", "")
        forms = self.forms(request.POST)
        form = forms.get(name)
        if form is None:
            messages.error(request, _("The plan has moved on: this is no longer possible."))
            return redirect(plan_url(self.campaign, self.sector))
        if not form.is_valid() or not tried(form, lambda: self.make(name, form.cleaned_data)):
            return self.show(forms)
        messages.success(request, _("It is recorded."))
        return redirect(plan_url(self.campaign, self.sector))

    def find(self, campaign: int, sector: str) -> None:
        """The plan, its version for this user, and what waits; 404 for a plan of others that isn't published."""
        self.campaign = self.campaign_or_404(campaign)
        self.sector: Sector | None = Sector.objects.filter(code=sector).first()
        if self.sector is None:
            raise Http404
        user = self.request.user
        plans = SectorPlan.objects.select_related("campaign", "sector")
        self.plan = plans.filter(campaign=self.campaign, sector=self.sector).first()
        self.writes = can_write_plan(user, self.sector)
        self.is_inside = self.plan is not None and can_see_plan(user, self.plan)
        self.version = (working_version if self.is_inside else public_version)(self.plan)
        if self.version is None and not self.writes:
            raise Http404
        self.waiting: PlanApproval | None = None
        if self.version is not None and self.is_inside:
            waiting = self.version.approvals.filter(decision="").select_related("asked_by")
            self.waiting = waiting.first()

    def forms(self, data=None) -> dict:
        """What this user may do next; only the one that was sent is filled in."""
        sent = data.get("step") if data else None
        return {
            name: form(data if name == sent else None, **more) for name, (form, more) in self.steps().items()
        }

    def steps(self) -> dict:
        """The steps that are open, each with its form and what that begins with."""
        if self.version is None:
            return {"begin": (AskForm, {})} if self.writes else {}
        if not self.is_inside:
            return {}
        user, version = self.request.user, self.version
        answers = can_answer_for_plan(user, self.sector)
        found = {}
        if version.state == VersionState.DRAFT and self.writes:
            found["aim"] = (AimForm, {"initial": {"aim": version.aim}})
            found |= {"ask": (AskForm, {})} if answers else {}
        if version.state == VersionState.APPROVED:
            found |= {"draft": (AskForm, {})} if self.writes else {}
            found |= {"publish": (AskForm, {})} if answers and not version.published_at else {}
        if self.waiting is not None and can_decide_on_plan(user, self.waiting):
            found["decide"] = (DecideForm, {})
        return found

    def make(self, name: str, given: dict) -> None:
        """The one step that was asked for."""
        by = {"actor": self.request.user, "at": self.now}
        if name == "begin":
            services.begin_plan(campaign=self.campaign, sector=self.sector, **by)
        elif name == "aim":
            services.set_aim(version_id=self.version.pk, aim=given["aim"], actor=self.request.user)
        elif name == "ask":
            services.ask_for_approval(version_id=self.version.pk, reason=given["reason"], **by)
        elif name == "decide":
            services.decide_on_plan(approval_id=self.waiting.pk, **given, **by)
        elif name == "draft":
            services.begin_draft(plan_id=self.plan.pk, **by)
        else:
            services.publish_plan(version_id=self.version.pk, **by)

    def show(self, forms: dict) -> HttpResponse:
        """The page with these forms."""
        version, inside = self.version, self.is_inside
        versions = self.plan.versions.select_related("plan__campaign", "plan__sector") if inside else ()
        context = {
            "campaign": self.campaign,
            "sector": self.sector,
            "leads": lead_units([self.sector])[self.sector.pk],
            "version": version,
            **self.items(version),
            "gaps": gaps_in(version) if version and version.state == VersionState.DRAFT and inside else (),
            "versions": versions,
            "decided": self._decided(),
            "waiting": self.waiting,
            "forms": forms,
            "is_inside": inside,
            "writes": inside and self.writes and version.state == VersionState.DRAFT if version else False,
            "crumbs": self.crumbs(self.campaign, (str(self.sector), "")),
        }
        return render(self.request, "sectors/plan.html", context)

    def _decided(self) -> PlanApproval | None:
        """What was last decided on this version, for those inside."""
        if self.version is None or not self.is_inside:
            return None
        return self.version.approvals.exclude(decision="").select_related("decided_by").last()


class VersionPage(PlanReading):
    """An earlier version as it was, for those who see the plan."""

    def get(self, request: HttpRequest, version: int) -> HttpResponse:
        """Its items, without anything to do."""
        found = self.version_or_404(version)
        if not can_see_plan(request.user, found.plan):
            raise Http404
        plan = found.plan
        context = {
            "campaign": plan.campaign,
            "sector": plan.sector,
            "leads": lead_units([plan.sector])[plan.sector_id],
            "version": found,
            **self.items(found),
            "versions": plan.versions.select_related("plan__campaign", "plan__sector"),
            "forms": {},
            "is_inside": True,
            "crumbs": self.crumbs(
                plan.campaign, (str(plan.sector), plan_url(plan.campaign, plan.sector)), (found.label, "")
            ),
        }
        return render(request, "sectors/plan.html", context)


class ItemAdd(CampaignStaffPage):
    """A new item of a draft."""

    def get(self, request: HttpRequest, version: int) -> HttpResponse:
        """The empty form."""
        return self.show(self.draft_or_404(version), ItemForm(initial={"kind": "measure"}))

    def post(self, request: HttpRequest, version: int) -> HttpResponse:
        """Add it."""
        found = self.draft_or_404(version)
        form = ItemForm(request.POST)

        def act():
            services.add_item(version_id=found.pk, draft=form.draft, actor=request.user)

        if not form.is_valid() or not tried(form, act):
            return self.show(found, form)
        messages.success(request, _("It is recorded."))
        return redirect(plan_url(found.plan.campaign, found.plan.sector))

    def draft_or_404(self, pk: int) -> PlanVersion:
        """A draft that this user writes."""
        version = self.version_or_404(pk)
        if version.state != VersionState.DRAFT or not can_write_plan(self.request.user, version.plan.sector):
            raise Http404
        return version

    def show(self, version: PlanVersion, form: ItemForm, item: PlanItem | None = None) -> HttpResponse:
        """The form."""
        campaign, sector = version.plan.campaign, version.plan.sector
        here = item.title if item else _("New item")
        context = {
            "form": form,
            "item": item,
            "version": version,
            "plan_url": plan_url(campaign, sector),
            "crumbs": self.crumbs(campaign, (str(sector), plan_url(campaign, sector)), (here, "")),
        }
        return render(self.request, "sectors/item.html", context)


class ItemEdit(ItemAdd):
    """An item of a draft: changed, or dropped."""

    def get(self, request: HttpRequest, item: int) -> HttpResponse:
        """The form as it is."""
        found = self.item_or_404(item)
        return self.show(self.draft_or_404(found.version_id), ItemForm(item=found), found)

    def post(self, request: HttpRequest, item: int) -> HttpResponse:
        """Change or drop it."""
        found = self.item_or_404(item)
        version = self.draft_or_404(found.version_id)
        form = ItemForm(request.POST, item=found)
        drops = request.POST.get("step") == "drop"

        def act():
            if drops:
                services.drop_item(item_id=found.pk, actor=request.user)
            else:
                services.change_item(item_id=found.pk, draft=form.draft, actor=request.user)

        if not (drops or form.is_valid()) or not tried(form, act):
            return self.show(version, form, found)
        messages.success(request, _("It is recorded."))
        return redirect(plan_url(version.plan.campaign, version.plan.sector))

    def item_or_404(self, pk: int) -> PlanItem:
        """The item of that key."""
        item = PlanItem.objects.select_related("task").filter(pk=pk).first()
        if item is None:
            raise Http404
        return item
