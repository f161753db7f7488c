"""Passkeys: keys in a phone, a computer or on a stick that sign for this site alone (WebAuthn)."""

from datetime import datetime

from django.db import transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
)

from accounts.models import Passkey, User
from accounts.selectors import has_factor
from accounts.services.factors import FactorRefused, changed, refuse_to_remove_the_last

# As a second factor beside the password it is enough to touch the key, but whoever can is asked for finger or PIN.
VERIFICATION = "preferred"


def begin_passkey(*, user: User, host: str) -> tuple[dict, dict]:
    """What the browser is asked to make, and what has to be kept until it answers."""
    known = [_credential(row) for row in Passkey.objects.filter(user=user)]
    entity = PublicKeyCredentialUserEntity(
        name=user.username, id=f"user-{user.pk}".encode(), display_name=str(user)
    )
    options, state = _server(host).register_begin(entity, known, user_verification=VERIFICATION)
    return dict(options), state


@transaction.atomic
def add_passkey(
    *, user: User, host: str, state: dict, answer: dict, name: str, session, at: datetime
) -> list[str]:
    """Take a new key into use. Returns the recovery codes, to be shown this once, when it is the first factor."""
    User.objects.select_for_update().get(pk=user.pk)
    is_first = not has_factor(user)
    try:
        made = _server(host).register_complete(state, answer)
    except (ValueError, KeyError, TypeError, AssertionError) as problem:
        raise FactorRefused("wrong_key") from problem
    number = websafe_encode(made.credential_data.credential_id)
    if Passkey.objects.filter(credential_id=number).exists():
        raise FactorRefused("known_key")
    Passkey.objects.create(
        user=user,
        name=name,
        credential_id=number,
        credential=websafe_encode(bytes(made.credential_data)),
        sign_count=made.counter,
        made_at=at,
        used_at=at,
    )
    return changed(user, session=session, is_first=is_first, at=at)


def ask_for_passkey(*, user: User, host: str) -> tuple[dict, dict] | None:
    """What the browser is asked to sign, and what has to be kept until it answers; None without a passkey."""
    known = [_credential(row) for row in Passkey.objects.filter(user=user)]
    if not known:
        return None
    options, state = _server(host).authenticate_begin(known, user_verification=VERIFICATION)
    return dict(options), state


@transaction.atomic
def check_passkey(*, user: User, host: str, state: dict, answer: dict, at: datetime) -> bool:
    """Whether one of the user's keys has signed. A key whose counter doesn't rise may be a copy and is refused."""
    rows = list(Passkey.objects.select_for_update().filter(user=user))
    try:
        used = _server(host).authenticate_complete(state, [_credential(row) for row in rows], answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError, AssertionError):
        return False
    number = websafe_encode(used.credential_id)
    row = next(row for row in rows if row.credential_id == number)
    if (counter or row.sign_count) and counter <= row.sign_count:
        return False
    row.sign_count, row.used_at = counter, at
    row.save(update_fields=["sign_count", "used_at"])
    return True


@transaction.atomic
def remove_passkey(*, user: User, passkey_id: int, session, at: datetime) -> None:
    """Take a key away. Raises FactorRefused when the user needs a second factor and would have none."""
    row = Passkey.objects.get(pk=passkey_id, user=user)
    refuse_to_remove_the_last(user)
    row.delete()
    changed(user, session=session, is_first=False, at=at)


def _server(host: str) -> Fido2Server:
    """``host`` is the name in the address bar: a key answers no site under another name."""
    return Fido2Server(PublicKeyCredentialRpEntity(name=host, id=host))


def _credential(row: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.credential))
