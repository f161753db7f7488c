"""The list of reply templates: finding, writing, copying and archiving them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import can_use_dashboard
from cases.choices import TemplateBlank
from cases.forms import TemplateForm
from cases.models import ReplyTemplate
from cases.permissions import can_edit_template, template_units
from cases.selectors.templates import searched
from cases.services.templates import TemplateRefused, archive_template, save_template
from cases.views.common import CasePage
from cases.views.moves import QUERY_LENGTH
from common.paging import page_by_key, page_links

PAGE_SIZE = 50
FIELD_ERRORS = {
    "unit": gettext_lazy("You can't change this template."),
    "reach": gettext_lazy("Only a commission can offer a template to all units of its area."),
    "text": gettext_lazy("Please write something."),
    "title": gettext_lazy("Your unit has a template with this title already."),
}


class TemplatePage(CasePage):
    """A page for people who write about cases."""

    def check_access(self, user) -> None:
        """Everybody with a duty who reads cases; a system writes nothing."""
        super().check_access(user)
        if not can_use_dashboard(user):
            raise PermissionDenied

    def own_crumbs(self, title: str = "") -> list[dict]:
        """The way to a page of the list."""
        url = reverse("cases:template-list") if title else ""
        way = [{"label": _("Reply templates"), "url": url}]
        return [*way, {"label": title, "url": ""}] if title else way


class TemplateList(TemplatePage):
    """The templates that somebody may use, found by words; those that were put away on a tab of their own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page."""
        query, is_archive = request.GET.get("q", "")[:QUERY_LENGTH], request.GET.get("tab") == "archived"
        offered = ReplyTemplate.objects.offered_to(request.user).filter(archived_at__isnull=not is_archive)
        page = page_by_key(
            searched(offered, query),
            order=("-id",),
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "templates": [(row, can_edit_template(request.user, row)) for row in page.rows],
            "query": query,
            "is_archive": is_archive,
            "tabs": [
                {"label": _("In use"), "url": "?", "active": not is_archive},
                {"label": _("Archived"), "url": "?tab=archived", "active": is_archive},
            ],
            "crumbs": self.own_crumbs(),
            **page_links(page, request.GET),
        }
        return render(request, "cases/template_list.html", context)


class TemplateAdd(TemplatePage):
    """A new template, or a copy of another one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, empty or with what is copied."""
        initial = {}
        if copied := request.GET.get("copy", ""):
            offered = ReplyTemplate.objects.offered_to(request.user)
            source = get_object_or_404(offered, pk=copied) if copied.isdecimal() else None
            if source is None:
                raise Http404
            initial = {"title": source.title, "purpose": source.purpose, "text": source.text}
        return self.show(TemplateForm(initial=initial, units=template_units(request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        return self.keep(TemplateForm(request.POST, units=template_units(request.user)))

    def keep(self, form: TemplateForm, template: ReplyTemplate | None = None) -> HttpResponse:
        """Save what was filled in, or tell what is wrong beside its field."""
        if not form.is_valid():
            return self.show(form, template)
        try:
            save_template(actor=self.request.user, at=self.now, template=template, **form.cleaned_data)
        except TemplateRefused as refused:
            form.add_error(refused.field, FIELD_ERRORS[refused.field])
            return self.show(form, template)
        messages.success(self.request, _("The template is kept."))
        return redirect("cases:template-list")

    def show(self, form: TemplateForm, template: ReplyTemplate | None = None) -> HttpResponse:
        """The form with the list of blanks beside it."""
        title = _("Change the template") if template else _("New template")
        blanks = [{"token": f"{{{blank}}}", "meaning": blank.label} for blank in TemplateBlank]
        context = {"form": form, "title": title, "blanks": blanks, "crumbs": self.own_crumbs(title)}
        return render(self.request, "cases/template_edit.html", context)


class TemplateEdit(TemplateAdd):
    """Changing a template of one's own unit."""

    def get(self, request: HttpRequest, template: int) -> HttpResponse:
        """The form with what is kept."""
        row = self._own(template)
        names = ("title", "purpose", "text", "unit", "reach")
        initial = {name: getattr(row, name) for name in names}
        return self.show(TemplateForm(initial=initial, units=template_units(request.user)), row)

    def post(self, request: HttpRequest, template: int) -> HttpResponse:
        """Keep the change."""
        row = self._own(template)
        return self.keep(TemplateForm(request.POST, units=template_units(request.user)), row)

    def _own(self, template_id: int) -> ReplyTemplate:
        return own_template(self.request.user, template_id)


class TemplateArchive(TemplatePage):
    """Putting a template away, or taking it back into use."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, template: int) -> HttpResponse:
        """Whichever it is not now."""
        row = own_template(request.user, template)
        is_wanted = row.archived_at is not None
        try:
            archive_template(template=row, actor=request.user, at=self.now, is_wanted=is_wanted)
        except TemplateRefused as refused:
            messages.error(request, FIELD_ERRORS[refused.field])
        else:
            words = _("The template is in use again.") if is_wanted else _("The template was archived.")
            messages.success(request, words)
        return redirect("cases:template-list")


def own_template(user, template_id: int) -> ReplyTemplate:
    """A template that the user may change, or 404."""
    row = ReplyTemplate.objects.offered_to(user).filter(pk=template_id).first()
    if row is None or not can_edit_template(user, row):
        raise Http404
    return row
