"""Import citizens' messages from a file."""

import csv
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.choices import Party
from common.progress import show_progress
from common.table_files import SourceRow, UnreadableFile, read_rows, rename_columns
from complaints.choices import file_source
from complaints.models import Submission
from complaints.services import (
    CHANNELS,
    FIELDS,
    Fate,
    Outcome,
    import_rows,
)
from organizations.selectors import area_on

SHOWN_AT_MOST = 50
COLUMNS_SHOWN_AT_MOST = 20
HELP = """\
Open a case for every row of a .jsonl, .csv or .xlsx file (the first two also as .gz; of a workbook the first
sheet). Columns, of which only text is required: {fields}. Others are ignored.
area is a GB/T 2260 code; city and county are names. unit is the code or the exact name of the unit complained
of; another name is kept in words. sent_at is when the message came in, from which all limits are counted;
without it, now. channel is one of {channels}; without it, file.
Running it again adds only what is new: a row is known again by the name of its source and its id, or by its
content if it has no id. Bad rows are reported by line and leave nothing behind; the exit code is then 1."""


class Command(BaseCommand):
    """Import citizens' messages from a file; running it again adds only what is new."""

    help = HELP.format(fields=", ".join(FIELDS), channels=", ".join(CHANNELS))

    def add_arguments(self, parser):
        """The file, what its columns mean, and what to do about bad rows."""
        parser.add_argument("file", type=Path, help="the file")
        parser.add_argument(
            "--area", default="440000", help="GB/T 2260 code for rows without a place (440000)"
        )
        parser.add_argument("--source", help="name by which the file is known again (its file name)")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="FIELD=NAME",
            help="the column NAME holds this field",
        )
        parser.add_argument("--limit", type=int, help="stop after this many rows")
        parser.add_argument("--dry-run", action="store_true", help="check every row, write nothing")
        parser.add_argument("--report", type=Path, help="write the bad rows to this CSV file as well")

    def handle(self, *, file: Path, limit: int | None, dry_run: bool, report: Path | None, **options):
        """Look through the file once, then import it."""
        at = timezone.now()
        area = area_on(options["area"], timezone.localdate(at))
        if area is None:
            raise CommandError(f"--area {options['area']} is no area of the register.")
        source = self._source(options["source"] or file.name)
        names = self._names(options["column"])
        try:
            total = self._look_through(islice(rename_columns(read_rows(file), names), limit))
            rows = islice(rename_columns(read_rows(file), names), limit)
            rows = show_progress(rows, total=total, unit="rows", out=self.stderr)
            outcomes = import_rows(
                rows=rows, source=source, default_area=area, actor=Party.SYSTEM, at=at, is_trial=dry_run
            )
            began = time.monotonic()
            counts = self._watch(outcomes, report)
        except UnreadableFile as problem:
            raise CommandError(str(problem)) from problem
        seconds = time.monotonic() - began
        self._sum_up(counts, seconds=seconds, dry_run=dry_run)

    def _source(self, name: str) -> str:
        source = file_source(name)
        longest = Submission._meta.get_field("source").max_length
        if len(source) > longest:
            raise CommandError(f"Give a --source of at most {longest - len(file_source(''))} characters.")
        return source

    def _names(self, pairs: list[str]) -> dict[str, str]:
        names = {}
        for pair in pairs:
            field, _, name = pair.partition("=")
            if field not in FIELDS or not name:
                raise CommandError(f"--column {pair}: write FIELD=NAME with one of {', '.join(FIELDS)}.")
            names[name] = field
        return names

    def _look_through(self, rows: Iterator[SourceRow]) -> int:
        """How many rows there are; names the columns that aren't used, refuses a file without texts."""
        total, columns = 0, {}
        for row in rows:
            total += 1
            columns |= dict.fromkeys(row.values)
        if total and "text" not in columns:
            raise CommandError(f"There is no column 'text', only {_listed(columns)}; see --column.")
        if unused := [name for name in columns if name not in FIELDS]:
            self.stdout.write(f"Columns not used: {_listed(unused)}")
        return total

    def _watch(self, outcomes: Iterator[Outcome], report: Path | None) -> Counter:
        """Count what becomes of the rows; the first bad ones are shown at the end, below the progress bar."""
        counts: Counter = Counter()
        shown = []
        with ExitStack() as stack:
            writer = None
            if report is not None:
                # With a byte order mark, or Excel takes Chinese for something else.
                writer = csv.writer(stack.enter_context(report.open("w", encoding="utf-8-sig", newline="")))
                writer.writerow(("line", "reason"))
            for outcome in outcomes:
                counts[outcome.fate] += 1
                if outcome.fate != Fate.BAD:
                    continue
                if len(shown) < SHOWN_AT_MOST:
                    shown.append(f"line {outcome.line}: {outcome.reason}")
                if writer is not None:
                    writer.writerow((outcome.line, outcome.reason))
        for line in shown:
            self.stderr.write(line)
        if (more := counts[Fate.BAD] - len(shown)) > 0:
            self.stderr.write(f"… and {more:,} more bad rows")
        return counts

    def _sum_up(self, counts: Counter, *, seconds: float, dry_run: bool) -> None:
        verb = "to import" if dry_run else "imported"
        self.stdout.write(
            f"{counts[Fate.IMPORTED]:,} {verb}, {counts[Fate.KNOWN]:,} already there, "
            f"{counts[Fate.BAD]:,} bad; {counts.total() / max(seconds, 0.001):,.0f} rows a second"
        )
        if counts[Fate.BAD]:
            raise CommandError(f"{counts[Fate.BAD]:,} of {counts.total():,} rows are bad.", returncode=1)


def _listed(names) -> str:
    shown = [name.encode(errors="replace").decode() for name in islice(names, COLUMNS_SHOWN_AT_MOST)]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "")
