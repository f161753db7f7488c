"""What all pages of cases share: who may open them, and finding the case."""

from collections.abc import Callable
from http import HTTPStatus
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import can_read_cases
from accounts.selectors import standing_of
from accounts.views import StaffPage
from audit.choices import ReadKind
from audit.services import note_reading
from cases.models import Case
from cases.querysets import CaseQuerySet, sight_of
from cases.selectors.register import at_hand
from common.statements import given, statement_for


class CasePage(StaffPage):
    """A page for those who may read cases; another's case doesn't exist for them.

    A case that such a page shows has been read: who and when goes into the read log before the page goes out. ``reads``: what
    of the case that is; None for pieces of a page that has been noted already.
    """

    reads: ReadKind | None = ReadKind.CASE
    shown: tuple[Case, ReadKind] | None = None

    def dispatch(self, request, *args, **kwargs):
        """Note what is read; a page that is sent back with a question has been read before."""
        answer = super().dispatch(request, *args, **kwargs)
        if self.shown and request.method in ("GET", "HEAD") and answer.status_code == HTTPStatus.OK:
            case, kind = self.shown
            note_reading(reader=request.user, kind=kind, case_id=case.pk, item=self.read_item())
        return answer

    def read_item(self) -> str:
        """Which of the pages of a case it is; nothing for the main one."""
        name = self.request.resolver_match.url_name
        return "" if name == "case-detail" else name

    def check_access(self, user) -> None:
        """A system administrator works here but reads no case."""
        super().check_access(user)
        if not can_read_cases(user):
            raise PermissionDenied

    def find_case(self) -> Case:
        """The case of this address, or 404 for whoever may not read it."""
        case = self._found(Case.objects.visible_to) or _missing()
        self.shown = self.reads and (case, self.reads)
        return case

    def find_known_case(self) -> tuple[Case, bool]:
        """The case of this address, and whether the user reads it; of the others a co-handler knows its own part."""
        if case := self._found(Case.objects.visible_to):
            self.shown = self.reads and (case, self.reads)
            return case, True
        case = self._found(Case.objects.known_to) or _missing()
        self.shown = self.reads and (case, ReadKind.PART if self.reads == ReadKind.CASE else self.reads)
        return case, False

    def with_extras(self, cases: CaseQuerySet) -> CaseQuerySet:
        """What the page reads beside the case in one go."""
        return cases.knowing_of_extras().select_related("matter", "submitted_by")

    def _found(self, open_to: Callable[..., CaseQuerySet]) -> Case | None:
        """The case, if it is among those that are ``open_to`` the user. Who sees the same asks with the same statement."""
        user = self.request.user
        standing = standing_of(user, on=timezone.localdate())
        statement = statement_for(
            (open_to.__name__, type(self).with_extras, sight_of(user.pk, standing.actings, standing)),
            lambda: self.with_extras(open_to(user).with_units()).filter(pk=given("pk")).order_by(),
        )
        found = statement.objects(pk=self.kwargs["pk"])
        return at_hand(found[0]) if found else None

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


def _missing() -> NoReturn:
    raise Http404


def draft_name(move: str, case: Case, user) -> str:
    """Under which name the browser keeps a text that is being written; another user's is another name."""
    return f"{move}-{case.pk}-{user.pk}"
