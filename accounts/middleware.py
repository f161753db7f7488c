"""Signing people out when they have been idle, or signed in, for too long."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.utils.translation import gettext as _

STARTED, SEEN = "signed_in_at", "seen_at"
# The session is written at most once a minute for the idle limit's sake.
SEEN_STEP = 60
# Pages that stand open ask by themselves whether something has changed; that isn't somebody who is still there.
BY_ITSELF = "X-By-Itself"


class SessionLimitMiddleware:
    """Ends a staff session after SESSION_IDLE_SECONDS without a request or SESSION_ABSOLUTE_SECONDS in all."""

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
        if now - started > settings.SESSION_ABSOLUTE_SECONDS or now - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
            messages.info(
                request, _("You were signed out because the session had ended. Please sign in again.")
            )
        elif now - seen >= SEEN_STEP and BY_ITSELF not in request.headers:
            request.session[SEEN] = now
