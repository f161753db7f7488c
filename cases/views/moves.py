"""Making a move: a form for what it asks, the consequences beside it, every reason when it is refused."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import Party, Refusal
from cases.forms import MOVE_FORMS, MoveForm, Picker, TakesTemplates, picked_ids, typed
from cases.lifecycle import MOVE_BY_NAME, Move
from cases.models import Case
from cases.permissions import (
    available_moves,
    can_name_accused,
    helping_units,
    hidden_events,
    parties_of,
    shown_to_helper,
)
from cases.selectors.advice import offered_units
from cases.selectors.outlook import outlook_of
from cases.selectors.parts import helpers_of, own_parts
from cases.selectors.queue import TO_ROUTE
from cases.selectors.register import sectors
from cases.selectors.requests import pending_request
from cases.selectors.review import reviews_of
from cases.selectors.trail import newest_event
from cases.selectors.trail_words import MOVE_ICONS
from cases.services import MoveRefused, move_case
from cases.views.common import CasePage, draft_name
from cases.views.inserting import asks_for_templates, refilled
from cases.views.routing import following, goes_on, say_done, to_next
from organizations.models import Unit

REFUSED = 409
# Moves that are decided with the last answer in sight.
WITH_ANSWER = ("answer", "return", "close", "decide_review", "annul")
QUERY_LENGTH = 60
# In the address of a search for units: those that have objected with success may be chosen too.
OVERRULES = "overrules"


class CaseMove(CasePage):
    """One move of the lifecycle table on one case."""

    reads_all = True

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Know the row of the table and its form."""
        super().setup(request, *args, **kwargs)
        self.row: Move | None = MOVE_BY_NAME.get(kwargs["move"])
        self.form_class: type[MoveForm] | None = MOVE_FORMS.get(kwargs["move"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """A move that nobody makes at a desk is no page."""
        if self.row is None or self.form_class is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int, move: str) -> HttpResponse:
        """The empty form, or back to the case when the move isn't possible any more."""
        case = self._known()
        if self.row not in available_moves(request.user, case):
            is_mine = not parties_of(request.user, case).isdisjoint(self.row.by)
            messages.error(request, (Refusal.WRONG_STAGE if is_mine else Refusal.NOT_YOUR_MOVE).label)
            return redirect("cases:case-detail", pk=pk)
        return self._show(case, self.form_class(initial=self._initial(case)))

    def post(self, request: HttpRequest, pk: int, move: str) -> HttpResponse:
        """Make the move; whatever is wrong is told above the form, and what was typed stays."""
        if "find_now" in request.POST:
            return self._show(self._known(), self.form_class(initial=typed(request.POST, self.form_class)))
        if asks_for_templates(request) and issubclass(self.form_class, TakesTemplates):
            case = self.find_case()
            return self._show(case, refilled(self, case, self.form_class))
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self._show(self._known(), form)
        following_ids = following(request, self.find_case()) if goes_on(request) else ()
        try:
            case = move_case(
                case_id=pk, move=move, actor=request.user, at=self.now, note=form.note, details=form.details
            )
        except Case.DoesNotExist as problem:
            raise Http404 from problem
        except MoveRefused as refusal:
            form.add_refusal(refusal)
            return self._show(self._known(), form, status=REFUSED)
        return self._done(case, following_ids)

    def _known(self) -> Case:
        """The case; of one that he doesn't read somebody gets no page but that of a co-handler's own move."""
        case, self.reads_all = self.find_known_case()
        if not self.reads_all and Party.CO_HANDLER not in self.row.by:
            raise Http404
        return case

    def _initial(self, case: Case) -> dict:
        """The start of the form; what a clerk takes back at once needs no story."""
        initial = self.form_class.initial_for(case)
        if "slip" in self.request.GET and "note" in self.form_class.base_fields:
            initial["note"] = _("A slip of the desk, put right at once.")
        return initial

    def _done(self, case: Case, following_ids: tuple[int, ...]) -> HttpResponse:
        words = {"number": case.number, "move": self.row.label, "stage": case.get_stage_display()}
        said = _("%(number)s: “%(move)s” is done. Stage: %(stage)s.") % words
        say_done(self.request, said, case, self.row.name)
        if goes_on(self.request) and (case.stage not in TO_ROUTE or self.row.name == "hand_up"):
            return to_next(self.request, following_ids)
        if self.row.name == "hand_up":
            return redirect("cases:handover-list")
        if not parties_of(self.request.user, case):
            return self.to_case_or_list(case)
        done = f"?done={self.row.name}" if self.form_class.keeps_draft else ""
        return redirect(f"{reverse('cases:case-detail', args=[case.pk])}{done}")

    def _show(self, case: Case, form: MoveForm, status: int = 200) -> HttpResponse:
        form.fit_to(case)
        if form.picks_from_register:
            form.offer(picker_for(case, form, query=self.request.POST.get("find", "")))
        running = list(case.clocks.filter(stopped_at=None))
        asked = pending_request(case, self.row)
        url = reverse("cases:case-detail", args=[case.pk])
        context = {
            "case": case,
            **self._of_parts(case),
            **self._live(case),
            "form": form,
            "move": self.row,
            "icon": MOVE_ICONS[self.row.name],
            "outlook": outlook_of(self.row, case, running=running, at=self.now, asked=asked),
            "case_url": url,
            "review": next(iter(reviews_of(case)), None) if case.reviewer_id else None,
            "asked": asked,
            "shown_answer": case.answer if self.row.name in WITH_ANSWER else None,
            "draft": draft_name(self.row.name, case, self.request.user) if form.keeps_draft else "",
            "goes_on": goes_on(self.request),
            "crumbs": self.crumbs(case, self.row.label),
        }
        return render(self.request, "cases/case_move.html", context, status=status)

    def _live(self, case: Case) -> dict:
        """By what the page sees that the case has changed meanwhile; a co-handler isn't told of what it doesn't read."""
        if not self.reads_all:
            return {"version": 0, "live_seconds": 0}
        newest = newest_event(case, hidden=hidden_events(self.request.user, case))
        return {"version": newest, "live_seconds": self.live_seconds}

    def _of_parts(self, case: Case) -> dict:
        """The complaint beside the form, for whoever reads it; and what was asked of co-handlers, where that is moved."""
        user = self.request.user
        reads_story = self.reads_all or shown_to_helper(user, case).story
        context = {"story": case.story if reads_story else ""}
        if Party.CO_HANDLER in self.row.by:
            context["parts"] = own_parts(case, helping_units(user), at=self.now)[:1]
        elif self.row.name == "return_part":
            context["parts"] = [helper.parts[0] for helper in helpers_of(case, at=self.now) if helper.parts]
        return context


class UnitRows(CasePage):
    """The rows of the list of units, anew for what is typed in the search; asked for by htmx."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only for whoever may assign the case."""
        case = self.find_case()
        if Party.DESK not in parties_of(request.user, case) and not can_name_accused(request.user, case):
            raise Http404
        form_class = MOVE_FORMS["impose" if OVERRULES in request.GET else "assign"]
        form = form_class(initial=typed(request.POST, form_class))
        picker = picker_for(case, form, query=request.POST.get("find", ""))
        return render(request, "components/forms/unit_rows.html", {"picker": picker})


def picker_for(case: Case, form: MoveForm, *, query: str) -> Picker:
    """The list of units for a form that assigns a case."""
    sector_ids = picked_ids([form["sector"].value() or ""])
    chosen = picked_ids([form["unit"].value(), *(form["co_handlers"].value() or ())])
    query = query[:QUERY_LENGTH]
    rows = offered_units(
        case,
        on=timezone.localdate(),
        sector=next((sectors()[pk] for pk in sector_ids if pk in sectors()), None),
        chosen=Unit.objects.filter(pk__in=chosen, is_active=True).select_related("area"),
        query=query,
        overrules=form.overrules,
    )
    url = reverse("cases:unit-rows", args=[case.pk])
    return Picker.of(form, rows=rows, query=query, url=f"{url}?{OVERRULES}=1" if form.overrules else url)
