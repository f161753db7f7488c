"""With what a municipal system shows who it is."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from knox.models import AuthToken

from accounts.permissions import can_manage_users
from common.admin import HouseAdmin, record_link

# The library calls its records "auth tokens", in English only.
AuthToken._meta.verbose_name = _("system token")
AuthToken._meta.verbose_name_plural = _("system tokens")
AuthToken._meta.app_config.verbose_name = _("Accounts")


@admin.register(AuthToken)
class TokenAdmin(HouseAdmin):
    """Tokens of municipal systems: issued by a command, which shows a token once; here they are listed and revoked."""

    can_view = staticmethod(can_manage_users)
    asks_again = True
    is_personal = True
    actions = ("revoke",)
    list_display = ("holder", "start", "issued_at", "ends_at")
    list_display_links = None
    # The name of a token is its digest.
    is_list_only = True
    list_select_related = ("user",)
    list_disable_select_all = True
    search_fields = ("user__username", "user__full_name")
    search_help_text = _("User name or name")
    ordering = ("user__username", "-created")
    sortable_by = ()

    @admin.display(description=_("user"))
    def holder(self, token):
        """The system that the token belongs to."""
        return record_link(token.user)

    @admin.display(description=_("begins with"))
    def start(self, token):
        """The first letters, by which the system's keeper knows it."""
        return f"{token.token_key}…"

    @admin.display(description=_("issued at"))
    def issued_at(self, token):
        """The library's column has an English head."""
        return token.created

    @admin.display(description=_("valid until"), empty_value=_("no end"))
    def ends_at(self, token):
        """Empty for a token that is valid until it is revoked."""
        return token.expiry

    @admin.action(description=_("Revoke"), permissions=["view"])
    def revoke(self, request, queryset):
        """The systems that use these tokens can't call any more, at once."""
        tokens = list(queryset)
        self.log_deletions(request, tokens)
        for token in tokens:
            token.delete()
        said = ngettext("%(count)d token was revoked.", "%(count)d tokens were revoked.", len(tokens))
        self.message_user(request, said % {"count": len(tokens)})
