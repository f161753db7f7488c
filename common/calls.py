"""Calls between this site and a provider, signed with a secret that both know."""

import hashlib
import hmac
import json
import time

from django.http import HttpRequest

# A call may be this many seconds old: a recorded one can't be played again later.
CALL_SECONDS = 300


def signature(secret: str, stamp: str, body: bytes) -> str:
    """The hexadecimal HMAC-SHA256 of the time stamp, a full stop and the body."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: bytes) -> dict[str, str]:
    """The headers of a call that goes out now."""
    stamp = str(int(time.time()))
    return {"X-Timestamp": stamp, "X-Signature": signature(secret, stamp, body)}


def is_signed(request: HttpRequest, secret: str) -> bool:
    """Whether X-Signature is right for ``X-Timestamp`` and the body, and fresh."""
    stamp = request.headers.get("X-Timestamp", "")
    if not stamp.isascii() or not stamp.isdecimal() or len(stamp) > 12:
        return False
    if abs(time.time() - int(stamp)) > CALL_SECONDS:
        return False
    given = request.headers.get("X-Signature", "")
    return hmac.compare_digest(signature(secret, stamp, request.body).encode(), given.encode())


def fields_of(body: bytes) -> dict | None:
    """The JSON object that a call brings; None when it brings none.

    Half of a sign, as it stands where a text was cut between two code units, becomes U+FFFD: nothing can store it as it came,
    and whoever calls would try for ever.
    """
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    return {name: _whole_signs(value) if isinstance(value, str) else value for name, value in fields.items()}


def _whole_signs(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
