"""Slowing down whoever sends too much, without keeping who that is.

A client is known by a keyed digest of its address. The key is drawn at random each day and stands in Redis alone; the
digests are gone after an hour at most. Neither is ever written into the database, a file or a log.
"""

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

KEY_SECONDS = 26 * 60 * 60
MARK_LENGTH = 24
EVERYBODY = ""


@dataclass(frozen=True)
class Brake:
    """At most so many times in so many seconds, counted from the first.

    ``client`` is the word of ``client_of``: one client is counted alone, an unknown one (None) not at all, and EVERYBODY
    together.
    """

    name: str
    limit: int
    seconds: int

    def is_on(self, client: str | None) -> bool:
        """Whether this client has to wait."""
        return client is not None and cache.get(self._key(client), 0) >= self.limit

    def press(self, client: str | None) -> int:
        """Count once more; returns how often it was within the time, 0 for an unknown client."""
        if client is None:
            return 0
        key = self._key(client)
        if cache.add(key, 1, timeout=self.seconds):
            return 1
        try:
            return cache.incr(key)
        except ValueError:  # the time ended between the two calls
            cache.add(key, 1, timeout=self.seconds)
            return 1

    def _key(self, client: str) -> str:
        return f"brake:{self.name}:{client}"


def client_of(request: HttpRequest) -> str | None:
    """A word for whoever sends this request, the same for a day, from which nobody can tell the address later.

    None when only the proxy in front is known: without CLIENT_ADDRESS_HEADER all requests would seem to be one client's.
    """
    address = _address_of(request)
    if not address or ipaddress.ip_address(address).is_loopback:
        return None
    return client_named(address)


def client_named(address: str) -> str:
    """The same word for a sender of e-mails or text messages."""
    name = f"brake-key:{timezone.localdate()}"
    key = cache.get(name)
    if key is None:
        # Of two that come at once the first one's key counts.
        cache.add(name, secrets.token_hex(32), timeout=KEY_SECONDS)
        key = cache.get(name, "")
    return hmac.digest(key.encode(), address.encode(), hashlib.sha256).hex()[:MARK_LENGTH]


def _address_of(request: HttpRequest) -> str:
    """The address as the proxy passes it on, or the one that the connection came from; empty when it is none."""
    header = settings.CLIENT_ADDRESS_HEADER
    address = request.headers.get(header, "") if header else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(address.strip()))
    except ValueError:
        return ""
