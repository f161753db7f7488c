"""Setting up, using and taking away second factors: the authenticator app and the recovery codes."""

import base64
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from accounts.choices import AccountNews
from accounts.models import AppFactor, Passkey, RecoveryCode, User
from accounts.selectors import digest_of, factors_of, has_factor, needs_factor
from accounts.services.calendars import drop_calendar_key
from accounts.services.identities import first_key, open_text, seal_text
from accounts.services.sessions import end_sessions
from accounts.signals import account_news

# What every authenticator app understands (RFC 6238): six digits of HMAC-SHA-1, a new code every half minute.
DIGITS, STEP_SECONDS, SECRET_OCTETS = 6, 30, 20
# The code before and the one after count too: clocks of phones aren't exact.
STEPS_AROUND = 1
RECOVERY_CODES, RECOVERY_LENGTH = 10, 16
# Without letters and digits that look alike on paper: 80 bits, so that a digest without a salt keeps them.
RECOVERY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class FactorRefused(Exception):
    """A factor that can't be set up or taken away; ``reason`` is wrong_code, wrong_key, known_key or last_one."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def new_secret() -> str:
    """A secret for an app, as it is typed in: base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_OCTETS)).decode()


def app_address(secret: str, *, user: User) -> str:
    """The address behind the picture, which an app reads."""
    return _reckoner(secret).get_provisioning_uri(
        user.username, gettext("Complaints and conduct supervision")
    )


def code_of(secret: str, *, at: datetime) -> str:
    """The code that an app with this secret shows at that moment."""
    return _reckoner(secret).generate(at.timestamp()).decode()


def secret_of(app: AppFactor) -> str:
    """The secret of an app, for the moment of comparing."""
    return open_text(app.secret_box, bound_to=_bound(app.user_id))


@transaction.atomic
def set_up_app(*, user: User, secret: str, code: str, session, at: datetime) -> list[str]:
    """Take an app into use once it shows the right code; an earlier app of the user ends.

    Returns the recovery codes, to be shown this once, when it is the first factor. Other sessions of the user end.
    """
    step = _step_of(secret, code, after=0, at=at)
    if step is None:
        raise FactorRefused("wrong_code")
    is_first = not has_factor(_locked(user))
    give_app(user=user, secret=secret, step=step, at=at)
    return changed(user, session=session, is_first=is_first, at=at)


def give_app(*, user: User, secret: str, step: int, at: datetime) -> None:
    """Keep the secret of a user's app, sealed; ``step`` is the half minute whose code was used, 0 when none was."""
    box = seal_text(secret, bound_to=_bound(user.pk))
    given = {"secret_box": box, "last_step": step, "made_at": at, "used_at": at if step else None}
    AppFactor.objects.update_or_create(user=user, defaults=given)


@transaction.atomic
def remove_app(*, user: User, session, at: datetime) -> None:
    """Take the app away. Raises FactorRefused when the user needs a second factor and would have none."""
    refuse_to_remove_the_last(user)
    gone, _ = AppFactor.objects.filter(user=user).delete()
    if gone:
        changed(user, session=session, is_first=False, at=at)


@transaction.atomic
def check_code(*, user: User, code: str, at: datetime) -> bool:
    """Whether this is the app's code or a recovery code of the user; either is good once."""
    given = "".join(character for character in code.upper() if character.isalnum())
    if len(given) != DIGITS:
        unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, given), used_at=None)
        return unused.update(used_at=at) == 1
    app = AppFactor.objects.select_for_update().filter(user=user).first()
    step = app and _step_of(secret_of(app), given, after=app.last_step, at=at)
    if step is None:
        return False
    app.last_step, app.used_at = step, at
    app.save(update_fields=["last_step", "used_at"])
    return True


@transaction.atomic
def renew_recovery_codes(*, user: User, session, at: datetime) -> list[str]:
    """Ten new codes, told this once; the earlier ones open nothing any more."""
    codes = _draw_codes(_locked(user))
    changed(user, session=session, is_first=False, at=at)
    return codes


@transaction.atomic
def seal_secrets_anew() -> int:
    """Seal the secrets of apps with the first of IDENTITY_KEYS that another key has sealed; returns how many."""
    rows = list(AppFactor.objects.exclude(secret_box__startswith=f"{first_key()}:").select_for_update())
    for row in rows:
        row.secret_box = seal_text(secret_of(row), bound_to=_bound(row.user_id))
    AppFactor.objects.bulk_update(rows, ["secret_box"])
    return len(rows)


def forget_factors(*, user: User) -> None:
    """Take all factors and recovery codes away and end every session: at the next sign-in they are set up anew.

    The phone that is lost may hold the secret address of the calendar too, so that opens nothing any more either.
    """
    for model in (AppFactor, Passkey, RecoveryCode):
        model.objects.filter(user=user).delete()
    drop_calendar_key(user=user)
    end_sessions(user=user)


def changed(user: User, *, session, is_first: bool, at: datetime) -> list[str]:
    """What follows every change: codes with the first factor, none without any, other sessions end, the user is told."""
    codes = _draw_codes(user) if is_first else []
    if not has_factor(user):
        RecoveryCode.objects.filter(user=user).delete()
    end_sessions(user=user, but=session.session_key)
    about = f"factors:{user.pk}:{at.timestamp()}"
    account_news.send(None, users=[user], news=AccountNews.FACTORS_CHANGED, about=about, at=at)
    return codes


def refuse_to_remove_the_last(user: User) -> None:
    """Whoever needs a second factor keeps one."""
    if needs_factor(_locked(user)) and factors_of(user).count < 2:
        raise FactorRefused("last_one")


def _locked(user: User) -> User:
    User.objects.select_for_update().get(pk=user.pk)
    return user


def _draw_codes(user: User) -> list[str]:
    codes = [
        "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in codes]


def _digest(user: User, code: str) -> str:
    return digest_of(f"{user.pk}:{code}")


def _bound(user_id: int) -> str:
    return f"app-factor:{user_id}"


def _reckoner(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)


def _step_of(secret: str, code: str, *, after: int, at: datetime) -> int | None:
    """The half minute whose code this is, if it is one about now and later than ``after``; all are compared, always."""
    now, found = int(at.timestamp()) // STEP_SECONDS, None
    typed = "".join(character for character in code if character.isdecimal() and character.isascii())
    for step in range(now - STEPS_AROUND, now + STEPS_AROUND + 1):
        right = _reckoner(secret).generate(step * STEP_SECONDS).decode()
        if constant_time_compare(typed, right) and step > after:
            found = step
    return found
