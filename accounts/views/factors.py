"""Setting up second factors and taking them away; recovery codes."""

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.forms import AppForm, PasskeyForm
from accounts.models import Passkey
from accounts.selectors import factors_of, has_factor, needs_factor
from accounts.services import (
    FACTOR_AT,
    FactorRefused,
    add_passkey,
    app_address,
    begin_passkey,
    new_secret,
    note_factor,
    open_text,
    remove_app,
    remove_passkey,
    renew_recovery_codes,
    seal_text,
    set_up_app,
)
from accounts.views.again import name_of_site
from accounts.views.page import OwnPage
from common.qr import qr_picture

# What was offered and isn't in use yet, sealed in the session.
NEW_SECRET, MAKING = "new_app_secret", "passkey_making"
REFUSED = {
    "wrong_code": gettext_lazy(
        "That isn't the code that the app shows now. Is the clock of your phone right?"
    ),
    "wrong_key": gettext_lazy("The passkey was not right. Please try again."),
    "known_key": gettext_lazy("This passkey is in use already."),
    "last_one": gettext_lazy(
        "Your role needs a second factor: set up another one before you take this one away."
    ),
}


@method_decorator(never_cache, name="dispatch")
class FactorPage(OwnPage):
    """A page about one's own second factors.

    Whoever has one has shown it in this session; else a stolen password would be enough to add another.
    """

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Sign out whoever has come here past the second factor."""
        if FACTOR_AT not in request.session and has_factor(request.user):
            logout(request)
            return redirect(settings.LOGIN_URL)
        return super().dispatch(request, *args, **kwargs)

    def done(self, said: str, codes: list[str]) -> HttpResponse:
        """Back to the factors; new recovery codes are shown first, this once."""
        note_factor(self.request.session)
        messages.success(self.request, said)
        if codes:
            return render(self.request, "accounts/recovery_codes.html", {"codes": codes})
        return redirect("accounts:factors")


class FactorList(FactorPage):
    """What one can confirm a sign-in with; whoever has to set one up finds that here and nothing else."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The factors and the ways to more."""
        user = request.user
        context = {
            "factors": factors_of(user),
            "is_needed": needs_factor(user),
            "has_name": bool(name_of_site(request)),
        }
        return render(request, "accounts/factors.html", context)


class ChangingFactors(FactorPage):
    """A page that changes factors asks for the one that there is once more."""

    def asks_again(self, request: HttpRequest) -> bool:
        """Always."""
        return True


class AppSetUp(ChangingFactors):
    """An authenticator app: a picture and a text for the app, and its first code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A new secret, which stays the same until it is in use or the session ends."""
        if self._offered() is None:
            request.session[NEW_SECRET] = seal_text(new_secret(), bound_to=self._bound)
        return self._show(AppForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it into use."""
        secret, form = self._offered(), AppForm(request.POST)
        if secret is None:
            return redirect("accounts:factor-app")
        if not form.is_valid():
            return self._show(form)
        given = {"user": request.user, "secret": secret, "code": form.cleaned_data["code"]}
        try:
            codes = set_up_app(**given, session=request.session, at=self.now)
        except FactorRefused as refusal:
            form.add_error("code", REFUSED[refusal.reason])
            return self._show(form)
        del request.session[NEW_SECRET]
        return self.done(_("The authenticator app is in use."), codes)

    @property
    def _bound(self) -> str:
        return f"new-app-factor:{self.request.user.pk}"

    def _offered(self) -> str | None:
        box = self.request.session.get(NEW_SECRET)
        return box and open_text(box, bound_to=self._bound)

    def _show(self, form: AppForm) -> HttpResponse:
        secret = self._offered()
        context = {
            "form": form,
            "picture": qr_picture(app_address(secret, user=self.request.user)),
            "secret": secret,
            "groups": [secret[start : start + 4] for start in range(0, len(secret), 4)],
            "replaces": factors_of(self.request.user).app is not None,
        }
        return render(self.request, "accounts/app_set_up.html", context)


class PasskeySetUp(ChangingFactors):
    """A new passkey: the browser makes it, the page brings its public half."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; a site without a name can't have passkeys."""
        if not name_of_site(request):
            messages.error(request, _("Passkeys need the name of the site in the address bar, not a number."))
            return redirect("accounts:factors")
        return self._show(PasskeyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it into use."""
        form, state, host = (
            PasskeyForm(request.POST),
            request.session.pop(MAKING, None),
            name_of_site(request),
        )
        if not form.is_valid() or not (state and host and form.cleaned_data["passkey"]):
            if form.is_valid():
                form.add_error(None, _("The browser has made no passkey."))
            return self._show(form)
        made = {"answer": form.cleaned_data["passkey"], "name": form.cleaned_data["name"].strip()}
        try:
            codes = add_passkey(
                user=request.user, host=host, state=state, session=request.session, at=self.now, **made
            )
        except FactorRefused as refusal:
            form.add_error(None, REFUSED[refusal.reason])
            return self._show(form)
        return self.done(_("The passkey is in use."), codes)

    def _show(self, form: PasskeyForm) -> HttpResponse:
        options, state = begin_passkey(user=self.request.user, host=name_of_site(self.request))
        self.request.session[MAKING] = state
        context = {"form": form, "passkey_options": json.dumps(options)}
        return render(self.request, "accounts/passkey_set_up.html", context)


class FactorRemove(ChangingFactors):
    """Taking the app or a passkey away."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Whoever needs a second factor keeps one."""
        by = {"user": request.user, "session": request.session, "at": self.now}
        number = request.POST.get("passkey", "")
        try:
            if number:
                remove_passkey(passkey_id=int(number) if number.isdecimal() else 0, **by)
            else:
                remove_app(**by)
        except Passkey.DoesNotExist as problem:
            raise Http404 from problem
        except FactorRefused as refusal:
            messages.error(request, REFUSED[refusal.reason])
        else:
            messages.success(request, _("It is taken away, and opens nothing any more."))
        return redirect("accounts:factors")


class RecoveryCodes(ChangingFactors):
    """Ten new recovery codes instead of the earlier ones."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Shown this once; there are none without a factor."""
        if not has_factor(request.user):
            return redirect("accounts:factors")
        codes = renew_recovery_codes(user=request.user, session=request.session, at=self.now)
        return render(request, "accounts/recovery_codes.html", {"codes": codes})
