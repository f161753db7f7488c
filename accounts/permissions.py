"""Who may enter which part of the house."""

from django.utils import timezone
from rest_framework.permissions import BasePermission

from accounts.choices import Role
from accounts.selectors import needs_factor, standing_of


def can_enter_console(user) -> bool:
    """Inspectors, commission leaders and the three administrators work in the admin console."""
    return standing_of(user, on=timezone.localdate()).enters_console


def can_manage_users(user) -> bool:
    """Only a security administrator enters users, gives duties and withdraws tokens."""
    return standing_of(user, on=timezone.localdate()).has_role(Role.SECURITY_ADMIN)


def can_decide_on_reset(user, request) -> bool:
    """A second security administrator decides on lost factors, and nobody on his own; the kernel bars whoever asked."""
    return can_manage_users(user) and request.user_id != user.pk


def can_run_system(user) -> bool:
    """Only a system administrator changes how the site works: words and ways of notices, days, what is undelivered."""
    return standing_of(user, on=timezone.localdate()).has_role(Role.SYSTEM_ADMIN)


def can_read_logs(user) -> bool:
    """Only an audit administrator reads the logs; that role changes nothing."""
    return standing_of(user, on=timezone.localdate()).has_role(Role.AUDIT_ADMIN)


def can_see_duties(user) -> bool:
    """Who acts for which unit: the security administrator gives it, the audit administrator looks at it."""
    return can_manage_users(user) or can_read_logs(user)


def can_see_ties(user) -> bool:
    """Declared interests: whoever reads cases, whoever enters them, and whoever audits that."""
    return can_read_cases(user) or can_see_duties(user)


def can_read_cases(user) -> bool:
    """Everybody with a duty but the administrators and the media, who see no case content."""
    return standing_of(user, on=timezone.localdate()).reads_cases


def can_oversee(user) -> bool:
    """Whoever watches over units for a discipline commission and works in the console: inspectors and commission leaders."""
    return can_enter_console(user) and can_read_cases(user)


def can_use_dashboard(user) -> bool:
    """Whoever works here uses the staff pages: neither systems nor the media."""
    standing = standing_of(user, on=timezone.localdate())
    return bool(standing.actings) and not standing.has_role(Role.MUNICIPAL_SYSTEM, Role.MEDIA)


class IsMunicipalSystem(BasePermission):
    """The API is open to municipal systems with a token, and to nobody else.

    A token is one factor: for whoever needs two it opens nothing.
    """

    def has_permission(self, request, view):
        if not (request.user and request.user.is_authenticated) or needs_factor(request.user):
            return False
        return standing_of(request.user, on=timezone.localdate()).has_role(Role.MUNICIPAL_SYSTEM)
