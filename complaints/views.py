"""The pages of citizens: complaining, following with the receipt code, and how it all works. No session, no sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from cases.choices import Party, Stage
from cases.models import Case
from complaints.choices import WEB
from complaints.forms import ComplaintForm, TrackForm
from complaints.permissions import case_id_of_pass, grant_pass
from complaints.selectors import (
    MAIN_CLOCKS,
    contact,
    find_area,
    laws,
    progress_of,
    time_limits,
    units_like,
)
from complaints.services import KeyUsedForAnother, TooManyGuesses, hand_in, open_by_receipt
from complaints.signals import tracking_opened
from organizations.models import Sector


@method_decorator(login_not_required, name="dispatch")
class Start(TemplateView):
    """What this is, and the two ways onward."""

    template_name = "complaints/start.html"

    def get_context_data(self, **kwargs):
        """The eight fields, and how long things take."""
        return super().get_context_data(
            sectors=Sector.objects.all(), limits=time_limits(MAIN_CLOCKS), **kwargs
        )


@method_decorator(login_not_required, name="dispatch")
class Help(TemplateView):
    """How it works, who sees what, and the rules behind it."""

    template_name = "complaints/help.html"
    extra_context = {"nav_current": "guide"}

    def get_context_data(self, **kwargs):
        """The limits with their legal bases, the laws by name, and the ways that need no internet."""
        return super().get_context_data(limits=time_limits(), laws=laws(), contact=contact(), **kwargs)


@method_decorator(login_not_required, name="dispatch")
class ComplaintCreate(View):
    """The complaint form; sending it answers with the receipt, because the code can't be fetched again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form with a key of its own."""
        return self._form(request, ComplaintForm(on=timezone.localdate()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Hand the complaint in, or say what is missing and keep everything that was typed."""
        form = ComplaintForm(request.POST, on=timezone.localdate())
        if not form.is_valid():
            return self._form(request, form)
        try:
            handed_in = hand_in(
                complaint=form.complaint(),
                source=WEB,
                key=str(form.cleaned_data["key"]),
                actor=Party.CITIZEN,
                at=timezone.now(),
            )
        except KeyUsedForAnother:
            form.renew_key()
            form.add_error(
                None,
                _(
                    "You have already sent a complaint from this page. To send this one as a second complaint, send it again."
                ),
            )
            return self._form(request, form)
        return self._receipt(request, handed_in)

    def _form(self, request: HttpRequest, form: ComplaintForm) -> HttpResponse:
        return render(request, "complaints/complaint_create.html", {"form": form, "nav_current": "complain"})

    def _receipt(self, request: HttpRequest, handed_in) -> HttpResponse:
        case = handed_in.case
        context = {
            "case": case,
            "code": handed_in.receipt_code,
            "is_repeat": handed_in.is_repeat,
            "is_waiting": case.stage == Stage.RECEIVED,
            "tracking_pass": grant_pass(case),
        }
        response = render(request, "complaints/receipt.html", context)
        add_never_cache_headers(response)
        return response


@method_decorator([login_not_required, never_cache], name="dispatch")
class Track(View):
    """Following a complaint: the code goes in by POST and never stands in an address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The field for the code."""
        return self._form(request, TrackForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """The progress, for a receipt code or for the pass of a page opened just before."""
        if tracking_pass := request.POST.get("tracking_pass"):
            case_id = case_id_of_pass(tracking_pass)
            if case_id is not None:
                return self._progress(request, case_id)
            form = TrackForm()
            return self._form(request, form, expired=True)
        form = TrackForm(request.POST)
        if not form.is_valid():
            return self._form(request, form)
        try:
            case = open_by_receipt(typed=form.cleaned_data["code"])
        except TooManyGuesses:
            return too_many_guesses(request)
        if case is None:
            form.add_error(
                "code", _("There is no complaint with this code. Please compare it with your receipt.")
            )
            return self._form(request, form)
        return self._progress(request, case.pk)

    def _form(self, request: HttpRequest, form: TrackForm, *, expired: bool = False) -> HttpResponse:
        return render(
            request, "complaints/track.html", {"form": form, "expired": expired, "nav_current": "track"}
        )

    def _progress(self, request: HttpRequest, case_id: int) -> HttpResponse:
        progress = progress_of(case_id, at=timezone.now())
        tracking_pass = grant_pass(progress.case)
        answers = tracking_opened.send(sender=Case, case=progress.case, tracking_pass=tracking_pass)
        panels = [panel for _receiver, panel in answers if panel]
        context = {
            "progress": progress,
            "tracking_pass": tracking_pass,
            "panels": panels,
            "nav_current": "track",
        }
        return render(request, "complaints/progress.html", context)


@method_decorator(login_not_required, name="dispatch")
class UnitSearch(View):
    """Units whose name holds what is being typed. By POST, so that no log along the way keeps whom somebody looked for."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """At most eight units, nearest to the chosen place first."""
        area = find_area(request.POST.get("place", ""), on=timezone.localdate())
        found = units_like(request.POST.get("q", ""), area=area)
        return JsonResponse({"units": [{"code": unit.code, "name": unit.label} for unit in found]})


def too_many_guesses(request: HttpRequest) -> HttpResponse:
    """Wrong codes come in too fast: everybody waits a minute."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = "60"
    return response
