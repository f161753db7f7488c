"""What apps above the audit tell it at the start: which of their tables are sealed, and who reads of which case."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

# The sealed tables by name, in the order in which they are sealed.
SOURCES: dict[str, type[Model]] = {}


@dataclass
class _Cases:
    """The cases, as far as the log is concerned; until somebody says otherwise there are none that anybody may read of."""

    model: type[Model] | None = None
    read_by: Callable[..., QuerySet] | None = None
    audited_by: Callable[..., QuerySet] | None = None


CASES = _Cases()


@dataclass
class _Removals:
    """Sealed rows that were disposed of by decision; until somebody says otherwise no row may be missing."""

    explained: Callable[[str, Collection[int]], dict[int, bytes]] = lambda table, rows: {}
    unproved: Callable[[], Iterable[tuple[str, int]]] = lambda: ()


REMOVALS = _Removals()
# Tables that nobody writes but functions of their owner.
WRITTEN_BY_OWNER: set[str] = set()


def seal_rows_of(model: type[Model]) -> None:
    """Have the rows of an append-only table sealed into the chain. Its key is a number that the database draws."""
    SOURCES[model._meta.db_table] = model


def name_cases(
    *, model: type[Model], read_by: Callable[..., QuerySet], audited_by: Callable[..., QuerySet]
) -> None:
    """Say what a case is (it has ``received_at``), which ones a user reads, and of which an auditor may know that they were read.

    Both take a user and give cases; what accuses the user's side is in neither.
    """
    CASES.model, CASES.read_by, CASES.audited_by = model, read_by, audited_by


def name_removals(
    *,
    explained: Callable[[str, Collection[int]], dict[int, bytes]],
    unproved: Callable[[], Iterable[tuple[str, int]]],
) -> None:
    """Say which missing rows of a table were disposed of, with the digest that each had, and which proofs of that bear out nothing."""
    REMOVALS.explained, REMOVALS.unproved = explained, unproved


def only_owner_writes(model: type[Model]) -> None:
    """Let a role that runs the site only read a table: a function of the owner writes it."""
    WRITTEN_BY_OWNER.add(model._meta.db_table)
