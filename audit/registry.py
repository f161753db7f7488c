"""What apps above the audit tell it at the start: which of their tables are sealed, and who reads of which case."""

from collections.abc import Callable
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
