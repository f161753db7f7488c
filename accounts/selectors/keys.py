"""Whom a secret that was drawn at random belongs to; only digests of such secrets are kept."""

import hashlib

from accounts.models import CalendarKey, User


def user_of_calendar_key(key: str) -> User | None:
    """Whose calendar a key opens; None for a wrong one, and for somebody whose account was switched off."""
    keys = CalendarKey.objects.filter(digest=digest_of(key), user__is_active=True)
    found = keys.select_related("user").first()
    return found and found.user


def digest_of(key: str) -> str:
    """What is kept of such a secret: as it is drawn at random, nobody finds it from that."""
    return hashlib.sha256(key.encode()).hexdigest()
