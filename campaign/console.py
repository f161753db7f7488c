"""The admin console: who may enter, and how it is arranged."""

from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from accounts.permissions import can_enter_console


class Console(UnfoldAdminSite):
    """For inspectors, commission leaders and system administrators."""

    site_title = _("Supervision console")
    site_header = _("Supervision console")
    index_title = _("Overview")

    def has_permission(self, request):
        """Entry goes by duty, not by a tick on the user."""
        return request.user.is_active and can_enter_console(request.user)
