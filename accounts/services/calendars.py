"""Secret addresses under which calendar programs, which can't sign in, read what one user may see."""

import secrets
from datetime import datetime

from accounts.models import CalendarKey, User
from accounts.selectors import digest_of

KEY_OCTETS = 32


def renew_calendar_key(*, user: User, at: datetime) -> str:
    """A new key, told this once; an earlier one no longer opens anything."""
    key = secrets.token_urlsafe(KEY_OCTETS)
    CalendarKey.objects.update_or_create(user=user, defaults={"digest": digest_of(key), "made_at": at})
    return key


def drop_calendar_key(*, user: User) -> None:
    """Let no key open anything any more."""
    CalendarKey.objects.filter(user=user).delete()
