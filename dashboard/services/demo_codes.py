"""The second factors of the demonstration: apps on phones that nobody has, whose codes a command shows instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.choices import SECOND_FACTOR_ROLES
from accounts.models import AppFactor, User
from accounts.services import STEP_SECONDS, code_of, give_app, new_secret, secret_of
from dashboard.services.demo_people import LOGINS


@dataclass(frozen=True)
class ShownCode:
    """What the app of one login shows now and next, and for how many seconds the first is good."""

    username: str
    code: str
    following: str
    seconds: int


def give_apps(*, at: datetime) -> None:
    """An app for each login whose role needs a second factor, so that nobody has to set one up before a look around."""
    needing = [login.username for login in LOGINS if login.role in SECOND_FACTOR_ROLES]
    for user in User.objects.filter(username__in=needing):
        give_app(user=user, secret=new_secret(), step=0, at=at)


def codes_now(apps: Iterable[AppFactor], *, at: datetime) -> list[ShownCode]:
    """The codes of these apps at that moment."""
    left = STEP_SECONDS - int(at.timestamp()) % STEP_SECONDS
    after = at + timedelta(seconds=STEP_SECONDS)
    return [
        ShownCode(app.user.username, code_of(secret, at=at), code_of(secret, at=after), left)
        for app, secret in ((app, secret_of(app)) for app in apps)
    ]
