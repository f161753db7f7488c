"""What all pages of cases share: who may open them, and finding the case."""

from typing import NoReturn

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import can_read_cases
from accounts.views import StaffPage
from cases.models import Case
from cases.querysets import CaseQuerySet
from cases.selectors.register import at_hand


class CasePage(StaffPage):
    """A page for those who may read cases; another's case doesn't exist for them."""

    def check_access(self, user) -> None:
        """A system administrator works here but reads no case."""
        super().check_access(user)
        if not can_read_cases(user):
            raise PermissionDenied

    def find_case(self) -> Case:
        """The case of this address, or 404 for whoever may not read it."""
        return self._found(Case.objects.visible_to(self.request.user)) or _missing()

    def find_known_case(self) -> tuple[Case, bool]:
        """The case of this address, and whether the user reads it; of the others a co-handler knows its own part."""
        if case := self._found(Case.objects.visible_to(self.request.user)):
            return case, True
        return self._found(Case.objects.known_to(self.request.user)) or _missing(), False

    def with_extras(self, cases: CaseQuerySet) -> CaseQuerySet:
        """What the page reads beside the case in one go."""
        return cases.knowing_of_extras()

    def _found(self, cases: CaseQuerySet) -> Case | None:
        found = self.with_extras(cases.with_units()).filter(pk=self.kwargs["pk"]).order_by().first()
        return at_hand(found) if found else None

    def crumbs(self, case: Case, title: str = "") -> list[dict]:
        """The way to the page of a case, or to a page below it."""
        url = reverse("cases:case-detail", args=[case.pk]) if title else ""
        way = [
            {"label": _("Cases"), "url": reverse("cases:case-list")},
            {"label": case.number, "url": url},
        ]
        return [*way, {"label": title, "url": ""}] if title else way

    def to_case_or_list(self, case: Case):
        """Back to the case, or to the list when it has left the user's sight."""
        if Case.objects.known_to(self.request.user).filter(pk=case.pk).exists():
            return redirect("cases:case-detail", pk=case.pk)
        return redirect("cases:case-list")

    @property
    def live_seconds(self) -> int:
        """So often a page that stands open asks whether something has changed; 0: never."""
        return settings.LIVE_SECONDS

    @property
    def now(self):
        """The moment of this request."""
        return timezone.now()


def _missing() -> NoReturn:
    raise Http404


def draft_name(move: str, case: Case, user) -> str:
    """Under which name the browser keeps a text that is being written; another user's is another name."""
    return f"{move}-{case.pk}-{user.pk}"
