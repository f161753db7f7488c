"""What the rules are told of a record: the day, the limits, its mates, and whether a case against it is proved."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery

from cases.models import Accused, Conclusion
from cases.rules import PROVED
from common.numbering import CHINA
from organizations.choices import UnitKind
from registers.choices import REGISTERS
from registers.models import Record
from registers.rules import Asked, Row

# Which registers a rule compares: a project with what is paid and displayed for it, the others with their like.
COMPARED = {
    "projects": ("compensation", "land-notices"),
    "joint-actions": ("joint-actions",),
    "burdens": ("burdens",),
    "subsidy-claims": ("subsidy-claims",),
    "collective-assets": ("collective-deals",),
    "collective-deals": ("collective-assets",),
    "acceptance": ("fee-watch",),
    "drug-use": ("drug-use",),
}
# A case against the hospital takes its name away (M53).
LOSES_BY_CASE = "clean-hospitals"


def row_of(record: Record) -> Row:
    """The record as rules see it."""
    return Row(record.values, record.register, record.number, record.unit_id)


def questions_for(records: Collection[Record], *, on: date) -> dict[int, Asked]:
    """What the rules are told of each of the records, by their keys; the mates of all are read at once."""
    mates = _mates_of(records)
    proved = _proved_since(records)
    return {
        record.pk: Asked(
            today=on,
            limits=settings.REGISTER_LIMITS,
            mates=tuple(
                row_of(mate) for mate in mates[record.register, record.group] if mate.pk != record.pk
            ),
            proved_on=proved.get(record.pk),
            is_required=record.row.is_required_in(record.area.code),
        )
        for record in records
    }


def touched_by(record: Record, groups: Iterable[str]) -> Q:
    """Which other records have to be looked at anew because this one has come into or gone from these groups."""
    looking = [name for name, compared in COMPARED.items() if record.register in compared]
    return Q(register__in=looking, group__in=[group for group in groups if group]) & ~Q(pk=record.pk)


def _mates_of(records: Collection[Record]) -> dict[tuple[str, str], list[Record]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.group and record.register in COMPARED:
            wanted[record.register].add(record.group)
    found = defaultdict(list)
    for register, groups in wanted.items():
        for mate in Record.objects.filter(register__in=COMPARED[register], group__in=groups):
            found[register, mate.group].append(mate)
    return found


def _proved_since(records: Collection[Record]) -> dict[int, date]:
    """The day on which a case against the hospital was last found to be proved."""
    found = {}
    for record in records:
        if record.register != LOSES_BY_CASE:
            continue
        last = Conclusion.objects.filter(case=OuterRef("case")).order_by("-pk")
        against = Q(unit=record.unit_id, unit__kind=UnitKind.SERVICE) | Q(unit_text=record.title)
        days = (
            Accused.objects.filter(against)
            .annotate(
                found=Subquery(last.values("finding")[:1]), at=Subquery(last.values("concluded_at")[:1])
            )
            .filter(found__in=PROVED)
            .values_list("at", flat=True)
        )
        if moments := list(days):
            found[record.pk] = max(moments).astimezone(CHINA).date()
    return found


def registers_of(sector: str) -> list[str]:
    """The names of the registers of a sector."""
    return [name for name, register in REGISTERS.items() if register.sector == sector]
