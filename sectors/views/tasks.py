"""One item of the plan in force: how it stands, and writing down what became of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sectors import services
from sectors.forms import ENTRY_FORMS
from sectors.models import Task
from sectors.permissions import can_inspect_plans, can_see_plan, can_write_plan
from sectors.selectors import approved_version, item_rows, trail_of_task
from sectors.views.common import CampaignStaffPage, plan_url, tried


class TaskPage(CampaignStaffPage):
    """Progress, the four together and the scores of an item, with all evidence."""

    def get(self, request: HttpRequest, task: int) -> HttpResponse:
        """How it stands."""
        found = self.task_or_404(task)
        return self.show(found, self.forms(found))

    def post(self, request: HttpRequest, task: int) -> HttpResponse:
        """One line; a refusal is told in words and nothing typed is lost."""
        found = self.task_or_404(task)
        forms = self.forms(found, request.POST)
        form = forms.get(request.POST.get("step", ""))
        if form is None:
            raise Http404

        def act():
            services.record_entry(task_id=found.pk, draft=form.draft, actor=request.user, at=self.now)

        if not form.is_valid() or not tried(form, act):
            return self.show(found, forms)
        messages.success(request, _("It is recorded."))
        return redirect("sectors:task", task=found.pk)

    def task_or_404(self, pk: int) -> Task:
        """An item of a plan that this user sees, in the version in force."""
        task = Task.objects.select_related("plan__campaign", "plan__sector").filter(pk=pk).first()
        if task is None or not can_see_plan(self.request.user, task.plan):
            raise Http404
        version = approved_version(task.plan)
        rows = item_rows(version, today=self.today) if version else ()
        self.row = next((row for row in rows if row.item.task_id == task.pk), None)
        if self.row is None:
            raise Http404
        return task

    def forms(self, task: Task, data=None) -> dict:
        """What this user may write; only the one that was sent is filled in."""
        user = self.request.user
        names = ["progress", "tick", "self"] if can_write_plan(user, task.plan.sector) else []
        names += ["inspection"] if can_inspect_plans(user) else []
        sent = data.get("step") if data else None
        return {
            name: ENTRY_FORMS[name](data if name == sent else None, auto_id=f"id_{name}_%s") for name in names
        }

    def show(self, task: Task, forms: dict) -> HttpResponse:
        """The page with these forms."""
        campaign, sector = task.plan.campaign, task.plan.sector
        context = {
            "task": task,
            "row": self.row,
            "forms": forms,
            "entries": trail_of_task(task.pk, campaign=campaign),
            "crumbs": self.crumbs(
                campaign, (str(sector), plan_url(campaign, sector)), (self.row.item.title, "")
            ),
        }
        return render(self.request, "sectors/task.html", context)
