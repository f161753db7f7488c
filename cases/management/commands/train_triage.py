"""Teach the system which sector a complaint belongs to, or measure how well it learns."""

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from cases.search import fold
from cases.services.learning import CannotLearn, Lesson, Report, measure_lessons, sort_out
from cases.services.triage import ModelRefused, train_triage


class Command(BaseCommand):
    """Learns from the desk's decisions and, if one is named, from a labelled file."""

    help = (
        "Learn which sector a complaint belongs to from the desk's own decisions, measure the model by five-fold "
        "cross-validation and put it in use unless it is worse than the one in use. Needs requirements-train.txt."
    )

    def add_arguments(self, parser):
        """The labelled file, what its labels mean, and who is answerable."""
        parser.add_argument(
            "--file",
            type=Path,
            help="also learn from this file: .csv or .jsonl (also .gz) with text, label, subject",
        )
        parser.add_argument(
            "--measure", type=Path, metavar="FILE", help="only measure on this file; nothing is stored"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="LABEL=SECTOR",
            help="the sector (or outside) that a label of the file means; without any --map labels are taken as they are",
        )
        parser.add_argument("--by", default="", metavar="USER", help="the user name of whoever is answerable")
        parser.add_argument("--force", action="store_true", help="put it in use even if it is worse")

    def handle(self, *, file: Path | None, measure: Path | None, by: str, force: bool, **options):
        """Measure, or learn and store."""
        meanings = _meanings(options["map"])
        try:
            if measure is not None:
                self._show(measure_lessons(sort_out(list(_lessons(measure, meanings)))))
                return
            model = train_triage(
                actor=_user(by),
                at=timezone.now(),
                others=list(_lessons(file, meanings)) if file else (),
                force=force,
            )
        except CannotLearn as problem:
            raise CommandError(str(problem)) from problem
        except ModelRefused as problem:
            raise CommandError(f"The model is kept but not in use: {problem} (--force uses it)") from problem
        self._show(Report(model.scores))
        self.stdout.write(
            f"In use: {model}, learned from {model.messages} messages, {model.decisions} of the desk."
        )

    def _show(self, report: Report) -> None:
        """The figures as a table that can be pasted into a page of the documentation."""
        self.stdout.write(
            "| label | precision | recall | F1 | among the first two | messages |\n|---|---:|---:|---:|---:|---:|"
        )
        for label, row in report.labels.items():
            figures = " | ".join(f"{row[name]:.3f}" for name in ("precision", "recall", "f1", "among_two"))
            self.stdout.write(f"| {label} | {figures} | {row['messages']:.0f} |")
        self.stdout.write(
            f"| **macro F1** | | | **{report.macro_f1:.3f}** | {report.among_two:.3f} | {report.messages} |"
        )


def _meanings(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise CommandError(f"--map {wrong[0]}: LABEL=SECTOR is needed")
    return dict(pair.split("=", 1) for pair in pairs)


def _user(name: str) -> User | None:
    user = User.objects.filter(username=name).first() if name else None
    if name and user is None:
        raise CommandError(f"There is no user {name}.")
    return user


def _lessons(path: Path, meanings: dict[str, str]) -> Iterator[Lesson]:
    """The labelled texts of a file; a label that no ``--map`` names is left out when there are any."""
    try:
        for row in _rows(path):
            text, label = str(row["text"] or ""), str(row["label"] or "")
            if meanings:
                label = meanings.get(label, "")
            if label and text.strip():
                yield Lesson(fold(f"{row.get('subject') or ''} {text}"), label)
    # A line that is no object, a file that is cut off or not what its name says.
    except (
        OSError,
        EOFError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
        csv.Error,
        zlib.error,
    ) as problem:
        raise CommandError(f"{path}: {type(problem).__name__}: {problem}") from problem


def _rows(path: Path) -> Iterator[dict]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        if ".csv" in path.suffixes:
            yield from csv.DictReader(file)
        else:
            yield from (dict(json.loads(line)) for line in file if line.strip())
