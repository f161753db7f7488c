"""What follows when an account changes: sessions end, also on other devices, and the user is told of the password."""

from datetime import datetime

from django.db import transaction

from accounts.choices import AccountNews
from accounts.models import User
from accounts.services.sessions import end_sessions
from accounts.signals import account_news


@transaction.atomic
def set_password(*, user: User, password: str | None, at: datetime, session=None) -> None:
    """A new password, or none at all. All sessions end but the one in which the user has changed it himself."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user=user, but=session and session.session_key)
    about = f"password:{user.pk}:{at.timestamp()}"
    account_news.send(None, users=[user], news=AccountNews.PASSWORD_CHANGED, about=about, at=at)


@transaction.atomic
def save_account(*, user: User) -> None:
    """Keep what an administrator has changed; somebody who was put out of action is out at once, everywhere."""
    user.save()
    if not user.is_active:
        end_sessions(user=user)


def choose_language(*, user: User, language: str) -> None:
    """In which language the user is written to and finds the pages."""
    user.language = language
    user.save(update_fields=["language"])
