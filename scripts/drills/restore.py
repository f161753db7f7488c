"""`make restore`: back up a site of its own while citizens complain, restore it on an empty server, and prove that nothing is missing.

The backup is made and restored by the two commands of real use, `manage.py back_up` and `manage.py restore_backup`: these count,
hash, open and verify. The drill then starts the restored site and asks it over HTTP for each complaint that was acknowledged
before the backup began. Examples: `make restore`, `make restore ARGS="--submissions 2000"`.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.drills.attacker import Attacker, address_of, solved
from scripts.drills.chaos.people import Staff, make_staff
from scripts.drills.chaos.sink import SECRET, Sink
from scripts.drills.chaos.site import ChaosSite, chaos_site, places_in, start_programs, use_own_servers
from scripts.drills.chaos.storm import Sent, Storm, numbers_of_repetitions
from scripts.machine import LaunchError, free_port, run_main
from scripts.servers import throwaway_servers
from scripts.with_servers import run_in_foreground

INSIDE = "Progress of your complaint"


@dataclass(frozen=True)
class BackedUp:
    """The backup, how long it took, and what the clients had been told before it began."""

    folder: Path
    seconds: float
    before: list[Sent]
    during: int


def main() -> int:
    """Back up, restore, prove; returns 0 when all held, else 1."""
    options = read_options()
    with Sink() as sink, chaos_site(sink.url, SECRET) as site:
        staff = make_staff()
        backed_up = back_up_under_load(site, staff, options)
        print(
            f"backed up in {backed_up.seconds:.1f} s ({size_of(backed_up.folder) / 1e6:.1f} MB) while complaints came in: "
            f"{len(backed_up.before):,} acknowledged before, {backed_up.during:,} meanwhile",
            flush=True,
        )
        held = []
        use_own_servers()
        with throwaway_servers(is_durable=True) as services:
            restored = ChaosSite(services, services.own[0].folder.parent, port=free_port())
            try:
                began = time.monotonic()
                manage(restored, "restore_backup", str(backed_up.folder))
                start_web(restored)
                seconds = time.monotonic() - began
                print(f"the restored site answers {seconds:.1f} s after the restoring began", flush=True)
                for line, holds in findings(restored, staff, backed_up.before):
                    print(f"{'ok  ' if holds else 'FAIL'}  {line}", flush=True)
                    held.append(holds)
            finally:
                restored.end()
    return 0 if all(held) else 1


def read_options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="make restore", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--submissions", type=int, default=500, help="how many complaints before the backup (500)"
    )
    parser.add_argument("--clients", type=int, default=4, help="how many complain at once (4)")
    parser.add_argument(
        "--minutes", type=float, default=10.0, help="gives up filling the site after these (10)"
    )
    return parser.parse_args()


def back_up_under_load(site: ChaosSite, staff: Staff, options: argparse.Namespace) -> BackedUp:
    """Let citizens complain, and back up in the middle of it."""
    storm = Storm(site, staff.cast, clients=options.clients)
    start_programs(site)
    storm.start()
    try:
        until = time.monotonic() + 60 * options.minutes
        while storm.done.value < options.submissions:
            site.keep_running_for(0.2)
            storm.check()
            if time.monotonic() > until:
                raise LaunchError("The site could not be filled in time.")
        folder, began = site.folder / "backup", time.time()
        manage(site, "back_up", str(folder))
        seconds = time.time() - began
        journal = storm.journal(site.keep_running_for)
    finally:
        storm.end()
    site.end()
    before = [one for one in journal.acknowledged if one.taken_at < began]
    return BackedUp(folder, seconds, before, during=len(journal.acknowledged) - len(before))


def manage(site: ChaosSite, *arguments: str) -> None:
    """Run a command of the site with its environment, and with the programs of its PostgreSQL on PATH."""
    environment = site.services.environment | places_in(site.folder)
    command = [sys.executable, "manage.py", *arguments]
    if run_in_foreground(command, environment, site.services.client_programs):
        raise LaunchError(f"manage.py {arguments[0]} has failed: the reason stands above.")


def start_web(site: ChaosSite) -> None:
    """Start the web server of the restored site."""
    site.services.environment |= places_in(site.folder)
    start_programs(site, only=("web",))


def findings(site: ChaosSite, staff: Staff, before: list[Sent]) -> Iterator[tuple[str, bool]]:
    """Asks the restored site: each complaint is found by its key under its number, and opened by its receipt code."""
    pairs = numbers_of_repetitions(site, before, staff.cast)
    same = sum(number == again for number, again in pairs)
    yield f"sent again with their key: {same:,} of {len(before):,} are the same case", same == len(before)
    opened = sum(opens(site, sent.code, place) for place, sent in enumerate(before))
    yield f"opened by their receipt code: {opened:,} of {len(before):,}", opened == len(before)


def opens(site: ChaosSite, code: str, place: int) -> bool:
    """Whether a receipt code opens the page of its complaint."""
    with Attacker(site.web) as citizen:
        page = ""
        for _ in range(3):
            data = {"code": code, "proof": solved(page)}
            page = citizen.post("/track/", data, address=address_of(place)).page
            if INSIDE in page:
                return True
    return False


def size_of(folder: Path) -> int:
    """Octets below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    run_main(main)
