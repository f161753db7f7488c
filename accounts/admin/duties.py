"""Who acts for which unit."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import COMMISSION_ROLES, Role
from accounts.models import Duty, User
from accounts.permissions import can_manage_users, can_see_duties
from accounts.selectors import mixes_administration
from accounts.services import end_duty, give_duty
from common.admin import ChoiceFilter, HouseAdmin, column_filter, record_link
from organizations.choices import UnitKind


class DutyInForceFilter(ChoiceFilter):
    """Duties that are in force today, or over."""

    title = _("validity")
    parameter_name = "valid"

    def options(self, request):
        """At present, ending within thirty days, or formerly."""
        return (("now", _("At present")), ("soon", _("Ending within 30 days")), ("before", _("Formerly")))

    def pick(self, rows, value):
        """By today's date."""
        today = timezone.localdate()
        if value == "soon":
            return rows.ending_soon(on=today)
        return rows.in_force(on=today) if value == "now" else rows.filter(to_on__lt=today)


class DutyForm(forms.ModelForm):
    """A duty that somebody is given."""

    actor: User

    def clean(self):
        """Nobody gives himself a duty, administrators read no cases, and only a commission inspects."""
        given = super().clean()
        if self.instance.pk:
            return self._clean_end(given)
        user, unit, role = given.get("user"), given.get("unit"), given.get("role")
        if Duty.objects.filter(user=user, unit=unit, role=role, to_on=None).exists():
            raise forms.ValidationError(_("The user has this duty already."))
        if user is not None and user == self.actor:
            self.add_error("user", _("Nobody can give himself a duty."))
        if unit is not None and role in COMMISSION_ROLES and unit.kind != UnitKind.COMMISSION:
            self.add_error("unit", _("Only a discipline commission has this role."))
        from_on = given.get("from_on") or timezone.localdate()
        if user is not None and role and mixes_administration(user, role, from_on=from_on):
            self.add_error("role", _("An administrator has no other role, and is one of the three only."))
        return given

    def _clean_end(self, given: dict) -> dict:
        """A duty ends on its first day at the earliest, and not by the hand of whoever has it."""
        if self.instance.user == self.actor:
            raise forms.ValidationError(_("Nobody can change his own duty."))
        if given.get("to_on") and given["to_on"] < self.instance.from_on:
            self.add_error("to_on", _("A duty can't end before it began."))
        return given


@admin.register(Duty)
class DutyAdmin(HouseAdmin):
    """Who acts for which unit: given once, ended by a date, never rewritten."""

    can_view = staticmethod(can_see_duties)
    can_add = can_change = staticmethod(can_manage_users)
    asks_again = True
    is_personal = True
    form = DutyForm
    list_display = ("holder", "role", "unit_shown", "from_on", "to_on")
    list_filter = (column_filter("role", _("role"), Role.choices), DutyInForceFilter)
    list_select_related = ("user", "unit")
    search_fields = ("user__username", "user__full_name", "unit__name", "unit__pinyin", "unit__code")
    search_help_text = _("User or unit")
    ordering = ("user__username", "role")
    sortable_by = ("from_on", "to_on")
    autocomplete_fields = ("user", "unit")

    @admin.display(description=_("user"))
    def holder(self, duty):
        """Whoever has the duty."""
        return str(duty.user)

    @admin.display(description=_("unit"))
    def unit_shown(self, duty):
        """With a link."""
        return record_link(duty.unit)

    def get_fields(self, request, obj=None):
        """A duty ends only after it was given."""
        if obj:
            return ("holder", "unit_shown", "role", "from_on", "to_on")
        return ("user", "unit", "role", "from_on")

    def get_readonly_fields(self, request, obj=None):
        """Only the end of a given duty can be set."""
        return ("holder", "unit_shown", "role", "from_on") if obj else ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows who gives the duty."""
        form = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user
        return form

    def save_model(self, request, obj, form, change):
        """A new duty is given by the service, which also opens the console to console roles."""
        if change:
            end_duty(duty=obj, to_on=obj.to_on, actor=request.user)
            return
        given = {"user": obj.user, "unit": obj.unit, "role": obj.role, "from_on": obj.from_on}
        obj.pk = give_duty(**given, actor=request.user).pk
