"""Signing people out when they have been idle, or signed in, for too long; and no step without the second factor."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.selectors import needs_factor
from accounts.services import FACTOR_AT, SEEN, STARTED

# The session is written at most once a minute for the idle limit's sake.
SEEN_STEP = 60
# Pages that stand open ask by themselves whether something has changed; that isn't somebody who is still there.
BY_ITSELF = "X-By-Itself"
# What whoever has yet to set up a second factor may open: the way to do it, and the way out.
ON_THE_WAY = frozenset(
    {
        "accounts:factors",
        "accounts:factor-app",
        "accounts:factor-passkey",
        "accounts:confirm",
        "accounts:logout",
        "set_language",
    }
)


class SessionLimitMiddleware:
    """Ends a staff session after SESSION_IDLE_SECONDS without a request or SESSION_ABSOLUTE_SECONDS in all.

    What a page asks by itself then gets nothing, and leaves it to the next step of the user to be told why.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Asking request.user would read the session for citizens too, who have none.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def _check(self, request):
        now = int(time.time())
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        is_over = (
            now - started > settings.SESSION_ABSOLUTE_SECONDS or now - seen > settings.SESSION_IDLE_SECONDS
        )
        by_itself = BY_ITSELF in request.headers
        if is_over and by_itself:
            request.user = AnonymousUser()
        elif is_over:
            logout(request)
            messages.info(
                request, _("You were signed out because the session had ended. Please sign in again.")
            )
        elif now - seen >= SEEN_STEP and not by_itself:
            request.session[SEEN] = now


class SecondFactorMiddleware:
    """Leads whoever needs a second factor and has shown none to the page where it is set up, whatever was asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, args, kwargs):
        """Public pages, and the API with its tokens, are none of its business."""
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return None
        if FACTOR_AT in request.session or request.resolver_match.view_name in ON_THE_WAY:
            return None
        return redirect("accounts:factors") if needs_factor(request.user) else None
