"""The servers a command needs: our own embedded ones, or those that DATABASE_URL and REDIS_URL name."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import redis

from scripts.machine import ROOT, LaunchError, Lock, stopper
from scripts.placement import Place, embedded_postgres_bin, embedded_valkey_server, find_place, outside_folder
from scripts.postgres import PostgresServer
from scripts.server import Server
from scripts.valkey import ValkeyServer


@dataclass
class Services:
    """The running servers that are ours, and the environment that tells Django where all of them are."""

    own: list[Server]
    environment: dict[str, str]

    @property
    def client_programs(self) -> tuple[Path, ...]:
        """The folders with psql and pg_dump that fit our own PostgreSQL."""
        return tuple(server.programs for server in self.own if isinstance(server, PostgresServer))

    def keep_running(self) -> list[Server]:
        """Start those of our servers that have ended; returns them."""
        ended = [server for server in self.own if not server.is_running()]
        if ended:
            with _switch().held():
                for server in ended:
                    server.start()
        return ended


@contextlib.contextmanager
def shared_servers():
    """Give the checkout's lasting servers to a block, together with any other command that uses them now.

    The first to come starts them, the last to leave stops them. Every user holds a shared lock, which the
    kernel lifts even from a killed process, so the count of users is always right.
    """
    place = find_place()
    own = _missing_servers(place, place.base, is_durable=True)
    switch, users = _switch(), _users()
    try:
        with stopper.deferred(), switch.held():
            users.take(shared=True)
            services = _start(own)
        if own and place.is_outside_checkout:
            print(
                f"The account of the servers cannot enter this checkout: their data is in {place.base}.",
                flush=True,
            )
        yield services
    finally:
        with stopper.deferred(), switch.held():
            users.release()
            if users.take(wait=False):
                _stop(own)
                users.release()


def _switch() -> Lock:
    """Return the lock under which the lasting servers are started and stopped."""
    return Lock(ROOT / "var" / "servers.switch.lock")


def _users() -> Lock:
    """Return the lock that every command shares while it uses the lasting servers."""
    return Lock(ROOT / "var" / "servers.users.lock")


@contextlib.contextmanager
def throwaway_servers(
    *,
    postgres_bin: Path | None = None,
    valkey_server: Path | None = None,
    plant: Callable | None = None,
    is_durable: bool = False,
):
    """Give servers of its own to a block, quick and forgetful unless it asks for durable ones, and delete their data afterwards.

    ``plant`` is called with the place and the folder of a PostgreSQL of ours before it is started for the first time.
    """
    place = find_place()
    folder = place.base / "test" / secrets.token_hex(4)
    owner = Lock(_owner_lock(folder))
    own = _missing_servers(
        place, folder, is_durable=is_durable, postgres_bin=postgres_bin, valkey_server=valkey_server
    )
    try:
        with stopper.deferred():
            place.account.make_way(place.base / "test")
            with _sweeping(place).held():
                remove_abandoned(place)
                owner.take()
            if plant and any(isinstance(server, PostgresServer) for server in own):
                plant(place, folder / "postgres")
            services = _start(own)
        yield services
    finally:
        with stopper.deferred():
            _stop(own)
            shutil.rmtree(folder, ignore_errors=True)
            owner.path.unlink(missing_ok=True)
            owner.release()


def _sweeping(place: Place) -> Lock:
    """Return the lock under which throw-away folders are begun and swept: a new one is never swept."""
    return Lock(place.base / "test" / "sweeping")


def remove_abandoned(place: Place) -> None:
    """Stop and delete throw-away servers whose command was killed before it could."""
    for lock_file in (place.base / "test").glob("*.lock"):
        owner = Lock(lock_file)
        if owner.take(wait=False):
            folder = lock_file.with_suffix("")
            _stop(own_servers(place, folder))
            shutil.rmtree(folder, ignore_errors=True)
            lock_file.unlink(missing_ok=True)
            owner.release()


def own_servers(place: Place, folder: Path) -> list[Server]:
    """Describe the embedded servers of a folder, whether they run or not."""
    return [
        PostgresServer(
            folder=folder / "postgres", account=place.account, programs=embedded_postgres_bin(place)
        ),
        ValkeyServer(folder=folder / "valkey", account=place.account, program=embedded_valkey_server(place)),
    ]


def delete_lasting_data() -> None:
    """Stop the checkout's lasting servers, delete their data; raises LaunchError while they are in use."""
    place = find_place()
    users = _users()
    if not users.take(wait=False):
        raise LaunchError("The servers are in use: stop 'make run' and other commands first.")
    with _sweeping(place).held():
        remove_abandoned(place)
    servers = own_servers(place, place.base)
    _stop(servers)
    for server in servers:
        shutil.rmtree(server.folder, ignore_errors=True)
    if os.geteuid() == 0:
        shutil.rmtree(outside_folder(), ignore_errors=True)
    users.release()


def _missing_servers(place: Place, folder: Path, *, is_durable: bool, postgres_bin=None, valkey_server=None):
    """Describe an embedded server for each address that the environment does not give."""
    servers = []
    if not os.environ.get("DATABASE_URL"):
        programs = postgres_bin or embedded_postgres_bin(place)
        servers.append(
            PostgresServer(
                folder=folder / "postgres", account=place.account, programs=programs, is_durable=is_durable
            )
        )
    if not os.environ.get("REDIS_URL"):
        program = valkey_server or embedded_valkey_server(place)
        servers.append(
            ValkeyServer(
                folder=folder / "valkey", account=place.account, program=program, is_durable=is_durable
            )
        )
    return servers


def _owner_lock(folder: Path) -> Path:
    """Name the lock of a throw-away folder; it lies beside the folder and so outlives its deletion."""
    return folder.with_name(f"{folder.name}.lock")


def _start(own: list[Server]) -> Services:
    """Start our servers, check those given by address, and return all of them."""
    for server in own:
        server.start()
    services = Services(own, {server.variable: server.url for server in own})
    if "DATABASE_URL" not in services.environment:
        check_database(os.environ["DATABASE_URL"])
    if "REDIS_URL" not in services.environment:
        check_redis(os.environ["REDIS_URL"])
    return services


def _stop(own: list[Server]) -> None:
    """Stop our servers, the last started first."""
    for server in reversed(own):
        server.stop()


def check_database(url: str) -> None:
    """Raise LaunchError when a database given by address cannot be used; warn when it is blind to Chinese."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise LaunchError(
            "DATABASE_URL must begin with postgres://, as in postgres://user:password@host:5432/name."
        )
    try:
        with (
            contextlib.closing(psycopg2.connect(url, connect_timeout=5)) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "SELECT pg_encoding_to_char(encoding), datctype FROM pg_database"
                " WHERE datname = current_database()"
            )
            encoding, character_type = cursor.fetchone()
    except psycopg2.Error as error:
        raise LaunchError(f"Cannot use the database of DATABASE_URL: {str(error).strip()}") from None
    if encoding != "UTF8":
        raise LaunchError(
            f"The database of DATABASE_URL has the encoding {encoding}; make one with ENCODING 'UTF8'."
        )
    if character_type in ("C", "POSIX"):
        print(
            f"Warning: the database of DATABASE_URL was made with LC_CTYPE={character_type}, to which "
            "Chinese characters are no letters: make one with LC_CTYPE 'C.UTF-8'.",
            flush=True,
        )


def check_redis(url: str) -> None:
    """Raise LaunchError when a Redis given by address cannot be used."""
    try:
        with contextlib.closing(redis.Redis.from_url(url, socket_connect_timeout=5)) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise LaunchError(f"Cannot use the server of REDIS_URL: {error}") from None
