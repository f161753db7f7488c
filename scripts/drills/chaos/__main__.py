"""`make chaos`: kill every part of a site of its own, again and again, while citizens complain; nothing may be lost or doubled.

Web server, worker, beat, Valkey and PostgreSQL, and single processes of them, are killed with kill -9 in turn every few
seconds, and started again as systemd would; Valkey is emptied once. Clients send complaints by the form (with proof of work,
some with a file) and over the API, with the same key until they are answered; a clerk accepts and assigns. It ends when enough
was killed and acknowledged, or with the time. Examples: `make chaos`, `make chaos ARGS="--kills 12 --submissions 1000"`.
"""

import argparse
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError

from scripts.drills.chaos.kills import PARTS, Killer
from scripts.drills.chaos.people import Staff, make_staff
from scripts.drills.chaos.sink import SECRET, Sink
from scripts.drills.chaos.site import LOGS, ChaosSite, chaos_site, start_programs
from scripts.drills.chaos.storm import Journal, Storm, numbers_of_repetitions
from scripts.machine import run_main

# So long it is waited at most, to say how long it took.
DRAIN_SECONDS = 180.0
ASKED_AGAIN = 200
HEAD = ("", "expected", "found", "wrong", "")


@dataclass(frozen=True)
class Run:
    """What happened, before anything is counted in the database."""

    journal: Journal
    seconds: float
    drained: float
    repeated: list[tuple[str, str]]


def main() -> int:
    """Run the drill and print what was found; returns 0 when all held, else 1."""
    options = read_options()
    with Sink() as sink, chaos_site(sink.url, SECRET) as site:
        staff = make_staff()
        killer = Killer(site, options.parts)
        run = go_through(site, staff, killer, options)
        print(in_words(run, site, killer, sink), flush=True)
        held = list(findings(run, staff, killer, sink, options))
    print("Everything held." if all(held) else f"NOT everything held; the logs lie in {LOGS}.", flush=True)
    return 0 if all(held) else 1


def read_options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="make chaos", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=64, help="at least so many kills (64)")
    parser.add_argument(
        "--submissions", type=int, default=20_000, help="at least so many acknowledged complaints (20,000)"
    )
    parser.add_argument("--every", type=float, default=5.0, help="seconds from kill to kill (5)")
    parser.add_argument("--clients", type=int, default=8, help="how many complain at once (8)")
    parser.add_argument("--minutes", type=float, default=30.0, help="ends the storm at the latest (30)")
    parser.add_argument(
        "--drained-within", type=float, default=30.0, help="seconds in which all has to be worked off (30)"
    )
    parser.add_argument(
        "--parts",
        type=lambda text: [part.strip() for part in text.split(",")],
        default=list(PARTS),
        help=f"what is killed, in this order: {', '.join(PARTS)}",
    )
    options = parser.parse_args()
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"unknown: {', '.join(unknown)}")
    return options


def go_through(site: ChaosSite, staff: Staff, killer: Killer, options: argparse.Namespace) -> Run:
    """Storm and kills, then quiet: wait until everything has been worked off, and send some complaints again."""
    storm = Storm(site, staff.cast, clients=options.clients)
    start_programs(site)
    storm.start()
    began = time.monotonic()
    try:
        torment(site, storm, killer, options)
        journal = storm.journal(site.keep_running_for)
    finally:
        storm.end()
    seconds = time.monotonic() - began
    drained = drain(site)
    site.end("beat", "worker")
    taken = journal.acknowledged
    repeated = numbers_of_repetitions(site, taken[:: max(1, len(taken) // ASKED_AGAIN)], staff.cast)
    site.end("web")
    return Run(journal, seconds, drained, repeated)


def torment(site: ChaosSite, storm: Storm, killer: Killer, options: argparse.Namespace) -> None:
    """Kill in turn until enough was killed and acknowledged, or the time is over.

    The next one is killed when a page comes again: on a slow computer nothing but starting would be seen otherwise.
    """
    until, told = time.monotonic() + 60 * options.minutes, 0
    while time.monotonic() < until:
        site.wait_until_it_answers()
        site.keep_running_for(options.every)
        storm.check()
        if killer.count >= options.kills and storm.done.value >= options.submissions:
            return
        killer.strike()
        if 2 * killer.count >= options.kills:
            killer.empty_redis()
        if killer.count // 10 > told:
            told = killer.count // 10
            print(f"  {killer.count} kills, {storm.done.value:,} complaints acknowledged ...", flush=True)


def drain(site: ChaosSite) -> float:
    """Wait until no notice waits for its sending and no message for a worker; returns the seconds."""
    began = time.monotonic()
    while not is_drained(site) and time.monotonic() - began < DRAIN_SECONDS:
        site.keep_running_for(0.2)
    return time.monotonic() - began


def is_drained(site: ChaosSite) -> bool:
    """Whether nothing waits any more."""
    import redis
    from django.db import connection
    from django.utils import timezone

    from notices.models import Notice
    from notices.querysets import UNSENT

    with contextlib.suppress(DatabaseError, redis.RedisError):
        waiting = Notice.objects.filter(state__in=UNSENT, created_at__lte=timezone.now())
        return not waiting.exists() and not site.waiting_messages()
    connection.close()
    return False


def in_words(run: Run, site: ChaosSite, killer: Killer, sink: Sink) -> str:
    """What went on, in some sentences."""
    sent, taken = run.journal.sent, run.journal.acknowledged
    again = sum(one.tries > 1 for one in taken)
    by_form = sum(one.source == "web" for one in taken)
    killed = ", ".join(f"{part} {count}" for part, count in killer.killed.items())
    ended = ", ".join(f"{name} {count}" for name, count in site.by_itself.items()) or "none"
    return (
        f"{killer.count} kills in {run.seconds:.0f} s: {killed}. Valkey emptied: {killer.emptied}. "
        f"Ended by themselves: {ended}.\n"
        f"{len(sent):,} complaints sent, {len(taken):,} acknowledged ({len(taken) / run.seconds:.1f}/s; {by_form:,} by the "
        f"form, {sum(bool(one.file) for one in taken):,} with a file), {again:,} only after another try; "
        f"{len(run.journal.moves):,} moves of the clerk answered.\n"
        f"{len(sink.calls):,} text messages taken by the provider, {sink.repeats} came once more under the same key."
    )


def findings(
    run: Run, staff: Staff, killer: Killer, sink: Sink, options: argparse.Namespace
) -> Iterator[bool]:
    """Print the table, line by line; says of each line whether it holds."""
    from scripts.drills.chaos.reckoning import Line, reckon

    print(f"{HEAD[0]:<58}{HEAD[1]:>10}{HEAD[2]:>10}{HEAD[3]:>7}", flush=True)
    refused = [one for one in run.journal.sent if one.refused]
    for one in refused[:3]:
        print(f"refused: {one.refused}")
    differ = sum(number != again for number, again in run.repeated)
    repeated = len(run.repeated)
    lines = [
        Line("complaints refused", 0, len(refused), len(refused)),
        Line("sent again with their key: the same case", repeated, repeated - differ, differ),
        Line("calls of the provider without a right signature", 0, sink.unsigned, sink.unsigned),
    ]
    for line in [*lines, *reckon(run.journal, staff, sink.calls)]:
        print(
            f"{line.what:<58}{line.expected:>10,}{line.found:>10,}{line.wrong:>7,}  {'ok' if line.holds else 'FAIL'}",
            flush=True,
        )
        yield line.holds
    is_quick = run.drained <= options.drained_within
    most = f"{options.drained_within:.0f} s at most"
    print(f"worked off {run.drained:.1f} s after the storm ({most})  {'ok' if is_quick else 'FAIL'}")
    yield is_quick
    taken = len(run.journal.acknowledged)
    is_enough = killer.count >= options.kills and taken >= options.submissions and killer.emptied == 1
    wanted = f"{options.kills} kills, {options.submissions:,} complaints, Valkey emptied once"
    print(f"as much as was asked for ({wanted})  {'ok' if is_enough else 'FAIL'}", flush=True)
    yield is_enough


if __name__ == "__main__":
    run_main(main)
