"""Which term a class has on a day, and since when."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from retention.choices import Basis, RecordClass, StartsOn
from retention.models import Term, TermChange
from retention.rules import CLASS_BY_NAME, CLASSES, ClassRow


@dataclass(frozen=True)
class TermInForce:
    """The term of a class on a day; ``version`` is None where nobody has ever set one."""

    row: ClassRow
    years: int | None
    version: Term | None = None

    @property
    def label(self) -> str | Promise:
        """The class in words."""
        return RecordClass(self.row.name).label

    @property
    def starts_on(self) -> str | Promise:
        """From which day it counts, in words."""
        return StartsOn(self.row.starts_on).label

    @property
    def basis(self) -> list[str | Promise]:
        """The sources, in words."""
        return [Basis(word).label for word in self.row.basis]


def term_on(record_class: str, on: date) -> TermInForce:
    """The term of one class on that day."""
    row = CLASS_BY_NAME[record_class]
    versions = Term.objects.filter(record_class=record_class, effective_on__lte=on)
    version = versions.order_by("-effective_on", "-id").first()
    return TermInForce(row, version.years if version else row.years, version)


def terms_on(on: date) -> list[TermInForce]:
    """The terms of all classes."""
    return [term_on(row.name, on) for row in CLASSES]


def versions_of(record_class: str) -> list[Term]:
    """Every version of a class, the one with the latest day first."""
    versions = Term.objects.filter(record_class=record_class).select_related("set_by")
    return list(versions.order_by("-effective_on", "-id"))


def changes_of(record_class: str) -> list[TermChange]:
    """Everything that was asked for of a class, the latest first."""
    changes = TermChange.objects.filter(record_class=record_class).select_related("asked_by", "decided_by")
    return list(changes.order_by("-id"))
