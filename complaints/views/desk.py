"""The desk takes down what somebody tells by telephone, at the counter or in a letter."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from complaints.choices import DESK
from complaints.forms import DeskForm
from complaints.permissions import can_take_down
from complaints.selectors import earlier_of_phone
from complaints.services import KeyUsedForAnother, hand_in
from complaints.views.create import receipt_qr


class DeskPage(StaffPage):
    """A page for intake clerks."""

    def check_access(self, user) -> None:
        """Whoever takes no complaints in has nothing to do here."""
        super().check_access(user)
        if not can_take_down(user):
            raise PermissionDenied


class TakeDown(DeskPage):
    """The operator's form; sending it answers with a code to read out."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._form(DeskForm(on=timezone.localdate()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Hand the complaint in, or say what is missing and keep everything that was typed."""
        form = DeskForm(request.POST, on=timezone.localdate())
        if not form.is_valid():
            return self._form(form)
        try:
            handed_in = hand_in(
                complaint=form.complaint(),
                source=DESK,
                key=str(form.cleaned_data["key"]),
                actor=request.user,
                at=timezone.now(),
                is_taken_down=True,
            )
        except KeyUsedForAnother:
            form.renew_key()
            form.add_error(
                None,
                _("This page was sent before with other words. Send it again to make it a second complaint."),
            )
            return self._form(form)
        code = handed_in.receipt_code
        context = {"case": handed_in.case, "code": code, "qr": receipt_qr(request, code)}
        response = render(request, "complaints/taken_down.html", context)
        add_never_cache_headers(response)
        return response

    def _form(self, form: DeskForm) -> HttpResponse:
        context = {"form": form, "earlier": self._earlier(form)}
        return render(self.request, "complaints/take_down.html", context)

    def _earlier(self, form: DeskForm) -> list:
        return earlier_of_phone(self.request.user, form.data.get("phone", "")) if form.is_bound else []


class EarlierOfPhone(DeskPage):
    """Earlier complaints of a number, asked for while it is typed. By POST, so that no log keeps the number."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Only those that the operator may see anyway."""
        earlier = earlier_of_phone(request.user, request.POST.get("phone", ""))
        return render(request, "complaints/earlier.html", {"earlier": earlier, "has_asked": True})
