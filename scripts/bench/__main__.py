"""`make bench`: load synthetic cases into a database of their own and measure the pages that matter.

Examples: `make bench`, `make bench CASES=1000000`, `make bench ARGS="--only list,detail --seconds 4"`,
`make bench ARGS=--record` to keep the figures in docs/performance.md.
"""

import argparse
import os
import sys

import django

from scripts import messages
from scripts.bench.servers import (
    FOLDER,
    Home,
    bench_servers,
    has_database,
    is_durable,
    make_database,
    server_facts,
)
from scripts.machine import ROOT, run_main

SMALLEST = 1000
SETTINGS = {"DJANGO_SETTINGS_MODULE": "campaign.settings.dev", "DEBUG": "false"}

# All complaints come from one address and as fast as they are answered: the brakes would be all that is measured.
WIDE_OPEN = {
    "COMPLAINTS_PER_CLIENT": "100000000",
    "CALM_COMPLAINTS_PER_MINUTE": "100000000",
    "PUBLIC_SEATS": "4",
    "PUBLIC_QUEUE": "2",
}


def main() -> int:
    """Load what is missing, measure every row, print the table; returns 0."""
    options = read_options()
    messages.compile_catalogs(ROOT)
    with bench_servers() as home:
        url = home.database_for(options.cases)
        os.environ |= SETTINGS | WIDE_OPEN | {"DATABASE_URL": url, "REDIS_URL": home.redis_url}
        facts = server_facts(home.database_url)
        if not is_durable(facts):
            print(
                "Warning: this PostgreSQL may lose what it has acknowledged; writes look too quick.",
                file=sys.stderr,
            )
        if options.fresh or not has_database(home, options.cases):
            make_database(home, options.cases)
        django.setup()
        fill(home, options.cases)
        measure_and_report(home, options, facts)
    return 0


def read_options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=whole_number, default=100_000, help="how many cases, 1000 or more")
    parser.add_argument("--only", default="", help="rows to measure, by their names, separated by commas")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each row is asked, twice")
    parser.add_argument("--fresh", action="store_true", help="load the cases anew")
    parser.add_argument("--record", action="store_true", help="keep the figures in docs/performance.md")
    parser.add_argument("--load-only", action="store_true", help="load the cases and measure nothing")
    return parser.parse_args()


def whole_number(text: str) -> int:
    """A number of cases such as 100000, 100_000 or 100,000."""
    number = int(text.replace(",", "").replace("_", ""))
    if number < SMALLEST:
        raise argparse.ArgumentTypeError(f"at least {SMALLEST}")
    return number


def fill(home: Home, cases: int) -> None:
    """See that the database holds the cases, loading them anew if need be."""
    from django.core.management import call_command
    from django.db import connection

    from scripts.bench import load

    if load.is_loaded(cases):
        print(f"The database {cases:,} cases is there already.", flush=True)
        return
    connection.close()
    make_database(home, cases)
    call_command("migrate", verbosity=0)
    print(f"Loading {cases:,} cases ...", flush=True)
    seconds = load.load(cases)
    print(f"Loaded {cases:,} cases in {seconds:.0f} s.", flush=True)


def measure_and_report(home: Home, options: argparse.Namespace, facts: dict[str, str]) -> None:
    """Measure, print, save and, when asked, record."""
    from scripts.bench import report, runs

    if options.load_only:
        return
    only = {name for name in options.only.split(",") if name}
    facts = report.computer() | facts
    lines = runs.measure_all(home, cases=options.cases, only=only, seconds=options.seconds)
    run = report.Run(cases=options.cases, lines=lines, facts=facts)
    print(f"\n{report.aligned(run.table())}\n\n{report.sentence(run)}")
    print(f"All figures: {report.save(run, FOLDER).relative_to(ROOT)}")
    if options.record:
        report.record(run)


if __name__ == "__main__":
    run_main(main)
