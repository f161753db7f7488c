"""Slowing down whoever sends too much, without keeping who that is.

A client is known by a keyed digest of its address. The key is drawn at random each day and stands in Redis alone; the
digests are gone after an hour at most. Neither is ever written into the database, a file or a log. When Redis is emptied
all brakes begin anew, under a new key.
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
# A line at home gets a whole /64 of IPv6 addresses, among which a computer may change at will.
IPV6_PREFIX = 64


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
        return self.count(client) >= self.limit

    def count(self, client: str | None) -> int:
        """How often it was within the time, 0 for an unknown client."""
        return 0 if client is None else cache.get(self._key(client), 0)

    def press(self, client: str | None) -> int:
        """Count once more; returns how often it was within the time, 0 for an unknown client."""
        if client is None:
            return 0
        key = self._key(client)
        if cache.add(key, 1, timeout=self.seconds):
            return 1
        try:
            count = cache.incr(key)
        except ValueError:  # the time ended between the two calls
            cache.add(key, 1, timeout=self.seconds)
            return 1
        if count == 1:
            # The time ended within the call, so it was counted from nothing: without an end it would stay for ever.
            cache.touch(key, self.seconds)
        return count

    def lift(self, client: str | None) -> None:
        """Count once less: what was counted beforehand turned out to be right."""
        try:
            if client is not None and cache.decr(self._key(client)) < 0:
                cache.delete(self._key(client))
        except ValueError:  # the time has ended meanwhile
            return

    def _key(self, client: str) -> str:
        return f"brake:{self.name}:{client}"


def client_of(request: HttpRequest) -> str | None:
    """A word for whoever sends this request, the same for a day, from which nobody can tell the address later.

    None when only the proxy in front is known: without CLIENT_ADDRESS_HEADER all requests would seem to be one client's.
    """
    network = _network_of(request)
    if network is None or network.is_loopback:
        return None
    return client_named(str(network))


def client_named(address: str) -> str | None:
    """The same word for a sender of e-mails or text messages."""
    name = f"brake-key:{timezone.localdate()}"
    key = cache.get(name)
    if key is None:
        # Of two that come at once the first one's key counts.
        cache.add(name, secrets.token_hex(32), timeout=KEY_SECONDS)
        key = cache.get(name)
    if not key:
        # A digest without a key could be reckoned back to its address.
        return None
    return hmac.digest(key.encode(), address.encode(), hashlib.sha256).hex()[:MARK_LENGTH]


def _network_of(request: HttpRequest) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """The address as the proxy passes it on, or the one that the connection came from; None when it is none.

    Without CLIENT_ADDRESS_HEADER no header counts, whatever a client writes into it.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    typed = request.headers.get(header, "") if header else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(typed.strip().partition("%")[0])
    except ValueError:
        return None
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return ipaddress.ip_network(address)
    return ipaddress.ip_network(
        (address, IPV6_PREFIX if address.version == 6 else address.max_prefixlen), strict=False
    )
