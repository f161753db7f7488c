"""One's own account: password, language, second factors and sessions."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import LanguageForm, OwnPasswordForm
from accounts.models import StaffSession
from accounts.selectors import factors_of, needs_factor
from accounts.services import (
    choose_language,
    end_session,
    end_sessions,
    remember_session,
    sessions_of,
    set_password,
)
from accounts.views.again import TooOften, confirm_here, counted, is_here, said_confirmed, too_often
from accounts.views.page import OwnPage


class Account(OwnPage):
    """My account: what there is, and the ways to change it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Everything at a glance."""
        return self._show(LanguageForm(initial={"language": request.user.language}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Another language, for the pages at once and for notices from now on."""
        form = LanguageForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        language = form.cleaned_data["language"]
        choose_language(user=request.user, language=language)
        with override(language):
            messages.success(request, _("The language is changed."))
        response = redirect("accounts:account")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
        return response

    def _show(self, form: LanguageForm) -> HttpResponse:
        user = self.request.user
        context = {
            "form": form,
            "factors": factors_of(user),
            "is_needed": needs_factor(user),
            "sessions": [
                vars(one) | {"is_here": one.session_key == self.request.session.session_key}
                for one in sessions_of(user)
            ],
        }
        return render(self.request, "accounts/account.html", context)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class OwnPassword(OwnPage):
    """Another password; the other sessions end."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self._show(OwnPasswordForm(request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change it, if the old one is right and the new one is good."""
        form = OwnPasswordForm(request.user, request.POST)
        try:
            with counted(request.user) as right:
                form.is_valid()
                if "old_password" in form.cleaned_data:
                    right()
        except TooOften:
            return too_often(request)
        if form.errors:
            return self._show(form)
        password = form.cleaned_data["new_password1"]
        set_password(user=request.user, password=password, session=request.session, at=self.now)
        update_session_auth_hash(request, request.user)
        remember_session(user=request.user, session=request.session)
        messages.success(request, _("The password is changed. You are signed out everywhere else."))
        return redirect("accounts:account")

    def _show(self, form: OwnPasswordForm) -> HttpResponse:
        context = {"form": form, "rules": password_validators_help_texts()}
        return render(self.request, "accounts/password.html", context)


class EndSessions(OwnPage):
    """Signing out elsewhere: one session, or all but this one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Only one's own; of another's nobody hears that it is there."""
        here = request.session.session_key
        if "all" in request.POST:
            end_sessions(user=request.user, but=here)
        else:
            number = request.POST.get("session", "")
            own = StaffSession.objects.filter(user=request.user).exclude(session_key=here)
            row = own.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
            if row is None:
                raise Http404
            end_session(row)
        messages.success(request, _("Signed out there."))
        return redirect("accounts:account")


class Confirm(OwnPage):
    """Showing the second factor once more before a page is opened."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The question."""
        return self._confirm(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The answer, and back to where one was."""
        return self._confirm(request)

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        to = request.GET.get("next", "")
        response = confirm_here(request, to=to if is_here(request, to) else settings.LOGIN_REDIRECT_URL)
        if response.status_code == 302 and "press" in request.GET:
            messages.success(request, said_confirmed())
        return response
