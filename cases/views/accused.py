"""What the desk puts right: the sector, the place, the urgency, and the accused in the register's terms."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import Refusal
from cases.forms import (
    AccuseForm,
    ClassifyForm,
    ForumForm,
    Picker,
    PlaceForm,
    RelocateForm,
    UrgencyForm,
    picked_ids,
    typed,
)
from cases.models import Case
from cases.permissions import can_classify_case, can_mark_forum, can_name_accused, can_relocate_case
from cases.selectors.advice import found_units
from cases.services import (
    MoveRefused,
    change_forum,
    change_urgency,
    classify_case,
    name_accused,
    place_case,
    relocate_case,
)
from cases.views.common import CasePage
from cases.views.moves import QUERY_LENGTH, REFUSED
from organizations.models import Unit


class CaseClassify(CasePage):
    """Putting the sector of a case right."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set the sector that was chosen."""
        case = self.find_case()
        form = ClassifyForm(request.POST)
        if not can_classify_case(request.user, case):
            messages.error(request, Refusal.NOT_YOUR_MOVE.label)
        elif not form.is_valid():
            messages.error(request, _("Please choose one of the sectors."))
        else:
            classify_case(case_id=pk, **form.cleaned_data, actor=request.user, at=self.now)
            messages.success(request, _("The sector was changed."))
        return redirect("cases:case-detail", pk=pk)


class CasePlace(CasePage):
    """Putting the place of a case right where the citizen left it open."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set the place that was chosen."""
        case = self.find_case()
        form = PlaceForm(request.POST, case=case)
        if not can_classify_case(request.user, case):
            messages.error(request, Refusal.NOT_YOUR_MOVE.label)
        elif not form.is_valid():
            messages.error(request, Refusal.PLACE_ELSEWHERE.label)
        else:
            case = place_case(case_id=pk, area=form.cleaned_data["area"], actor=request.user, at=self.now)
            messages.success(request, _("The place is now %(place)s.") % {"place": case.area})
        return redirect("cases:case-detail", pk=pk)


class CaseUrgency(CasePage):
    """Putting a case on the red route, or taking it off."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form, with what is known now."""
        case = self._own_case()
        return self._show(case, UrgencyForm(initial={"danger": case.danger}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it; an alarm goes out when the case becomes urgent."""
        case = self._own_case()
        form = UrgencyForm(request.POST)
        if not form.is_valid():
            return self._show(case, form)
        case = change_urgency(case_id=pk, actor=request.user, at=self.now, **form.cleaned_data)
        said = _("The case is urgent now; the commission was alerted.")
        messages.success(request, said if case.is_urgent else _("The case is no longer urgent."))
        return redirect("cases:case-detail", pk=pk)

    def _own_case(self) -> Case:
        case = self.find_case()
        if not can_classify_case(self.request.user, case):
            raise Http404
        return case

    def _show(self, case: Case, form: UrgencyForm) -> HttpResponse:
        url = reverse("cases:case-detail", args=[case.pk])
        crumbs = self.crumbs(case, _("Urgency"))
        context = {"case": case, "form": form, "case_url": url, "crumbs": crumbs}
        return render(self.request, "cases/case_urgency.html", context)


class CaseForum(CasePage):
    """Marking a case as the matter of a court or another procedure, or taking the mark off."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form, with what is known now."""
        case = self._own_case()
        return self._show(case, ForumForm(initial={"forum": case.forum}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it; a marked case leads on to the refusal with its letter."""
        case = self._own_case()
        form = ForumForm(request.POST)
        if not form.is_valid():
            return self._show(case, form)
        try:
            case = change_forum(case_id=pk, actor=request.user, at=self.now, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_refusal(refusal)
            return self._show(case, form, status=REFUSED)
        said = _("Marked: it can't be accepted or assigned until it is declined or the mark is taken off.")
        messages.success(request, said if case.forum else _("The mark was taken off."))
        return redirect("cases:case-detail", pk=pk)

    def _own_case(self) -> Case:
        case = self.find_case()
        if not can_mark_forum(self.request.user, case):
            raise Http404
        return case

    def _show(self, case: Case, form: ForumForm, status: int = 200) -> HttpResponse:
        url = reverse("cases:case-detail", args=[case.pk])
        crumbs = self.crumbs(case, _("Another procedure"))
        context = {"case": case, "form": form, "case_url": url, "crumbs": crumbs}
        return render(self.request, "cases/case_forum.html", context, status=status)


class CaseRelocate(CasePage):
    """Putting right where a matter happened, which decides at which desk it lies."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form, with the place as it is known now."""
        case = self._own_case()
        return self._show(case, RelocateForm(initial={"area": case.area.code}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it; the case may then leave the user's sight."""
        case = self._own_case()
        form = RelocateForm(request.POST)
        if not form.is_valid():
            return self._show(case, form)
        case = relocate_case(case_id=pk, actor=request.user, at=self.now, **form.cleaned_data)
        said = _("%(number)s: the place was put right; the case lies at %(unit)s.")
        messages.success(request, said % {"number": case.number, "unit": case.desk.label})
        return self.to_case_or_list(case)

    def _own_case(self) -> Case:
        case = self.find_case()
        if not can_relocate_case(self.request.user, case):
            raise Http404
        return case

    def _show(self, case: Case, form: RelocateForm) -> HttpResponse:
        url = reverse("cases:case-detail", args=[case.pk])
        crumbs = self.crumbs(case, _("Place"))
        context = {"case": case, "form": form, "case_url": url, "crumbs": crumbs}
        return render(self.request, "cases/case_relocate.html", context)


class CaseAccuse(CasePage):
    """Entering one more accused unit or person."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form, with the words of the complaint to start from; the address may name a unit that is picked already."""
        case = self._own_case()
        picked = next(iter(picked_ids([request.GET.get("unit", "")])), "")
        return self._show(case, self._form(case, initial={"unit": picked}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Enter the accused; the case may then leave the user's sight."""
        case = self._own_case()
        if "find_now" in request.POST:
            return self._show(case, self._form(case, initial=typed(request.POST, AccuseForm)))
        form = self._form(case, request.POST)
        if not form.is_valid():
            return self._show(case, form)
        try:
            case = name_accused(case_id=pk, actor=request.user, at=self.now, **form.cleaned_data)
        except Case.DoesNotExist as problem:
            raise Http404 from problem
        except MoveRefused as refusal:
            form.add_refusal(refusal)
            return self._show(case, form, status=REFUSED)
        messages.success(request, _("%(number)s: the accused was entered.") % {"number": case.number})
        return self.to_case_or_list(case)

    def _own_case(self) -> Case:
        case = self.find_case()
        if not can_name_accused(self.request.user, case):
            raise Http404
        return case

    def _form(self, case: Case, *args, **kwargs) -> AccuseForm:
        return AccuseForm(*args, case=case, on=timezone.localdate(), **kwargs)

    def _show(self, case: Case, form: AccuseForm, status: int = 200) -> HttpResponse:
        form.picker = picker_for(case, form, query=self.request.POST.get("find", ""))
        url = reverse("cases:case-detail", args=[case.pk])
        context = {
            "case": case,
            "form": form,
            "accused": case.accused.select_related("unit", "person"),
            "case_url": url,
            "crumbs": self.crumbs(case, _("Name the accused")),
        }
        return render(self.request, "cases/case_accuse.html", context, status=status)


class AccusedRows(CasePage):
    """The rows of the list of units that may be accused, anew for what is typed; asked for by htmx."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only for whoever may name the accused."""
        case = self.find_case()
        if not can_name_accused(request.user, case):
            raise Http404
        form = AccuseForm(case=case, on=timezone.localdate(), initial=typed(request.POST, AccuseForm))
        picker = picker_for(case, form, query=request.POST.get("find", ""))
        return render(request, "components/forms/unit_rows.html", {"picker": picker})


def picker_for(case: Case, form: AccuseForm, *, query: str) -> Picker:
    """The list of units for the form that names the accused."""
    chosen = Unit.objects.filter(pk__in=picked_ids([form["unit"].value()]), is_active=True).select_related(
        "area"
    )
    query = query[:QUERY_LENGTH]
    rows = found_units(query=query, area=case.area, chosen=chosen)
    return Picker.of(form, rows=rows, query=query, url=reverse("cases:accused-rows", args=[case.pk]))
