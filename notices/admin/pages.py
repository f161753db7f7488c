"""What the console's own pages about notices have in common: a list of steps, and a page for each step."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from accounts.permissions import can_enter_console, can_run_system
from common.admin import HouseAdmin
from notices.choices import Wording


class StepAdmin(HouseAdmin):
    """Records that are versions: shown as one list of steps, changed on a page for each step, never edited.

    A subclass has ``steps`` (the wordings that have a page), ``page`` (the word in its address), ``list_page(request)`` and
    ``step_page(request, wording)``. Everybody in the console may read; a system administrator changes.
    """

    can_view = staticmethod(can_enter_console)
    is_list_only = True
    steps: frozenset[Wording] = frozenset()
    page = ""

    def get_urls(self):
        """The page of a step stands before Django's pages of one record, which nobody may open."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{self.page}"
        own = path(f"<slug:wording>/{self.page}/", self.admin_site.admin_view(self.step_view), name=name)
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The list of steps instead of the list of versions."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.list_page(request)

    def step_view(self, request: HttpRequest, wording: str) -> HttpResponse:
        """The page of one step; a POST changes it."""
        if wording not in self.steps:
            raise Http404
        if not self.has_view_permission(request) or (
            request.method == "POST" and not self.may_change(request)
        ):
            raise PermissionDenied
        return self.step_page(request, Wording(wording))

    def may_change(self, request: HttpRequest) -> bool:
        """Only a system administrator; there is no other record to change than a new version."""
        return can_run_system(request.user)

    def shown(self, request: HttpRequest, template: str, context: dict) -> HttpResponse:
        """A page of the console."""
        known = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "may_change": self.may_change(request),
        }
        return render(request, template, known | context)

    def list_page(self, request: HttpRequest) -> HttpResponse:
        """The list of steps."""
        raise NotImplementedError

    def step_page(self, request: HttpRequest, wording: Wording) -> HttpResponse:
        """One step."""
        raise NotImplementedError
