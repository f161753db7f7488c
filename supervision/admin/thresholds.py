"""The limits of the detectors in the console: read, tried, and set from a day on."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
)

from common.admin import HouseAdmin
from supervision.choices import Basis, Detector, LimitName, Trigger
from supervision.models import Threshold
from supervision.permissions import can_read_limits, can_set_limits
from supervision.rules import DETECTORS, SWITCHES, Limit, defaults_of, row_of
from supervision.selectors.limits import limits_on, versions_of
from supervision.selectors.words import limit_value, limit_words
from supervision.services import set_limits, try_limits


def _number(limit: Limit, *, initial: int) -> forms.Field:
    said = _("From %(least)d to %(most)d; built-in: %(default)d")
    return forms.IntegerField(
        label=LimitName(limit.name).label,
        min_value=limit.least,
        max_value=limit.most,
        initial=initial,
        help_text=said % {"least": limit.least, "most": limit.most, "default": limit.default},
        widget=UnfoldAdminIntegerFieldWidget(),
    )


def _yes_or_no(limit: Limit, *, initial: int) -> forms.Field:
    return forms.TypedChoiceField(
        label=LimitName(limit.name).label,
        choices=[(value, limit_value(limit.name, value)) for value in (1, 0)],
        coerce=int,
        initial=initial,
        help_text=_("Built-in: %(value)s") % {"value": limit_value(limit.name, limit.default)},
        widget=UnfoldAdminSelectWidget(),
    )


class LimitsForm(forms.Form):
    """A number for each limit of a detector, from which day on, and why."""

    effective_on = forms.DateField(
        label=gettext_lazy("From the day"),
        widget=UnfoldAdminSingleDateWidget(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed for setting them; trying them needs none."),
    )

    def __init__(self, *args, detector: str, in_force: Mapping[str, int], is_kept: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = [str(limit.name) for limit in row_of(detector).limits]
        for limit in row_of(detector).limits:
            make = _yes_or_no if limit.name in SWITCHES else _number
            self.fields[str(limit.name)] = make(limit, initial=in_force[limit.name])
        self.order_fields(self.names)
        self.fields["effective_on"].initial = timezone.localdate()
        self.fields["reason"].required = is_kept

    @property
    def values(self) -> dict[str, int]:
        """The limits that were filled in."""
        return {name: self.cleaned_data[name] for name in self.names}

    def clean_effective_on(self) -> date:
        """What was found already was found under other limits."""
        day = self.cleaned_data["effective_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("The past can't be changed: today at the earliest."))
        return day


@admin.register(Threshold)
class ThresholdAdmin(HouseAdmin):
    """One page for each detector; its versions are shown there and never edited."""

    can_view = staticmethod(can_read_limits)
    is_list_only = True

    def get_urls(self):
        """The page of a detector stands before Django's pages of one record, which nobody may open."""
        view = self.admin_site.admin_view(self.detector_view)
        own = path("<slug:detector>/limits/", view, name="supervision_threshold_limits")
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The detectors under their triggers, with the limits that hold today."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        groups = [
            (trigger.label, [_listed(row.name, today) for row in DETECTORS if row.trigger == trigger])
            for trigger in Trigger
        ]
        return self._shown(
            request, "admin/supervision/detectors.html", {"title": _("Limits of detectors"), "groups": groups}
        )

    def detector_view(self, request: HttpRequest, detector: str) -> HttpResponse:
        """One detector: its limits, what others would give today, a new version, and all versions."""
        if detector not in Detector.values:
            raise Http404
        may_change = can_set_limits(request.user)
        if not self.has_view_permission(request) or (request.method == "POST" and not may_change):
            raise PermissionDenied
        in_force = limits_on(detector, timezone.localdate())
        is_kept = request.POST.get("do") == "save"
        form = LimitsForm(request.POST or None, detector=detector, in_force=in_force.values, is_kept=is_kept)
        tried = None
        if request.method == "POST" and form.is_valid():
            if is_kept:
                return self._save(request, detector, form)
            tried = _tried(request, detector, form.values, in_force.values)
        context = {
            "title": Detector(detector).label,
            "trigger": Trigger(row_of(detector).trigger).label,
            "basis": [Basis(word).label for word in row_of(detector).basis],
            "form": form,
            "tried": tried,
            "may_change": may_change,
            "in_force": in_force,
            "limits": limit_words(in_force.values),
            "built_in": limit_words(defaults_of(detector)),
            "versions": [(version, limit_words(version.values)) for version in versions_of(detector)],
            "list_url": reverse("admin:supervision_threshold_changelist"),
        }
        return self._shown(request, "admin/supervision/limits.html", context)

    def _save(self, request: HttpRequest, detector: str, form: LimitsForm) -> HttpResponse:
        set_limits(
            detector=detector,
            values=form.values,
            effective_on=form.cleaned_data["effective_on"],
            reason=form.cleaned_data["reason"],
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Saved."))
        return redirect("admin:supervision_threshold_limits", detector)

    def _shown(self, request: HttpRequest, template: str, context: dict) -> HttpResponse:
        known = self.admin_site.each_context(request) | {"opts": self.opts}
        return render(request, template, known | context)


def _listed(detector: str, today: date) -> dict:
    in_force = limits_on(detector, today)
    return {
        "label": Detector(detector).label,
        "url": reverse("admin:supervision_threshold_limits", args=[detector]),
        "limits": limit_words(in_force.values),
        "since": in_force.since,
    }


def _tried(request: HttpRequest, detector: str, values: dict, in_force: Mapping[str, int]) -> str:
    """How many leads these limits would give today, beside what those in force give."""
    asked = {"detector": detector, "actor": request.user, "at": timezone.now()}
    tried, now = try_limits(values=values, **asked), try_limits(values=in_force, **asked)
    words = ngettext(
        "With these limits there would be %(tried)d lead today; with those in force: %(now)d.",
        "With these limits there would be %(tried)d leads today; with those in force: %(now)d.",
        tried,
    )
    return words % {"tried": tried, "now": now}
