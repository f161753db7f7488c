"""How every detector asks the database: one statement that gives the evidence of all units at once.

A detector's statement names two tables: ``hits`` (unit_id, sector_id, case_id, events, at, figures), one row for each case
that shows the pattern, and ``totals`` (unit_id, total), out of how many where a share counts. What was handed up sealed is
never evidence: the level that it left may not learn that it is there (R12).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection

from supervision.choices import LimitName
from supervision.rules import check_rows, is_pattern, judged

# Nobody reads more; the figures count all of them.
MOST_ROWS = 1000
NO_TOTALS = "totals AS (SELECT NULL::bigint AS unit_id, NULL::bigint AS total WHERE false)"
_GROUPED = """
, chosen AS (
    SELECT unit_id, sector_id, count(*) AS cases FROM hits GROUP BY unit_id, sector_id HAVING count(*) >= %(cases)s
), ranked AS (
    SELECT hits.*, row_number() OVER (PARTITION BY unit_id, sector_id ORDER BY at DESC, case_id) AS place FROM hits
)
SELECT ranked.unit_id, ranked.sector_id, chosen.cases, totals.total,
       ranked.case_id, ranked.events, ranked.at, ranked.figures::text
FROM ranked
JOIN chosen ON chosen.unit_id = ranked.unit_id AND chosen.sector_id IS NOT DISTINCT FROM ranked.sector_id
LEFT JOIN totals ON totals.unit_id = ranked.unit_id
WHERE ranked.place <= %(most_rows)s
ORDER BY ranked.unit_id, ranked.sector_id, ranked.place
"""


@dataclass(frozen=True)
class Piece:
    """One case that shows a pattern: the rows of its trail, since when it does, and what it says."""

    case_id: int
    events: tuple[int, ...]
    at: datetime
    figures: Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """One pattern at one unit."""

    detector: str
    unit_id: int
    sector_id: int | None
    figures: Mapping[str, int]
    pieces: tuple[Piece, ...]

    @property
    def key(self) -> tuple[int, int | None]:
        """What makes it the same pattern when it is found again."""
        return self.unit_id, self.sector_id


def since(limits: Mapping[str, int], at: datetime) -> datetime:
    """The moment from which on a detector looks."""
    return at - timedelta(days=limits[LimitName.WINDOW])


def find(
    detector: str, tables: str, limits: Mapping[str, int], *, totals: str = NO_TOTALS, **params: Any
) -> list[Finding]:
    """The patterns that a detector's statement shows under these limits; ``params`` are what it needs beside them."""
    asked = f"WITH {tables}, {totals} {_GROUPED}"
    with connection.cursor() as cursor:
        cursor.execute(asked, {**limits, **params, "most_rows": MOST_ROWS})
        rows = cursor.fetchall()
    found = (
        _finding(detector, *key, list(group)) for key, group in groupby(rows, key=lambda row: tuple(row[:4]))
    )
    return patterns_among(found, limits)


def finding_of(detector: str, unit_id: int, pieces: Iterable[Piece], *, total: int | None = None) -> Finding:
    """What was put together in Python for one unit, the newest piece first."""
    newest = sorted(pieces, key=lambda piece: (piece.at, piece.case_id), reverse=True)
    check_rows(detector, (piece.figures for piece in newest))
    figures = judged(detector, cases=len(newest), total=total)
    return Finding(detector, unit_id, None, figures, tuple(newest[:MOST_ROWS]))


def patterns_among(found: Iterable[Finding], limits: Mapping[str, int]) -> list[Finding]:
    """Only what reaches the limits."""
    return [finding for finding in found if is_pattern(finding.detector, finding.figures, limits)]


def _finding(
    detector: str, unit_id: int, sector_id: int | None, cases: int, total: int | None, rows: list
) -> Finding:
    pieces = tuple(
        Piece(case_id, tuple(events), at, json.loads(figures)) for *_, case_id, events, at, figures in rows
    )
    check_rows(detector, (piece.figures for piece in pieces))
    return Finding(detector, unit_id, sector_id, judged(detector, cases=cases, total=total), pieces)
