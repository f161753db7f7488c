"""The servers of the measurement: a durable PostgreSQL and a Valkey of their own, or those named by address."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil
import psycopg2
from psycopg2 import sql

from scripts.machine import ROOT, LaunchError, Lock, stopper
from scripts.placement import find_place
from scripts.postgres import maintenance
from scripts.server import Server
from scripts.servers import check_database, check_redis, own_servers

FOLDER = ROOT / "var" / "bench"
# Of a server that others use too, a database number that nobody else is likely to take.
REDIS_NUMBER = 9
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass(frozen=True)
class Home:
    """Where the measurement lives: the address of a maintenance database, Redis, and PostgreSQL's main process."""

    database_url: str
    redis_url: str
    postgres: psutil.Process | None

    def database_for(self, cases: int) -> str:
        """The address of the database for so many cases; made by ``make_database``."""
        return urlsplit(self.database_url)._replace(path=f"/{database_name(cases)}").geturl()


def database_name(cases: int) -> str:
    """One database for each number of cases, so that two sizes can be compared without loading anew."""
    return f"bench_{cases}"


@contextlib.contextmanager
def bench_servers() -> Iterator[Home]:
    """Give the servers to a block; only one measurement runs at a time, or they would disturb each other."""
    only_one = Lock(ROOT / "var" / "bench.lock")
    if not only_one.take(wait=False):
        raise LaunchError("'make bench' is already running in this checkout: wait for that one.")
    place = find_place()
    described = own_servers(place, place.base / "bench")
    own = [server for server in described if not os.environ.get(server.variable)]
    try:
        with stopper.deferred():
            for server in own:
                server.start()
        yield _home(own)
    finally:
        with stopper.deferred():
            for server in reversed(own):
                server.stop()
        only_one.release()


def _home(own: list[Server]) -> Home:
    urls = {server.variable: server.url for server in own}
    if "DATABASE_URL" not in urls:
        check_database(os.environ["DATABASE_URL"])
    if "REDIS_URL" not in urls:
        check_redis(os.environ["REDIS_URL"])
        urls["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{REDIS_NUMBER}").geturl()
    database_url = urls.get("DATABASE_URL") or os.environ["DATABASE_URL"]
    postgres = main_process(database_url)
    return Home(database_url=database_url, redis_url=urls["REDIS_URL"], postgres=postgres)


def main_process(url: str) -> psutil.Process | None:
    """PostgreSQL's main process; None when it runs on another computer or may not be looked at."""
    with contextlib.closing(psycopg2.connect(url)) as connection:
        try:
            backend = psutil.Process(connection.info.backend_pid)
            is_postgres = backend.name().startswith("postgres")
            return backend.parent() if is_postgres else None
        except psutil.Error:
            return None


def has_database(home: Home, cases: int) -> bool:
    """Whether the database for so many cases exists, complete or not."""
    with maintenance(home.database_url) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database_name(cases)])
        return cursor.fetchone() is not None


def make_database(home: Home, cases: int) -> None:
    """Make the database for so many cases anew, and empty."""
    name = sql.Identifier(database_name(cases))
    with maintenance(home.database_url) as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(name))


def server_facts(url: str) -> dict[str, str]:
    """The version and the settings that decide how durable and how quick the server is."""
    names = ("server_version", *DURABLE, "shared_buffers", "jit")
    with maintenance(url) as cursor:
        cursor.execute(
            "SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY (%s)", [list(names)]
        )
        return dict(cursor.fetchall())


def is_durable(facts: dict[str, str]) -> bool:
    """Whether what is committed survives a power cut."""
    return all(facts[name] == value for name, value in DURABLE.items())
