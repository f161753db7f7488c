"""Measure how well the detectors tell patterns from work that is done as it should be."""

import csv
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from common.numbering import CHINA
from supervision.choices import Detector
from supervision.management.patterns import PATTERNS, Seeder, seed_clean
from supervision.rules import defaults_of
from supervision.selectors.detectors import scan
from supervision.services import mark_answers

# A Monday morning in an ordinary week; the same day gives the same figures.
AT = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
TABLE = Path(__file__).resolve().parents[2] / "data/precision.csv"
HEADS = ("detector", "clean_cases", "seeded", "found", "right", "precision", "recall")


class Command(BaseCommand):
    """Makes clean cases and every pattern among them through the services, looks, writes the table, keeps no case."""

    help = "Measure precision and recall of every detector on invented cases; nothing stays in the database."

    def add_arguments(self, parser):
        """How many clean cases."""
        parser.add_argument("--clean", type=int, default=320, help="cases handled as they should be (320)")

    def handle(self, *, clean: int, **options):
        """Measure, and write the table from which docs/detectors.md is made."""
        rows = measure(clean=clean)
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEADS, *rows])
        for row in rows:
            self.stdout.write("  ".join(str(cell) for cell in row))


def measure(*, clean: int) -> list[tuple]:
    """One row a detector: what was seeded, what was found, how much of it was right, precision and recall in percent."""
    with transaction.atomic():
        seeder = Seeder(at=AT)
        seed_clean(seeder, cases=clean)
        expected = {detector: seed(seeder) for detector, seed in PATTERNS.items()}
        mark_answers(since=AT.replace(year=AT.year - 1))
        rows = [_row(detector, expected[detector], clean=clean) for detector in Detector]
        transaction.set_rollback(True)
    return rows


def _row(detector: str, expected: set, *, clean: int) -> tuple:
    found = {finding.key for finding in scan(detector, limits=defaults_of(detector), at=AT)}
    right = len(found & expected)
    precision = right * 100 // len(found) if found else 0
    return (
        str(detector),
        clean,
        len(expected),
        len(found),
        right,
        precision,
        right * 100 // len(expected),
    )
