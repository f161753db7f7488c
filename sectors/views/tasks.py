"""One item of the plan in force: how it stands, writing down what became of it, and the files that bear it out."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views import tried
from cases.views.evidence import download
from files.services import open_shown
from sectors import services
from sectors.choices import OWNER_READS, EntryKind
from sectors.forms import ENTRY_FORMS
from sectors.models import Task, TaskFile
from sectors.permissions import (
    can_inspect_plans,
    can_report_on_item,
    can_see_plan,
    can_write_plan,
    owning_units,
)
from sectors.selectors import approved_version, current_campaign, item_rows, owned_rows, trail_of_task
from sectors.views.common import CampaignStaffPage, plan_url


class ItemPage(CampaignStaffPage):
    """A page of one item: for those who see the plan, and for the unit that owns this item, which sees no other (M04)."""

    def task_or_404(self, pk: int) -> Task:
        """An item in the version in force, and what of it this user reads."""
        task = Task.objects.select_related("plan__campaign", "plan__sector").filter(pk=pk).first()
        if task is None:
            raise Http404
        version = approved_version(task.plan)
        rows = item_rows(version, today=self.today) if version else ()
        self.row = next((row for row in rows if row.item.task_id == task.pk), None)
        if self.row is None:
            raise Http404
        self.is_inside = can_see_plan(self.request.user, task.plan)
        self.owns = can_report_on_item(self.request.user, self.row.item)
        if not (self.is_inside or self.owns):
            raise Http404
        return task

    @property
    def kinds(self) -> Iterable[str]:
        """The kinds of lines that this user reads: scores are for those who see the plan."""
        return EntryKind.values if self.is_inside else OWNER_READS


class TaskPage(ItemPage):
    """Progress, the four together and the scores of an item, with all evidence."""

    def get(self, request: HttpRequest, task: int) -> HttpResponse:
        """How it stands."""
        found = self.task_or_404(task)
        return self.show(found, self.forms(found))

    def post(self, request: HttpRequest, task: int) -> HttpResponse:
        """One line; a refusal is told in words and nothing typed or sent is lost."""
        found = self.task_or_404(task)
        forms = self.forms(found, request.POST)
        form = forms.get(request.POST.get("step", ""))
        if form is None:
            raise Http404

        def act():
            services.record_entry(task_id=found.pk, draft=form.draft, actor=request.user, at=self.now)

        if not form.keep_files() or not tried(form, act):
            return self.show(found, forms)
        messages.success(request, _("It is recorded."))
        return redirect("sectors:task", task=found.pk)

    def forms(self, task: Task, data=None) -> dict:
        """What this user may write; only the one that was sent is filled in."""
        user = self.request.user
        names = ["progress"] if self.owns else []
        names = ["progress", "tick", "self"] if can_write_plan(user, task.plan.sector) else names
        names += ["inspection"] if can_inspect_plans(user) else []
        sent = data.get("step") if data else None
        return {name: self.form(name, data if name == sent else None) for name in names}

    def form(self, name: str, data):
        """One of them, with the files that came with it."""
        files = self.request.FILES if data is not None else None
        return ENTRY_FORMS[name](data, files, auto_id=f"id_{name}_%s")

    def show(self, task: Task, forms: dict) -> HttpResponse:
        """The page with these forms."""
        campaign, sector = task.plan.campaign, task.plan.sector
        way = [(str(sector), plan_url(campaign, sector))] if self.is_inside else own_crumb()
        context = {
            "task": task,
            "row": self.row,
            "forms": forms,
            "is_inside": self.is_inside,
            "entries": [self.with_files(task, line) for line in trail_of_task(task.pk, campaign, self.kinds)],
            "crumbs": self.crumbs(campaign, *way, (self.row.title, "")),
        }
        return render(self.request, "sectors/task.html", context)

    def with_files(self, task: Task, line: dict) -> dict:
        """A line with the ways to its files; of those that wait or were refused not even the name."""
        shown = [row.file for row in line["kept"] if row.file.is_clean]
        return line | {
            "files": [
                {"name": file.shown_name, "url": reverse("sectors:task-file", args=[task.pk, file.pk])}
                for file in shown
            ],
            "hidden_files": len(line["kept"]) - len(shown),
        }


class TaskFileDownload(ItemPage):
    """One file of the evidence: always as a download, of a picture the copy without its remarks."""

    def get(self, request: HttpRequest, task: int, file: UUID) -> HttpResponse:
        """The file, or 404 for whoever doesn't read its line, and as long as it isn't checked."""
        found = self.task_or_404(task)
        rows = TaskFile.objects.filter(entry__task=found, entry__kind__in=self.kinds, file=file)
        row = rows.select_related("file").first()
        if row is None or not row.file.is_clean:
            raise Http404
        return download(open_shown(row.file), row.file.shown_name)


class OwnItems(CampaignStaffPage):
    """The items of all plans in force that the user's units own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; those that are late first."""
        campaign = current_campaign(on=self.today)
        units = owning_units(request.user)
        rows = owned_rows(campaign, units, today=self.today) if campaign else []
        context = {"campaign": campaign, "rows": rows}
        if campaign:
            context["crumbs"] = self.crumbs(campaign, (_("Items of my unit"), ""))
        return render(request, "sectors/own_items.html", context)


def own_crumb() -> list[tuple[str, str]]:
    """The step of the way that leads an owner back to the list."""
    return [(_("Items of my unit"), reverse("sectors:own-items"))]
