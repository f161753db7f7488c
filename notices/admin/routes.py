"""Who × step × channel in the console."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from unfold.widgets import UnfoldBooleanWidget

from accounts.choices import Role
from notices.admin.pages import StepAdmin
from notices.choices import Channel, Wording
from notices.models import Route
from notices.rules import HEARERS, MUST_REACH, STAFF_ROLES, channels_of, default_channels
from notices.selectors import kind_of, matrix
from notices.services import set_route

# The bell always rings.
CHOOSABLE = (Channel.EMAIL, Channel.SMS)


class RouteForm(forms.Form):
    """A tick for each role that hears of the step and each channel that leaves the house."""

    def __init__(self, *args, wording: Wording, in_force: dict[str, frozenset[str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = [role for role in STAFF_ROLES if role in HEARERS[wording]]
        for role in self.roles:
            for channel in CHOOSABLE:
                self.fields[f"{role}-{channel}"] = forms.BooleanField(
                    label=f"{Role(role).label}: {channel.label}",
                    required=False,
                    initial=channel in in_force[role],
                    widget=UnfoldBooleanWidget(),
                )

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The ticks of each role."""
        return [
            (Role(role).label, [self[f"{role}-{channel}"] for channel in CHOOSABLE]) for role in self.roles
        ]

    def chosen(self, role: str) -> frozenset[str]:
        """The channels that are ticked for a role, and the bell."""
        ticked = (channel for channel in CHOOSABLE if self.cleaned_data[f"{role}-{channel}"])
        return frozenset({Channel.IN_APP, *ticked})


@admin.register(Route)
class RouteAdmin(StepAdmin):
    """By which channels those of a role are told of a step."""

    steps = frozenset(HEARERS)
    page = "channels"

    def list_page(self, request: HttpRequest) -> HttpResponse:
        """The matrix: a row for each step, a column for each role."""
        rows = [
            {
                "kind": kind_of(row.wording),
                "url": reverse("admin:notices_route_channels", args=[row.wording]),
                "cells": [
                    (Role(role).label, channels and [Channel(channel).label for channel in channels])
                    for role, channels in row.cells
                ],
                "is_fixed": row.is_fixed,
                "is_changed": row.is_changed,
            }
            for row in matrix()
        ]
        context = {"title": _("Who is told by which channel"), "rows": rows}
        context["roles"] = [Role(role).label for role in STAFF_ROLES]
        return self.shown(request, "admin/notices/matrix.html", context)

    def step_page(self, request: HttpRequest, wording: Wording) -> HttpResponse:
        """The ticks of one step, and who changed them when."""
        versions = list(Route.objects.filter(wording=wording).select_related("set_by"))
        newest = {version.role: version.channels for version in reversed(versions)}
        in_force = {role: channels_of(wording, newest.get(role)) for role in HEARERS[wording]}
        form = RouteForm(request.POST or None, wording=wording, in_force=in_force)
        if request.method == "POST" and wording not in MUST_REACH and form.is_valid():
            return self._save(request, wording, form, in_force)
        context = {
            "title": kind_of(wording),
            "form": form,
            "channels": [channel.label for channel in CHOOSABLE],
            "is_fixed": wording in MUST_REACH,
            "versions": [_shown(version, wording) for version in versions],
            "list_url": reverse("admin:notices_route_changelist"),
        }
        return self.shown(request, "admin/notices/route.html", context)

    def _save(self, request, wording: Wording, form: RouteForm, in_force: dict) -> HttpResponse:
        """One version for each role of which something has changed."""
        resets = request.POST.get("do") == "reset"
        now = timezone.now()
        for role in form.roles:
            wanted = default_channels(wording) if resets else form.chosen(role)
            if wanted != in_force[role]:
                channels = None if wanted == default_channels(wording) else wanted
                set_route(wording=wording, role=role, channels=channels, actor=request.user, at=now)
        messages.success(request, _("Saved. It holds for what happens from now on."))
        return redirect("admin:notices_route_channels", wording=wording)


def _shown(version: Route, wording: Wording) -> dict:
    channels = channels_of(wording, version.channels)
    return {
        "at": version.set_at,
        "by": version.set_by,
        "role": version.get_role_display(),
        "channels": [channel.label for channel in Channel if channel in channels],
        "is_built_in": version.channels is None,
    }
