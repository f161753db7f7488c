"""What keeps a user away from a unit or an official."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Relation
from accounts.models import Tie
from accounts.permissions import can_manage_users, can_see_ties
from accounts.services import declare_tie
from common.admin import HouseAdmin, column_filter, record_link


class TieForm(forms.ModelForm):
    """A declared interest."""

    def clean(self):
        """One tie, one unit or one official."""
        given = super().clean()
        if bool(given.get("unit")) == bool(given.get("person")):
            raise forms.ValidationError(_("Please name either a unit or an official."))
        same = {name: given.get(name) for name in ("user", "unit", "person")}
        if given.get("user") and Tie.objects.in_force().filter(**same).exists():
            raise forms.ValidationError(_("This tie is declared already."))
        return given


@admin.register(Tie)
class TieAdmin(HouseAdmin):
    """Declared interests: inspectors and the audit administrator read them, the security administrator enters them."""

    can_view = staticmethod(can_see_ties)
    is_personal = True
    can_add = can_change = staticmethod(can_manage_users)
    asks_again = True
    form = TieForm
    list_display = ("user_name", "relation", "bound_to", "declared_at", "ended_at")
    list_filter = (column_filter("relation", _("relation"), Relation.choices),)
    list_select_related = ("user", "unit", "person")
    search_fields = ("user__username", "user__full_name", "unit__name", "person__name")
    search_help_text = _("User, unit or official")
    ordering = ("user__username", "-declared_at")
    sortable_by = ("declared_at",)
    autocomplete_fields = ("user", "unit", "person")

    @admin.display(description=_("tied to"))
    def bound_to(self, tie):
        """A unit or an official."""
        return record_link(tie.unit or tie.person)

    @admin.display(description=_("user"))
    def user_name(self, tie):
        """Without a link: not every reader may open users."""
        return str(tie.user)

    def get_fields(self, request, obj=None):
        """A tie stays with its user."""
        shown = ("user_name" if obj else "user", "relation", "unit", "person", "declared_at")
        return (*shown, "ended_at", "end_reason") if obj else shown

    def get_readonly_fields(self, request, obj=None):
        """What was declared isn't rewritten; whoever declared it ends it."""
        return self.get_fields(request, obj) if obj else ("declared_at",)

    def save_model(self, request, obj, form, change):
        """By the service: what the user has in hand is passed on in the same transaction."""
        given = {name: form.cleaned_data[name] for name in ("user", "unit", "person", "relation")}
        obj.pk = declare_tie(at=timezone.now(), **given).pk
