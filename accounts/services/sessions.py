"""Sessions of the staff: which there are, ending them from elsewhere, and when the second factor was last shown."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import StaffSession, User

STARTED, SEEN = "signed_in_at", "seen_at"
# When the second factor, or where there is none the password, was last shown in this session; the second is for step-up.
FACTOR_AT, CONFIRMED_AT = "factor_at", "confirmed_at"


def remember_session(*, user: User, session) -> None:
    """Know of a sign-in, so that it can be ended from elsewhere."""
    if not session.session_key:
        session.create()
    StaffSession.objects.get_or_create(session_key=session.session_key, defaults={"user": user})


def forget_session(*, session) -> None:
    """A session was ended by signing out."""
    StaffSession.objects.filter(session_key=session.session_key).delete()


def end_sessions(*, user: User, but: str | None = None) -> int:
    """End every session of the user, on whatever device, except perhaps one; returns how many."""
    rows = list(StaffSession.objects.filter(user=user).exclude(session_key=but or ""))
    for row in rows:
        end_session(row)
    return len(rows)


def end_session(row: StaffSession) -> None:
    """End one session: its next request finds nobody signed in."""
    store = _store(row.session_key)
    store.delete()
    # Whoever has read it meanwhile may have put it into the cache again.
    transaction.on_commit(store.delete)
    row.delete()


@dataclass(frozen=True)
class OpenSession:
    """A session that hasn't run out: its row, when it began and when it was last used."""

    pk: int
    session_key: str
    started: datetime
    seen: datetime


def sessions_of(user: User) -> list[OpenSession]:
    """The user's sessions that are still open, the newest first."""
    now, found = time.time(), []
    for row in StaffSession.objects.filter(user=user):
        kept = _store(row.session_key).load()
        began = int(row.started_at.timestamp())
        started, seen = kept.get(STARTED, began), kept.get(SEEN, began)
        lasts = (
            now - started <= settings.SESSION_ABSOLUTE_SECONDS and now - seen <= settings.SESSION_IDLE_SECONDS
        )
        if kept and lasts:
            moments = (datetime.fromtimestamp(at, tz=UTC) for at in (started, seen))
            found.append(OpenSession(row.pk, row.session_key, *moments))
    return found


def sweep_sessions(*, at: datetime) -> int:
    """Forget sessions that have run out; returns how many."""
    _engine().SessionStore.clear_expired()
    gone = StaffSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return gone.filter(started_at__lt=at).delete()[0]


def note_factor(session) -> None:
    """The second factor was shown in this session just now."""
    session[FACTOR_AT] = session[CONFIRMED_AT] = int(time.time())


def note_confirmed(session) -> None:
    """Whoever has no second factor has shown the password once more."""
    session[CONFIRMED_AT] = int(time.time())


def is_confirmed_lately(session) -> bool:
    """Whether that is no longer ago than STEP_UP_MINUTES; 0 of them asks for it never."""
    minutes = settings.STEP_UP_MINUTES
    return not minutes or time.time() - session.get(CONFIRMED_AT, 0) <= minutes * 60


def _engine():
    return import_module(settings.SESSION_ENGINE)


def _store(key: str):
    return _engine().SessionStore(key)
