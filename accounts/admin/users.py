"""Who signs in."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.choices import Role
from accounts.models import Duty, Tie, User
from accounts.permissions import can_manage_users, can_see_duties
from accounts.selectors import factors_of, needs_factor, users_without_factor
from accounts.services import remember_session, save_account, set_password
from accounts.services.sessions import sessions_of
from accounts.signals import user_studied
from common.admin import YES_NO, ChoiceFilter, HouseAdmin, HouseInline, column_filter, record_link


class RoleFilter(ChoiceFilter):
    """Users by what they may do today."""

    title = _("role")
    parameter_name = "role"

    def options(self, request):
        """All roles."""
        return Role.choices

    def pick(self, rows, value):
        """Whoever has such a duty in force."""
        return rows.filter(
            pk__in=Duty.objects.in_force(on=timezone.localdate()).filter(role=value).values("user")
        )


class FactorFilter(ChoiceFilter):
    """Users who lack the second factor that a duty of theirs asks for."""

    title = _("second factor")
    parameter_name = "factor"

    def options(self, request):
        """There is one thing to look for."""
        return (("missing", _("Needed and missing")),)

    def pick(self, rows, value):
        """As it is today."""
        return rows.filter(pk__in=users_without_factor(on=timezone.localdate()).order_by().values("pk"))


class DutyInline(HouseInline):
    """What a user acts for; given and ended on a page of its own."""

    model = Duty
    fields = ("role", "unit_shown", "from_on", "to_on")
    ordering = ("-from_on",)
    show_change_link = True

    def get_queryset(self, request):
        """With the units."""
        return super().get_queryset(request).select_related("unit")

    @admin.display(description=_("unit"))
    def unit_shown(self, duty):
        """With a link."""
        return record_link(duty.unit)


class TieInline(HouseInline):
    """What keeps a user away from cases."""

    model = Tie
    fields = ("relation", "bound_to", "declared_at")
    show_change_link = True

    def get_queryset(self, request):
        """With units and officials."""
        return super().get_queryset(request).select_related("unit", "person")

    @admin.display(description=_("tied to"))
    def bound_to(self, tie):
        """A unit or an official."""
        return record_link(tie.unit or tie.person)


class NewPasswordForm(AdminPasswordChangeForm):
    """Another's password, set by the service: every session of that user ends."""

    def save(self, commit=True):
        """A new one, or none at all."""
        is_usable = self.cleaned_data["set_usable_password"]
        password = self.cleaned_data["password1"] if is_usable else None
        set_password(user=self.user, password=password, at=timezone.now())
        return self.user


@admin.register(User)
class UserAdmin(HouseAdmin, DjangoUserAdmin):
    """People and systems that sign in; what they may do is in their duties.

    The security administrator enters and changes them; the audit administrator looks at them, without how to reach them.
    """

    can_view = staticmethod(can_see_duties)
    can_add = can_change = staticmethod(can_manage_users)
    asks_again = True
    is_personal = True
    change_form_outer_after_template = "admin/accounts/user_standing.html"
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = NewPasswordForm
    list_display = ("username", "full_name", "email", "phone", "is_active", "last_login")
    list_filter = (RoleFilter, column_filter("is_active", _("active"), YES_NO), FactorFilter)
    search_fields = ("username", "full_name", "email")
    search_help_text = _("User name, name or e-mail address")
    ordering = ("username",)
    autocomplete_fields = ("person",)
    filter_horizontal = ()
    readonly_fields = ("new_password", "last_login", "date_joined")
    fieldsets = (
        (
            None,
            {"fields": ("username", "full_name", ("email", "phone"), ("language", "is_active"), "person")},
        ),
        (_("Signing in"), {"fields": ("new_password", ("last_login", "date_joined"))}),
    )
    audited = (
        (None, {"fields": (("username", "full_name"), ("language", "is_active"), "person")}),
        (_("Signing in"), {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", ("email", "phone"), "language", "person")}),
        (_("Signing in"), {"fields": ("usable_password", "password1", "password2")}),
    )
    inlines = (DutyInline, TieInline)
    actions_detail = ("give_duty", "declare_tie", "reset_factor")

    def get_list_display(self, request):
        """How somebody is reached is for those who let him in."""
        shown = super().get_list_display(request)
        reaches = self.has_change_permission(request)
        return shown if reaches else [name for name in shown if name not in ("email", "phone")]

    def get_fieldsets(self, request, obj=None):
        """As the list."""
        return super().get_fieldsets(request, obj) if self.has_change_permission(request) else self.audited

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the second factor, the sessions that are open, and what other apps know of the user."""
        if obj is not None:
            answers = user_studied.send(sender=User, user=obj, reader=request.user)
            context |= {
                "factors": factors_of(obj),
                "needs_factor": needs_factor(obj),
                "sessions": sessions_of(obj),
                "cards": [card for _receiver, card in answers if card],
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_inlines(self, request, obj):
        """None for somebody who is only being entered."""
        return self.inlines if obj else ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The language is chosen from those of the interface."""
        if db_field.name == "language":
            return forms.ChoiceField(
                label=capfirst(db_field.verbose_name),
                choices=settings.LANGUAGES,
                widget=UnfoldAdminSelectWidget(),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """Saved by the service: whoever is put out of action is out everywhere."""
        save_account(user=obj)

    def user_change_password(self, request, id, form_url=""):
        """Another's password; one's own is changed where the old one is asked for."""
        if str(request.user.pk) == id:
            return redirect("accounts:password")
        response = super().user_change_password(request, id, form_url)
        # Django has given this session another key.
        remember_session(user=request.user, session=request.session)
        return response

    @admin.display(description=_("password"))
    def new_password(self, user):
        """The way to set another one; what is stored is of no use to anybody."""
        return format_html('<a href="../password/" class="text-link">{}</a>', _("Set a new password"))

    @action(description=_("Give a duty"), icon="badge", permissions=["change"])
    def give_duty(self, request, object_id):
        """To the page that gives this user a duty."""
        return redirect(f"{reverse('admin:accounts_duty_add')}?user={object_id}")

    @action(description=_("Reset the second factor"), icon="lock_reset", permissions=["change"])
    def reset_factor(self, request, object_id):
        """To the page on which one asks for it and another decides."""
        user = self.get_object(request, object_id)
        return redirect(f"{reverse('accounts:factor-resets')}?{urlencode({'user': user.username})}")

    @action(description=_("Enter a tie"), icon="handshake", permissions=["change"])
    def declare_tie(self, request, object_id):
        """To the page that enters a tie of this user."""
        return redirect(f"{reverse('admin:accounts_tie_add')}?user={object_id}")
