"""Signing in with a second factor, as tests need it."""

import time
from datetime import timedelta

from django.utils import timezone

from accounts.services import CONFIRMED_AT, FACTOR_AT, STEP_SECONDS, code_of, give_app, new_secret
from common.tests.browsing import browse_as


def with_app(user) -> str:
    """Give the user an authenticator app; returns its secret."""
    secret = new_secret()
    give_app(user=user, secret=secret, step=0, at=timezone.now())
    return secret


def code_at(secret: str, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes away."""
    return code_of(secret, at=timezone.now() + timedelta(seconds=STEP_SECONDS * steps))


def browse_confirmed(user, *, minutes_ago: int = 0, language: str = "en"):
    """A browser in which the user has signed in with both factors, so long ago."""
    client = browse_as(user, language=language)
    session = client.session
    session[FACTOR_AT] = session[CONFIRMED_AT] = int(time.time()) - minutes_ago * 60
    session.save()
    return client
