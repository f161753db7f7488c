"""Fill a database with synthetic cases: COPY by several processes, indexes afterwards, memory flat whatever the number.

Constraints, foreign keys and the firewall triggers stay on all the while, so what is loaded is what the services
could have written.
"""

import hashlib
import io
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from scripts.bench.register import Register, make_users, read_register
from scripts.bench.rows import rows_of
from scripts.machine import ROOT

SEED = "complaints"
CHUNK = 1000
WORKERS = 2
# After so many cases the planner is told; later it knows enough.
COUNTED_AT = (2 * CHUNK, 10 * CHUNK, 50 * CHUNK)
# Due dates are counted from the day of loading: some weeks later too many cases would be overdue.
GOOD_FOR = timedelta(days=7)
SOURCES = ("load.py", "register.py", "rows.py", "sketches.py", "words.py")
INDEX_MEMORY = "256MB"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
MARK = "bench_load"

# The tables in the order in which they may be loaded, each with its columns.
COLUMNS = {
    "accounts_sealedidentity": "id name_box phone_box phone_mark created_at",
    "cases_case": "id channel rule_set subject story place_text area_id city_id sector_id danger identity_id"
    " submitted_by_id stage desk_id responsible_id escalated_to_id answer_id is_supervised reopened_count received_at"
    " accepted_at assigned_at answered_at closed_at remind_at due_at red_at search_text matter_id text_marks",
    "cases_matter": "id leading_id opened_at",
    "cases_casemessage": "case_id kind party unit_id author_id text sent_at read_at",
    "cases_answer": "id case_id round unit_id request facts opinion legal_basis result submitted_at released_at",
    "cases_cohandler": "case_id unit_id added_at",
    "cases_accused": "case_id unit_id person_id unit_text person_text",
    "cases_caseclock": "id case_id name started_at due_on remind_at due_at red_at escalate_at next_signal_at"
    " stopped_at is_provisional",
    "cases_clocksignal": "clock_id kind given_at",
    "cases_caseevent": "case_id at name move from_stage to_stage party actor_id unit_id note details",
    "complaints_submission": "source key digest case_id",
    "complaints_receipt": "case_id hint hash issued_at is_temporary",
    "evaluations_rating": "answer_id grade reason comment rated_at reopened",
    "notices_notice": "user_id identity_id channel wording context language path dedupe_key state attempts"
    " created_at next_attempt_at sent_at read_at last_error",
}
# What the firewall triggers look up for each row.
LOOKED_UP = (("cases_case", "matter_id"), ("cases_accused", "case_id"), ("cases_cohandler", "case_id"))
NUMBERED_HERE = ("cases_case", "cases_answer", "cases_caseclock", "cases_matter")


def is_loaded(cases: int) -> bool:
    """Whether this database was filled with so many cases by this very loader, and lately."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [MARK])
        if cursor.fetchone()[0] is None:
            return False
        cursor.execute(f"SELECT cases, fingerprint, loaded_at FROM {MARK}")
        known, loader, loaded_at = cursor.fetchone()
    return known == cases and loader == fingerprint() and timezone.now() - loaded_at < GOOD_FOR


def load(cases: int) -> float:
    """Fill an empty, migrated database; returns the seconds that it took. Progress goes to stderr."""
    began = time.monotonic()
    call_command("load_organizations", verbosity=0, stdout=io.StringIO())
    make_users()
    with without_indexes():
        load_in_parallel(cases, tell=lambda done: show_progress(done, cases, began))
    number_on()
    call_command("count_figures", anew=True, verbosity=0, stdout=io.StringIO())
    tidy()
    remember(cases)
    return time.monotonic() - began


def fingerprint() -> str:
    """Hash the loader and the migrations: when either changes, the data is loaded anew."""
    digest = hashlib.sha256()
    loader = [Path(__file__).with_name(name) for name in SOURCES]
    for path in (*loader, *sorted(ROOT.glob("[a-z]*/migrations/*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def remember(cases: int) -> None:
    """Note that loading came to its end."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (cases bigint, fingerprint text, loaded_at timestamptz)")
        cursor.execute(f"INSERT INTO {MARK} VALUES (%s, %s, now())", [cases, fingerprint()])


def show_progress(done: int, cases: int, began: float) -> None:
    """Say now and then how far it has got."""
    if done % (10 * CHUNK) == 0 or done == cases:
        seconds = time.monotonic() - began
        print(f"\r  {done:,} of {cases:,} cases after {seconds:.0f} s", end="", file=sys.stderr, flush=True)
    if done == cases:
        print("; indexes and statistics ...", file=sys.stderr, flush=True)


def load_in_parallel(cases: int, *, tell: Callable[[int], None]) -> None:
    """Load all cases, chunk by chunk; ``tell`` hears how many are there."""
    now = timezone.now()
    register = read_register(on=timezone.localdate())
    jobs = [(first, cases, now) for first in range(1, cases + 1, CHUNK)]
    # Each process opens a connection of its own.
    connection.close()
    context = multiprocessing.get_context("fork")
    done = 0
    with context.Pool(min(WORKERS, os.cpu_count() or 1), _begin_worker, (register,)) as pool:
        for count in pool.imap_unordered(_load_chunk, jobs):
            done += count
            tell(done)
            if done in COUNTED_AT:
                take_statistics()
        pool.close()
        pool.join()


def take_statistics() -> None:
    """Let the planner know what is there: the triggers' plans are made anew and find their rows by the right index."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(COLUMNS)}")


class _Worker:
    """What a loading process keeps from chunk to chunk."""

    register: Register


def _begin_worker(register: Register) -> None:
    _Worker.register = register


def _load_chunk(job: tuple[int, int, datetime]) -> int:
    first, cases, now = job
    last = min(first + CHUNK - 1, cases)
    load_chunk(register=_Worker.register, first=first, last=last, total=cases, now=now)
    return last - first + 1


@transaction.atomic
def load_chunk(*, register: Register, first: int, last: int, total: int, now: datetime) -> None:
    """Load the cases of one range, all or none."""
    seed = f"{SEED}:{total}:{first}"
    tables = rows_of(register=register, seed=seed, first=first, last=last, total=total, now=now)
    with connection.cursor() as cursor:
        # The plans of the triggers are made while the tables are empty, and kept: they would read on from end to end.
        cursor.execute("SET LOCAL enable_seqscan = off")
        for table, columns in COLUMNS.items():
            lines = io.StringIO("".join("\t".join(map(copy_text, row)) + "\n" for row in tables[table]))
            cursor.copy_expert(f"COPY {table} ({columns.replace(' ', ', ')}) FROM STDIN", lines)


def copy_text(value) -> str:
    """One value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES) if "\\" in value or not value.isprintable() else value
    return str(value)


@contextmanager
def without_indexes() -> Iterator[None]:
    """Take the plain indexes of the loaded tables away and build them again at the end, which is much quicker.

    Those stay by which the firewall triggers find the cases, the accused and the helpers of each row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]"
            " WHERE NOT indisunique AND indrelid = ANY (%s::regclass[])"
            " AND (indrelid::regclass::text, attname) <> ALL (SELECT * FROM unnest(%s::text[], %s::text[]))",
            [list(COLUMNS), *map(list, zip(*LOOKED_UP, strict=True))],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        # Nothing is vacuumed while it grows: all of it is, at the end.
        for table in COLUMNS:
            cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET maintenance_work_mem = '{INDEX_MEMORY}'")
        for _, definition in indexes:
            cursor.execute(definition)
        for table in COLUMNS:
            cursor.execute(f"ALTER TABLE {table} RESET (autovacuum_enabled)")


def number_on() -> None:
    """Let the next row of each table that was numbered here follow on."""
    with connection.cursor() as cursor:
        for table in NUMBERED_HERE:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def tidy() -> None:
    """Give the planner its statistics, and leave nothing for the autovacuum to do while we measure."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
