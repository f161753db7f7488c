"""The complaint form, what helps while it is filled in, and the receipt."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from cases.choices import Party, Stage
from cases.search import fold
from cases.selectors.register import sector_by_code
from cases.selectors.triage import suggest_by_text
from cases.services import FileTaken
from common.brakes import Brake, client_of
from complaints.choices import WEB
from complaints.forms import WHOLE, ComplaintForm
from complaints.permissions import grant_pass
from complaints.rules import STORY_LONGEST
from complaints.selectors import find_area, is_above_province, qr_of, speaks_of_courts, units_like
from complaints.services import HandedIn, KeyUsedForAnother, complaint_door, count_use, hand_in
from complaints.views.effort import RETRY_AFTER, may_pass, offer_effort, status_of


@method_decorator(login_not_required, name="dispatch")
class ComplaintCreate(View):
    """The complaint form; sending it answers with the receipt, because the code can't be fetched again."""

    form_class = ComplaintForm
    template_name = "complaints/complaint_create.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form with a key of its own; ``on`` in the address says what the citizen answers to."""
        initial = {"occasion": request.GET.get("on", "")}
        return self._form(request, self.form_class(on=timezone.localdate(), initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Hand the complaint in, or say what is missing and keep everything that was typed; so does whoever changes forms."""
        form = self.form_class(request.POST, request.FILES, on=timezone.localdate())
        if request.POST.get("go") == WHOLE:
            form.keep_files()
            form.forget_faults(but=("files",))
            return self._form(request, form)
        client, door = client_of(request), complaint_door()
        count_use(door)
        if not form.keep_files():
            return self._form(request, form)
        if door.own.is_on(client):
            form.add_error(
                None,
                _(
                    "Very many complaints came from your connection. Please send this one in an hour, or call."
                ),
            )
            return self._form(request, form, status=429)
        if not may_pass(request, form, door, key=str(form["key"].value())):
            return self._form(request, form)
        return self._take(request, form, client)

    def _take(self, request: HttpRequest, form: ComplaintForm, client: str | None) -> HttpResponse:
        try:
            handed_in = self._hand_in(form)
        except FileTaken:
            form.add_error(
                "files", _("One of the files was sent with another complaint. Please choose it again.")
            )
            return self._form(request, form)
        except KeyUsedForAnother:
            form.renew_key()
            form.add_error(
                None,
                _(
                    "You have already sent a complaint from this page. To send this one as a second complaint, send it again."
                ),
            )
            return self._form(request, form)
        complaint_door().own.press(client)
        return self._receipt(request, form, handed_in)

    def _hand_in(self, form: ComplaintForm) -> HandedIn:
        return hand_in(
            complaint=form.complaint(),
            source=WEB,
            key=str(form.cleaned_data["key"]),
            actor=Party.CITIZEN,
            at=timezone.now(),
            files=form.kept_files,
        )

    def _form(self, request: HttpRequest, form: ComplaintForm, *, status: int = 0) -> HttpResponse:
        offer_effort(request, form, complaint_door(), key=str(form["key"].value()))
        occasion = form["occasion"].value()
        # The other form is opened in the same matter, and so is this one when the language is changed.
        query = f"?{urlencode({'on': occasion})}" if occasion else ""
        context = {"form": form, "query": query, "nav_current": "complain"}
        status = status or status_of(form)
        response = render(request, self.template_name, context, status=status)
        if status == 429:
            response.headers["Retry-After"] = RETRY_AFTER
        return response

    def _receipt(self, request: HttpRequest, form: ComplaintForm, handed_in: HandedIn) -> HttpResponse:
        case = handed_in.case
        context = {
            "case": case,
            "code": handed_in.receipt_code,
            "qr": receipt_qr(request, handed_in.receipt_code),
            "is_repeat": handed_in.is_repeat,
            "is_waiting": case.stage == Stage.RECEIVED,
            "tracking_pass": grant_pass(case),
            "speaks_of_courts": speaks_of_courts(form.cleaned_data["story"]),
            "is_above_province": is_above_province(form.cleaned_data["accused_unit"]),
        }
        response = render(request, "complaints/receipt.html", context)
        add_never_cache_headers(response)
        return response


@method_decorator(login_not_required, name="dispatch")
class UnitSearch(View):
    """Units whose name holds what is being typed. By POST, so that no log along the way keeps whom somebody looked for."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """At most eight units, nearest to the chosen place first."""
        if asks_too_much(request):
            return JsonResponse({"units": []})
        area = find_area(request.POST.get("place", ""), on=timezone.localdate())
        found = units_like(request.POST.get("q", ""), area=area)
        units = [
            {"code": unit.code, "name": unit.label, "is_above": is_above_province(unit)} for unit in found
        ]
        return JsonResponse({"units": units})


@method_decorator(login_not_required, name="dispatch")
class SectorSuggest(View):
    """What the words being typed are about, and whether courts decide it. By POST: no log along the way keeps a story."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """The code and name of a sector, both empty when the words point at none; and whether they speak of courts."""
        if asks_too_much(request):
            return JsonResponse({"code": "", "name": "", "courts": False})
        story = request.POST.get("story", "")[:STORY_LONGEST]
        ranked = suggest_by_text(fold(story))
        sector = sector_by_code(ranked[0].sector) if ranked else None
        found = {"code": sector.code, "name": sector.label} if sector else {"code": "", "name": ""}
        return JsonResponse(found | {"courts": speaks_of_courts(story)})


def asks_too_much(request: HttpRequest) -> bool:
    """Whether a client asks more often while typing than anybody types; the form works without the answers."""
    brake, client = Brake("typing", settings.QUESTIONS_PER_CLIENT, 60), client_of(request)
    if brake.is_on(client):
        return True
    brake.press(client)
    return False


def receipt_qr(request: HttpRequest, code: str) -> str:
    """The picture on a receipt, which leads to the tracking page of this site."""
    return qr_of(request.build_absolute_uri(reverse("complaints:track")), code)
