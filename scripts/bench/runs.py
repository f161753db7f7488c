"""One run: the yardsticks first, then every row of the table against a running site."""

import sys
from collections.abc import Iterator

from django.db import connection

from scripts import prepare
from scripts.bench.measure import ClientHere, count_statements, measure_inserts, measure_site
from scripts.bench.report import Line
from scripts.bench.scenarios import Ask, Scenario, Supply, scenarios
from scripts.bench.servers import FOLDER, Home
from scripts.bench.web import Site, running
from scripts.machine import LaunchError

BARE_VIEW, BARE_INSERT = "bare_view", "bare_insert"
LOG = FOLDER / "web.log"


def measure_all(home: Home, *, cases: int, only: set[str], seconds: float) -> list[Line]:
    """Measure the rows that are named (all when none is), beside both yardsticks."""
    prepare.collect_static_files()
    rows = scenarios(cases)
    if strangers := only - {row.name for row in rows}:
        known = ", ".join(row.name for row in rows)
        raise LaunchError(f"There is no row {', '.join(sorted(strangers))}; there are: {known}.")
    lines = list(_yardsticks(home, cases=cases, seconds=seconds))
    here = ClientHere()
    with running("campaign.wsgi", environment={}, log=LOG) as site:
        for row in rows:
            if not only or row.name in only:
                lines.append(_measure_row(row, here, site, home, seconds=seconds))
    return lines


def _yardsticks(home: Home, *, cases: int, seconds: float) -> Iterator[Line]:
    """What the frame and the disk allow at best."""
    _tell("bare Django view")
    asks = Supply(iter(lambda: Ask(path="/"), None))
    with running("scripts.bench.bare", environment={}, log=LOG) as site:
        speed = measure_site(site, asks, postgres=home.postgres, seconds=seconds)
    yield Line(BARE_VIEW, "yardstick: bare Django view", 0, 0, speed, None)
    _tell("bare durable INSERT")
    speed = measure_inserts(home.database_for(cases), postgres=home.postgres, seconds=seconds)
    yield Line(BARE_INSERT, "yardstick: bare durable INSERT", None, None, speed, None)


def _measure_row(row: Scenario, here: ClientHere, site: Site, home: Home, *, seconds: float) -> Line:
    _tell(row.label)
    statements, control = count_statements(here, row.asks)
    connection.close()
    speed = measure_site(site, row.asks, postgres=home.postgres, seconds=seconds)
    return Line(row.name, row.label, statements, control, speed, row.goal)


def _tell(label: str) -> None:
    print(f"  {label} ...", file=sys.stderr, flush=True)
