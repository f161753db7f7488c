"""What keeps the user away from cases, declared by himself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms import EndTieForm, TieForm, TieSearchForm
from accounts.models import Tie
from accounts.services import TieRefused, declare_tie, end_tie
from accounts.views.page import StaffPage
from organizations.models import Person, Unit
from organizations.selectors import search_units

FOUND_AT_MOST = 20


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
