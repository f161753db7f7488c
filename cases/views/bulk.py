"""One move on many cases: choose, look at what will and will not happen, confirm once, see what has happened."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.selectors import standing_of
from cases.choices import BulkOutcome, BulkRefusal, BulkState, Refusal
from cases.filters import CaseFilter
from cases.forms import BULK_FORMS, MoveForm, Picker, picked_ids
from cases.lifecycle import MOVE_BY_NAME
from cases.models import BulkItem, BulkJob, Case
from cases.selectors.advice import found_units
from cases.selectors.rows import for_rows, rows_of
from cases.selectors.trail_words import MOVE_ICONS
from cases.selectors.worklist import TABS, queue_of
from cases.services import confirm_bulk, foresee_bulk, prepare_bulk, work_on_bulk
from cases.services.bulk import AT_ONCE, CLASSIFY, MOST_CASES, unpacked
from cases.views.common import CasePage
from cases.views.listing import bulk_choices
from cases.views.moves import QUERY_LENGTH, typed
from organizations.models import Area, Unit

SECONDS_BETWEEN_LOOKS = 2


class BulkPrepare(CasePage):
    """From the ticked rows of the list to the page that says what would happen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A reloaded address without its rows: back to the list."""
        return redirect("cases:case-list")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Note the cases; a move that asks for nothing can be looked at straight away."""
        question = QueryDict(request.POST.get("query", ""))
        back = f"{reverse('cases:case-list')}?{question.urlencode()}"
        move = request.POST.get("move", "")
        if move not in dict(bulk_choices(request.user)):
            messages.error(request, _("Please choose what to do with the cases."))
            return redirect(back)
        ids = self._all_that_match(question) if "everything" in request.POST else self._ticked()
        if not ids:
            messages.error(request, _("Please tick the cases first."))
            return redirect(back)
        job = prepare_bulk(actor=request.user, move=move, case_ids=ids, at=self.now)
        if not BULK_FORMS[move].base_fields:
            foresee_bulk(job=job, actor=request.user, note="", details={}, at=self.now)
        return redirect("cases:bulk-job", job=job.pk)

    def _ticked(self) -> list[int]:
        return sorted(picked_ids(self.request.POST.getlist("case")))[:MOST_CASES]

    def _all_that_match(self, question: QueryDict) -> list[int]:
        """What the list would show on all its pages, in its order, up to the limit."""
        tab = question.get("tab", "")
        if tab not in TABS:
            return []
        queue = queue_of(self.request.user, tab, asked=question, at=self.now)
        found = CaseFilter(question, queryset=queue, request=self.request)
        if not found.is_valid():
            return []
        return list(found.qs.order_by(*TABS[tab][1]).values_list("pk", flat=True)[:MOST_CASES])


class BulkPage(CasePage):
    """A move on many cases: to be looked at, on its way, or through. It exists for its owner alone."""

    def get(self, request: HttpRequest, job: str) -> HttpResponse:
        """What would happen, or what has happened so far."""
        row = self.own_job()
        if row.state == BulkState.DRAFT:
            return self._draft(row, self._kept_form(row))
        return self._progress(row)

    def post(self, request: HttpRequest, job: str) -> HttpResponse:
        """Look at it anew, or confirm what was looked at. Sent twice it does nothing the second time."""
        row = self.own_job()
        if row.state != BulkState.DRAFT:
            return redirect("cases:bulk-job", job=row.pk)
        if "confirm" in request.POST:
            return self._confirm(row)
        form_class = BULK_FORMS[row.move]
        if "find_now" in request.POST:
            return self._draft(row, form_class(initial=typed(request.POST, form_class)))
        form = form_class(request.POST)
        if not form.is_valid():
            return self._draft(row, form)
        foresee_bulk(job=row, actor=request.user, note=form.note, details=form.details, at=self.now)
        return redirect(f"{reverse('cases:bulk-job', args=[row.pk])}#preview")

    def own_job(self) -> BulkJob:
        """The job of this address, or 404 for everybody but its owner."""
        row = BulkJob.objects.filter(pk=self.kwargs["job"], owner=self.request.user).first()
        if row is None:
            raise Http404
        return row

    def _confirm(self, row: BulkJob) -> HttpResponse:
        revision = picked_ids([self.request.POST["confirm"]])
        if not confirm_bulk(job=row, revision=next(iter(revision), 0), at=self.now):
            messages.error(self.request, _("This was changed meanwhile: please look at it again."))
        elif row.items.filter(outcome=BulkOutcome.WAITING).count() <= AT_ONCE:
            work_on_bulk(job=row, at=self.now, most=AT_ONCE + 1)
        return redirect("cases:bulk-job", job=row.pk)

    def _kept_form(self, row: BulkJob) -> MoveForm:
        details = unpacked(row.details)
        chosen = {"note": row.note, **row.details}
        if sector := details.get("sector"):
            chosen["sector"] = sector.pk
        return BULK_FORMS[row.move](initial=chosen if row.revision else {})

    def _draft(self, row: BulkJob, form: MoveForm) -> HttpResponse:
        if "unit" in form.fields:
            form.picker = picker_for(row, form, self.request)
        items = self._items(row)
        moving = [item for item in items if not item["reasons"]]
        shown = row.revision and not form.is_bound
        words = {"will": len(moving), "all": len(items)}
        context = {
            **self._frame(row),
            "form": form,
            "job": row,
            "is_seen": shown,
            "will_move": moving if shown else [],
            "will_not": [item for item in items if item["reasons"]] if shown else [],
            "items": items,
            "hidden": self._hidden(row, items),
            "said": _("%(will)d of %(all)d cases will be moved.") % words,
        }
        return render(self.request, "cases/bulk_job.html", context)

    def _progress(self, row: BulkJob) -> HttpResponse:
        items = self._items(row)
        parts = {word: [item for item in items if item["outcome"] == word] for word in BulkOutcome}
        through = row.items.exclude(outcome=BulkOutcome.WAITING).count()
        context = {
            **self._frame(row),
            "job": row,
            "is_running": row.state == BulkState.RUNNING,
            "every": SECONDS_BETWEEN_LOOKS,
            "total": row.items.count(),
            "through": through,
            "moved": parts[BulkOutcome.DONE],
            "refused": parts[BulkOutcome.REFUSED],
            "waiting": parts[BulkOutcome.WAITING],
            "hidden": self._hidden(row, items),
        }
        return render(self.request, "cases/bulk_progress.html", context)

    def _frame(self, row: BulkJob) -> dict:
        title = title_of(row)
        return {
            "title": title,
            "icon": MOVE_ICONS.get(row.move, "list-check"),
            "tone": MOVE_BY_NAME[row.move].tone if row.move in MOVE_BY_NAME else "primary",
            "crumbs": [
                {"label": _("Cases"), "url": reverse("cases:case-list")},
                {"label": title, "url": ""},
            ],
        }

    def _items(self, row: BulkJob) -> list[dict]:
        """The cases that the owner sees today, in their order, each as a row of the list with what is said of it."""
        kept = {item.case_id: item for item in BulkItem.objects.filter(job=row)}
        visible = for_rows(Case.objects.visible_to(self.request.user).filter(pk__in=list(kept)))
        rows = sorted(rows_of(visible.order_by(), at=self.now), key=lambda one: kept[one.case.pk].position)
        return [
            {
                "row": one,
                "outcome": kept[one.case.pk].outcome,
                "reasons": [sentence_of(reason) for reason in kept[one.case.pk].reasons],
            }
            for one in rows
        ]

    def _hidden(self, row: BulkJob, items: list[dict]) -> str:
        """Of cases that have left the owner's sight nothing is told but how many they are."""
        count = row.items.count() - len(items)
        if not count:
            return ""
        return ngettext(
            "%(count)d case is no longer in your sight.",
            "%(count)d cases are no longer in your sight.",
            count,
        ) % {"count": count}


class BulkUnits(BulkPage):
    """The rows of the list of units, anew for what is typed in the search; asked for by htmx."""

    def get(self, request: HttpRequest, job: str) -> HttpResponse:
        """Only by POST: what is typed about units stands in no address."""
        return redirect("cases:bulk-job", job=job)

    def post(self, request: HttpRequest, job: str) -> HttpResponse:
        """Only where the move asks for a unit."""
        row = self.own_job()
        form_class = BULK_FORMS[row.move]
        if "unit" not in form_class.base_fields:
            raise Http404
        form = form_class(initial=typed(request.POST, form_class))
        return render(request, "components/forms/unit_rows.html", {"picker": picker_for(row, form, request)})


def picker_for(row: BulkJob, form: MoveForm, request: HttpRequest) -> Picker:
    """The list of units for a form that assigns many cases; the nearest to the user's own unit come first."""
    values = [form["unit"].value(), *(form["co_handlers"].value() or ())]
    chosen = Unit.objects.filter(pk__in=picked_ids(values), is_active=True).select_related("area")
    query = request.POST.get("find", "")[:QUERY_LENGTH]
    rows = found_units(query=query, area=_area_of(request.user), chosen=chosen)
    return Picker.of(form, rows=rows, query=query, url=reverse("cases:bulk-units", args=[row.pk]))


def title_of(row: BulkJob) -> str:
    """What the job does, in words."""
    return _("Set the sector") if row.move == CLASSIFY else str(MOVE_BY_NAME[row.move].label)


def sentence_of(reason: str) -> str:
    """A reason why a case isn't moved, as a sentence."""
    return str((BulkRefusal if reason in BulkRefusal else Refusal)(reason).label)


def _area_of(user) -> Area | None:
    actings = standing_of(user, on=timezone.localdate()).actings
    return next((acting.unit.area for acting in actings if acting.unit.area), None)
