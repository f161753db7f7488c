"""Signing in and out, who may open the staff pages at all, what waits for a second person, and one's own ties."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.forms import EndTieForm, SignInForm, TieForm, TieSearchForm
from accounts.models import Tie
from accounts.permissions import can_use_dashboard
from accounts.selectors import kinds, standing_of, waiting_acts
from accounts.services import TieRefused, declare_tie, end_tie
from common.brakes import Brake, client_of
from organizations.models import Person, Unit
from organizations.selectors import search_units

# When the user signed in before: what has come since is new to him.
LAST_HERE = "last_here"
FOUND_AT_MOST = 20


class SignIn(LoginView):
    """The sign-in page."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs) -> HttpResponse:
        """Whoever tries one name after the other waits too, whatever the names."""
        if self._brake().is_on(client_of(request)):
            return locked_out(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """Sign in, and remember when that was the last time."""
        before = form.get_user().last_login
        answer = super().form_valid(form)
        if before is not None:
            self.request.session[LAST_HERE] = before.isoformat()
        return answer

    def form_invalid(self, form) -> HttpResponse:
        """Count it."""
        self._brake().press(client_of(self.request))
        return super().form_invalid(form)

    def _brake(self) -> Brake:
        return Brake("sign-ins", settings.SIGN_INS_PER_CLIENT, 15 * 60)


class SignOut(LogoutView):
    """Ends the session, by POST only."""


def locked_out(request, *args, **kwargs):
    """Too many wrong passwords: says so, and when to try again."""
    return render(request, "accounts/locked_out.html", status=429)


class NoDuty(Exception):
    """The user has no duty today, so there is nothing to show."""


class StaffPage(View):
    """A page for people with a duty; whoever has none is told so, and systems have to use the API."""

    def dispatch(self, request, *args, **kwargs):
        """Ask once, before anything is read."""
        try:
            self.check_access(request.user)
        except NoDuty:
            return self.without_duty()
        return super().dispatch(request, *args, **kwargs)

    def check_access(self, user) -> None:
        """Raises NoDuty or PermissionDenied for whoever may not open the page."""
        if can_use_dashboard(user):
            return
        if standing_of(user, on=timezone.localdate()).actings:
            raise PermissionDenied
        raise NoDuty

    def without_duty(self) -> HttpResponse:
        """The page that says that an administrator has to give a duty first."""
        return render(self.request, "accounts/no_duty.html", status=403)


class WaitingActs(StaffPage):
    """Everything that takes two people and waits for this user as the second one, of every kind."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What lapses first stands first; each leads to the page on which it is decided."""
        context = {"rows": waiting_acts(request.user), "kinds": kinds()}
        return render(request, "accounts/waiting_acts.html", context)


class OwnTies(StaffPage):
    """What keeps the user away from cases, declared by himself: the units and officials, and since when (R3)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The declared ties; with ``q`` what of the register fits that name."""
        return self._show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Declare one, or end one."""
        is_end = "tie" in request.POST
        form = EndTieForm(request.POST) if is_end else TieForm(request.POST, targets=self._targets())
        if not form.is_valid():
            return self._show(**{"end_form" if is_end else "form": form})
        try:
            self._do(form)
        except TieRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        except Tie.DoesNotExist:
            messages.error(request, _("This tie has ended already."))
        return redirect("accounts:own-ties")

    def _do(self, form) -> None:
        given = form.cleaned_data
        if isinstance(form, EndTieForm):
            end_tie(tie_id=given["tie"], reason=given["reason"], actor=self.request.user, at=timezone.now())
            messages.success(self.request, _("The tie has ended; it stays on record."))
            return
        kind, _colon, pk = given["target"].partition(":")
        target = (
            {"unit": Unit.objects.get(pk=pk)} if kind == "unit" else {"person": Person.objects.get(pk=pk)}
        )
        declare_tie(user=self.request.user, relation=given["relation"], at=timezone.now(), **target)
        messages.success(
            self.request, _("It is declared. Cases that accuse this side are shut to you from now on.")
        )

    def _targets(self) -> list[tuple[str, str]]:
        """What of the register fits the name that was typed."""
        words = self.request.GET.get("q", "").strip()[:60]
        if not words:
            return []
        people = Person.objects.filter(name__icontains=words).order_by("code")[:FOUND_AT_MOST]
        units = search_units(words, limit=FOUND_AT_MOST)
        found = [(f"unit:{unit.pk}", str(unit)) for unit in units]
        return found + [
            (f"person:{person.pk}", " · ".join((str(person), *map(str, person.posts.all()[:2]))))
            for person in people
        ]

    def _show(self, form=None, end_form=None) -> HttpResponse:
        targets = self._targets()
        ties = Tie.objects.filter(user=self.request.user).select_related("unit", "person")
        context = {
            "search": TieSearchForm(self.request.GET if "q" in self.request.GET else None),
            "is_searched": "q" in self.request.GET,
            "form": form or (TieForm(targets=targets) if targets else None),
            "end_form": end_form,
            "ties": [
                {
                    "tie": tie,
                    "end": None
                    if tie.ended_at
                    else EndTieForm(initial={"tie": tie.pk}, auto_id=f"end{tie.pk}_%s"),
                }
                for tie in ties
            ],
        }
        return render(self.request, "accounts/own_ties.html", context)
