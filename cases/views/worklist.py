"""Arranging the list of cases: saved filters, columns, and where it begins."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.filters import read_questions
from cases.forms import SaveFilterForm
from cases.models import SavedFilter
from cases.selectors.columns import ALWAYS, COLUMNS, chosen_columns
from cases.selectors.worklist import Saved, choices_of, shared_with
from cases.services import (
    FilterRefused,
    begin_with,
    change_filter,
    choose_columns,
    delete_filter,
    save_filter,
    shift_filter,
)
from cases.services.worklist import MOST_FILTERS
from cases.views.common import CasePage

UNDO_SALT, UNDO_SECONDS = "cases.saved-filter", 3600
STEPS = {"up": -1, "down": 1}


class SavedFilters(CasePage):
    """The saved filters of a user, those that colleagues share, and saving one more."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; after one was deleted with the way to take that back."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save a filter and go back to what it shows; what is wrong is told and nothing typed is lost."""
        form = SaveFilterForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.show(form)
        try:
            saved = save_filter(actor=request.user, at=self.now, **form.cleaned_data)
        except FilterRefused as refusal:
            form.add_error("name", said_of(refusal))
            return self.show(form)
        messages.success(request, _("The filter “%(name)s” is saved.") % {"name": saved.name})
        return redirect(f"{reverse('cases:case-list')}?{saved.query}")

    def show(self, form: SaveFilterForm | None = None, changed: SaveFilterForm | None = None) -> HttpResponse:
        """The page, with a form that may have been begun."""
        choices = choices_of(self.request.user)
        rows = [
            self._row(saved, found is None, choices.start_id, changed)
            for saved, found in read_questions(choices.filters, request=self.request)
        ]
        context = {
            "own": [row for row in rows if row["saved"].is_own],
            "shared": [row for row in rows if not row["saved"].is_own],
            "form": form,
            "undo": self._undo(),
            "crumbs": [
                {"label": _("Cases"), "url": reverse("cases:case-list")},
                {"label": _("Saved filters"), "url": ""},
            ],
        }
        return render(self.request, "cases/saved_filters.html", context)

    def _row(self, saved: Saved, is_old: bool, start_id: int | None, changed: SaveFilterForm | None) -> dict:
        form = changed if changed and changed.pk == saved.pk else None
        if form is None and saved.is_own:
            initial = {"name": saved.name, "query": saved.query, "unit": saved.unit_id or ""}
            form = SaveFilterForm(user=self.request.user, initial=initial, pk=saved.pk)
        return {"saved": saved, "is_old": is_old, "begins": saved.pk == start_id, "form": form}

    def _undo(self) -> SaveFilterForm | None:
        """The form that saves again what was deleted a moment ago."""
        try:
            word = self.request.GET.get("deleted", "")
            lost = signing.loads(word, salt=UNDO_SALT, max_age=UNDO_SECONDS)
        except signing.BadSignature:
            return None
        return SaveFilterForm(user=self.request.user, initial=lost)


class SavedFilterChange(SavedFilters):
    """One button beside a saved filter."""

    def get(self, request: HttpRequest, saved: int) -> HttpResponse:
        """A reloaded address: back to the page."""
        return redirect("cases:saved-filters")

    def post(self, request: HttpRequest, saved: int) -> HttpResponse:
        """Rename, share, shift, delete, or begin with it; a colleague's filter can only be begun with."""
        row = SavedFilter.objects.filter(shared_with(request.user), pk=saved).first()
        act = request.POST.get("act", "")
        if row is None or (row.owner_id != request.user.pk and act not in ("begin", "begin_not")):
            raise Http404
        if act == "change":
            return self._change(row)
        if act == "delete":
            return self._delete(row)
        if act in STEPS:
            shift_filter(saved=row, by=STEPS[act])
        elif act in ("begin", "begin_not"):
            begin_with(actor=request.user, saved=row if act == "begin" else None)
        return redirect("cases:saved-filters")

    def _change(self, row: SavedFilter) -> HttpResponse:
        form = SaveFilterForm(self.request.POST, user=self.request.user, pk=row.pk)
        if not form.is_valid():
            return self.show(changed=form)
        try:
            change_filter(saved=row, name=form.cleaned_data["name"], unit=form.cleaned_data["unit"])
        except FilterRefused as refusal:
            form.add_error("name", said_of(refusal))
            return self.show(changed=form)
        messages.success(self.request, _("The filter “%(name)s” is saved.") % {"name": row.name})
        return redirect("cases:saved-filters")

    def _delete(self, row: SavedFilter) -> HttpResponse:
        lost = {"name": row.name, "query": row.query, "unit": row.unit_id or ""}
        delete_filter(saved=row)
        word = signing.dumps(lost, salt=UNDO_SALT, compress=True)
        return redirect(f"{reverse('cases:saved-filters')}?deleted={word}")


class ListColumns(CasePage):
    """Which columns the list has, and in which order."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """All columns, the chosen ones first and in their order."""
        chosen = chosen_columns(choices_of(request.user).columns)
        others = [column for column in COLUMNS if column not in chosen]
        rows = [
            {"column": column, "is_chosen": column in chosen, "is_always": column.name == ALWAYS}
            for column in (*chosen, *others)
        ]
        crumbs = [
            {"label": _("Cases"), "url": reverse("cases:case-list")},
            {"label": _("Columns"), "url": ""},
        ]
        return render(request, "cases/list_columns.html", {"rows": rows, "crumbs": crumbs})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what is ticked, in the order of the page; a button beside a column moves that one, and all stays ticked."""
        if "reset" in request.POST:
            choose_columns(actor=request.user, columns=())
            return redirect("cases:case-list")
        names = [column.name for column in chosen_columns(request.POST.getlist("column"))]
        moved = next(((name, STEPS[act]) for act in STEPS if (name := request.POST.get(act))), None)
        if moved and moved[0] in names:
            at = names.index(moved[0])
            names.insert(min(max(at + moved[1], 0), len(names) - 1), names.pop(at))
        choose_columns(actor=request.user, columns=names)
        return redirect("cases:list-columns" if moved else "cases:case-list")


def said_of(refusal: FilterRefused) -> str:
    """Why a filter can't be kept, in words."""
    return {
        "name_taken": _("You have a filter with this name already."),
        "too_many": _("You have %(count)d saved filters; please delete one first.") % {"count": MOST_FILTERS},
    }[refusal.reason]
