"""Django's cache in Valkey, with one client for each pool of connections.

Django makes a client anew for every question, with a table of 170 answers to read: a third of a millisecond, several times
for each page. A client may be shared: every question borrows a connection of the pool.
"""

from django.core.cache.backends import redis


class KeptClient(redis.RedisCacheClient):
    """Keeps the client of each pool."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._kept = {}

    def get_client(self, key=None, *, write=False):
        """The client of the server that is asked."""
        pool = self._get_connection_pool(write)
        if pool not in self._kept:
            self._kept[pool] = self._client(connection_pool=pool)
        return self._kept[pool]


class RedisCache(redis.RedisCache):
    """The backend of ``CACHES``."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = KeptClient
