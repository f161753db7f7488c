"""The table: to the terminal, to a file of figures, and, when asked, into docs/performance.md."""

import json
import os
import platform
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from scripts.bench.measure import CLIENTS, Speed
from scripts.bench.scenarios import Goal
from scripts.machine import ROOT, LaunchError

DOCUMENT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: {cases} -->", "<!-- end of figures: {cases} -->"
HEADINGS = (
    "",
    "SQL",
    "p50 ms",
    "p95 ms",
    f"/s, {CLIENTS} clients",
    "CPU app ms",
    "CPU db ms",
    "CPU × bare view",
    "goal",
)
MET, MISSED = "✓", "✗"


@dataclass(frozen=True)
class Line:
    """One measured row: statements (and those that only begin or end transactions), speed, goal."""

    name: str
    label: str
    statements: int | None
    control: int | None
    speed: Speed
    goal: Goal | None

    @property
    def cpu(self) -> float | None:
        """Processor milliseconds of one request, web server and database together."""
        known = [part for part in (self.speed.cpu_app, self.speed.cpu_database) if part is not None]
        return sum(known) if known else None


@dataclass(frozen=True)
class Run:
    """All rows of one run and what they were measured on."""

    cases: int
    lines: list[Line]
    facts: dict[str, str]

    def table(self) -> list[tuple[str, ...]]:
        """The cells of the table, headings first."""
        bare = next((line.cpu for line in self.lines if line.name == "bare_view"), None)
        return [HEADINGS, *(cells(line, bare) for line in self.lines)]


def cells(line: Line, bare: float | None) -> tuple[str, ...]:
    """One row in words; a figure that misses its goal is marked."""
    speed, goal = line.speed, line.goal
    statements = "" if line.statements is None else f"{line.statements}"
    return (
        line.label,
        _judged(statements, goal and line.statements <= goal.statements),
        _judged(f"{speed.p50:.1f}", goal and speed.p50 <= goal.p50),
        f"{speed.p95:.1f}",
        _judged(f"{speed.rate:.0f}", goal and speed.rate >= goal.rate),
        "" if speed.cpu_app is None else f"{speed.cpu_app:.1f}",
        "" if speed.cpu_database is None else f"{speed.cpu_database:.1f}",
        f"{line.cpu / bare:.1f}" if line.cpu and bare and line.statements is not None else "",
        f"≤ {goal.statements} / ≤ {goal.p50:.0f} / ≥ {goal.rate:.0f}" if goal else "",
    )


def aligned(rows: list[tuple[str, ...]]) -> str:
    """The table with its columns under each other: words to the left, figures to the right."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for label, *figures in rows:
        padded = [
            f"{' ' * (width - _width(text))}{text}" for text, width in zip(figures, widths[1:], strict=True)
        ]
        lines.append("  ".join([f"{label}{' ' * (widths[0] - _width(label))}", *padded]).rstrip())
    return "\n".join(lines)


def markdown(run: Run) -> str:
    """The table and the facts of the run, as they stand in the document."""
    headings, *rows = run.table()
    table = [headings, ("---", *["---:"] * (len(headings) - 1)), *rows]
    text = "\n".join(f"| {' | '.join(row)} |" for row in table)
    return f"{text}\n\n{sentence(run)}\n"


def sentence(run: Run) -> str:
    """What the run was made on; no names of computers or folders."""
    facts = run.facts
    return (
        f"Measured {facts['measured_on']} on {facts['processors']} processors ({facts['machine']}), "
        f"PostgreSQL {facts['server_version']} (shared_buffers {facts['shared_buffers']}), Python {facts['python']}; "
        f"{run.cases:,} cases; load average before the run {facts['load']}."
    )


def computer() -> dict[str, str]:
    """What is worth knowing of the computer."""
    return {
        "measured_on": f"{date.today()}",
        "processors": f"{os.cpu_count()}",
        "machine": platform.machine(),
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def save(run: Run, folder: Path) -> Path:
    """Write all figures to result-<cases>.json; returns its path."""
    path = folder / f"result-{run.cases}.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(run), ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def record(run: Run, document: Path = DOCUMENT) -> None:
    """Put the table into the document, between the marks for this number of cases."""
    begin, end = BEGIN.format(cases=run.cases), END.format(cases=run.cases)
    text = document.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise LaunchError(
            f"{document.name} has no place for {run.cases:,} cases: add the lines {begin} and {end}."
        )
    before, rest = text.split(begin, 1)
    after = rest.split(end, 1)[1]
    document.write_text(f"{before}{begin}\n{markdown(run)}{end}{after}", encoding="utf-8")


def _judged(text: str, is_met: bool | None) -> str:
    return text if is_met is None or not text else f"{text} {MET if is_met else MISSED}"


def _width(text: str) -> int:
    """Columns on a terminal; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
