"""The site that is attacked: gunicorn with two workers, a PostgreSQL and a Valkey of its own, a thousand cases."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import django

from scripts import messages, prepare
from scripts.bench.__main__ import fill
from scripts.bench.servers import FOLDER, Home, bench_servers, has_database, make_database
from scripts.bench.web import Site, running
from scripts.machine import ROOT

CASES = 1_000
LOG = FOLDER / "drill.log"
# Each request of the drill names the address that it pretends to come from, as a proxy would.
HEADER = "X-Real-IP"


@contextlib.contextmanager
def prepared() -> Iterator[Home]:
    """Servers with the cases loaded, and Django set up in this process on the same ones."""
    messages.compile_catalogs(ROOT)
    with bench_servers() as home:
        if not has_database(home, CASES):
            make_database(home, CASES)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "campaign.settings.dev",
            "DEBUG": "false",
            "DATABASE_URL": home.database_for(CASES),
            "REDIS_URL": home.redis_url,
            "CLIENT_ADDRESS_HEADER": HEADER,
        }
        django.setup()
        from django.core.cache import cache

        cache.clear()
        fill(home, CASES)
        prepare.collect_static_files()
        yield home


@contextlib.contextmanager
def attacked(**limits: int) -> Iterator[tuple[Site, Path]]:
    """The running site with its usual limits, except those named, and its log."""
    LOG.unlink(missing_ok=True)
    changed = {name: str(value) for name, value in limits.items()}
    with running("campaign.wsgi", environment=changed, log=LOG) as site:
        yield site, LOG
