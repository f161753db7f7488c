"""The database that every process of the suite copies: migrated, with the register, made once for each state of the code.

Migrating an empty database takes longer than most runs of some tests. PostgreSQL copies a whole database in a moment,
so one is made, and with our own servers its cluster is kept under var/ until a migration or the register changes.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scripts.machine import ROOT, LaunchError
from scripts.placement import Place, find_place
from scripts.postgres import PostgresServer, maintenance
from scripts.servers import Services

NAME = "template_of_tests"
# What decides how an empty database looks after all migrations and the register.
SOURCES = (
    "*/migrations/*.py",
    "organizations/models.py",
    "organizations/choices.py",
    "organizations/services/*.py",
    "organizations/data/*",
    "common/triggers.py",
    "common/numbering.py",
    "requirements.txt",
)


def seed_folder() -> Path:
    """Name the folder where the cluster with the template of today's code is kept, whether it exists or not."""
    # The day of the whole world, as a process started by Django has the time of China.
    digest = hashlib.sha256(f"{datetime.now(UTC).date()} {sys.version}".encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and "tests" not in path.parts:
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return find_place().base / "test" / f"seed-{digest.hexdigest()[:16]}"


@contextlib.contextmanager
def template_database(services: Services):
    """Give the name of a database to copy to a block; one made on somebody else's server is dropped afterwards."""
    own = next((server for server in services.own if isinstance(server, PostgresServer)), None)
    if own is None:
        name = f"{NAME}_{os.getpid()}"
        url = os.environ["DATABASE_URL"]
        _make(url, name, services)
        try:
            yield name
        finally:
            _run(url, f"DROP DATABASE {name}")
        return
    if not own.query("SELECT 1 FROM pg_database WHERE datname = %s", NAME):
        _make(own.url, NAME, services)
        _keep(own)
    yield NAME


def _make(url: str, name: str, services: Services) -> None:
    """Create the template and fill it; raises LaunchError when a migration or the register is broken."""
    print("Preparing the database of the tests ...", file=sys.stderr, flush=True)
    _run(url, f"CREATE DATABASE {name}")
    target = urlsplit(url)._replace(path=f"/{name}").geturl()
    settings = {"DATABASE_URL": target, "DJANGO_SETTINGS_MODULE": "campaign.settings.test"}
    for command in (["migrate", "--no-input"], ["load_organizations"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity=0"],
            cwd=ROOT,
            env=os.environ | services.environment | settings,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode != 0:
            _run(url, f"DROP DATABASE {name}")
            raise LaunchError(
                f"The database of the tests could not be made: '{command[0]}' failed (see above)."
            )


def _run(url: str, statement: str) -> None:
    with maintenance(url) as cursor:
        cursor.execute(statement)


def _keep(server: PostgresServer) -> None:
    """Keep a copy of the stopped cluster for the next runs, and only this one."""
    kept = seed_folder()
    for older in kept.parent.glob("seed-*"):
        shutil.rmtree(older, ignore_errors=True)
    unfinished = server.folder.with_name("kept")
    server.stop()
    # Not shutil: the copy belongs to the account of the server, as the original does.
    subprocess.run(["cp", "-a", server.folder, unfinished], check=True)
    with contextlib.suppress(OSError):
        unfinished.rename(kept)
    server.start()


def plant_seed(place: Place, folder: Path) -> None:
    """Begin a new server's folder with the kept cluster, if there is one for today's code."""
    kept = seed_folder()
    if kept.exists():
        place.account.make_way(folder.parent)
        subprocess.run(["cp", "-a", kept, folder], check=True)
