"""The ledger as a list, its totals, its gaps, and the trail of one file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cases.choices import Measure
from cases.models import Case, Conclusion
from cases.rules import PROVED
from cases.selectors.measured import begins, ends
from organizations.models import Unit
from supervision.choices import AccountStage, AppealOutcome, LedgerEvent, Liability, MeasureFamily
from supervision.models import Accountability
from supervision.rules import MEASURES

MOST_GAPS = 100
ICONS = {
    LedgerEvent.OPENED: "plus",
    LedgerEvent.PROPOSED: "pencil",
    LedgerEvent.APPROVED: "check",
    LedgerEvent.REFUSED: "ban",
    LedgerEvent.LAPSED: "clock",
    LedgerEvent.SERVED: "send",
    LedgerEvent.APPEALED: "message-2",
    LedgerEvent.ANSWERED: "gavel",
    LedgerEvent.BECAME_FINAL: "circle-check",
    LedgerEvent.CLEARED: "user-shield",
    LedgerEvent.REMINDED: "bell",
    LedgerEvent.LATE: "alert-octagon",
}
COLOURS = {LedgerEvent.APPROVED: "green", LedgerEvent.LATE: "red", LedgerEvent.REMINDED: "yellow"}


@dataclass(frozen=True)
class Totals:
    """How many files and cases a list has, and how they divide; each part adds up to ``files``."""

    files: int
    cases: int
    by_liability: list[tuple[str, int]]
    by_stage: list[tuple[str, int]]
    by_family: list[tuple[str, int]]


@dataclass(frozen=True)
class Gap:
    """A proved case for which the ledger has nobody yet who answers directly, or as the leader that was found liable."""

    case: Case
    misses_direct: bool
    misses_leader: bool


def narrowed(files: QuerySet[Accountability], asked: Mapping[str, Any]) -> QuerySet[Accountability]:
    """The files that fit what was asked for; an empty field narrows nothing."""
    equal = ("liability", "stage", "measure")
    files = files.filter(**{name: asked[name] for name in equal if asked.get(name)})
    if family := asked.get("family"):
        files = files.filter(measure__in=[name for name, row in MEASURES.items() if row.family == family])
    if since := asked.get("since"):
        files = files.filter(happened_on__gte=since)
    if until := asked.get("until"):
        files = files.filter(happened_on__lte=until)
    if sector := asked.get("sector"):
        files = files.filter(case__sector__code=sector)
    if area := asked.get("area"):
        files = files.filter(**{"case__city__code" if area.endswith("00") else "case__area__code": area})
    if first := asked.get("opened_from"):
        files = files.filter(opened_at__gte=begins(first))
    if last := asked.get("opened_to"):
        files = files.filter(opened_at__lte=ends(last))
    if words := asked.get("q", "").strip():
        files = files.filter(Q(name__icontains=words) | Q(post_name__icontains=words))
    return files


def counted_files(files: QuerySet[Accountability]) -> list[tuple[str, str, str, int]]:
    """How many of these files there are of each liability, stage and measure, in one statement."""
    plain = files.order_by().select_related(None)
    return list(plain.values_list("liability", "stage", "measure").annotate(number=Count("pk")))


def totals_of(files: QuerySet[Accountability]) -> Totals:
    """The totals of these very files, counted by the database from the same conditions as the list."""
    plain = files.order_by().select_related(None)
    counted = counted_files(files)
    return Totals(
        files=sum(number for *_names, number in counted),
        cases=plain.aggregate(number=Count("case", distinct=True))["number"],
        by_liability=_parts(counted, Liability, lambda row: row[0]),
        by_stage=_parts(counted, AccountStage, lambda row: row[1]),
        by_family=_parts(counted, MeasureFamily, lambda row: _family(row[2]), none=_("No measure yet")),
    )


def gaps_of(user) -> list[Gap]:
    """The newest proved cases that the user supervises and for which a file is missing (M55)."""
    cases = Case.objects.supervised_by(user).order_by().values("pk")
    later = Conclusion.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    files = Accountability.objects.filter(case=OuterRef("case"))
    found = Conclusion.objects.filter(~Exists(later), finding__in=PROVED, case__in=cases).annotate(
        has_direct=Exists(files.filter(liability=Liability.DIRECT)),
        has_leader=Exists(files.filter(liability=Liability.LEADER)),
    )
    missing = found.filter(Q(has_direct=False) | Q(is_leader_liable=True, has_leader=False))
    rows = missing.select_related("case").order_by("-pk")[:MOST_GAPS]
    return [
        Gap(row.case, not row.has_direct, bool(row.is_leader_liable) and not row.has_leader) for row in rows
    ]


def units_of_case(case: Case) -> list[Unit]:
    """The units that somebody who answers may belong to: the accused, the responsible one, and all above them."""
    named = {
        unit
        for unit in case.accused.exclude(unit=None).values_list("unit__lineage", flat=True)
        for unit in unit
    }
    if case.responsible:
        named |= set(case.responsible.lineage)
    return list(Unit.objects.filter(pk__in=named).select_related("area").order_by("code"))


def ledger_lines(files: QuerySet[Accountability]) -> Iterator[list[str]]:
    """The head and the lines of the ledger as a file, in the reader's language."""
    yield [
        _("Number"),
        _("Case"),
        _("Person"),
        _("Unit and post"),
        _("Answers"),
        _("Happened on"),
        _("State"),
        _("Measure"),
        _("Legal basis"),
        _("Served on"),
        _("Appeal"),
    ]
    for file in files.for_list().select_related("appeal").iterator(chunk_size=500):
        appeal = getattr(file, "appeal", None)
        yield [
            file.number,
            file.case.number,
            file.name,
            file.post_name,
            file.get_liability_display(),
            f"{file.happened_on}",
            file.get_stage_display(),
            file.get_measure_display(),
            file.basis,
            f"{file.served_on or ''}",
            (appeal.get_outcome_display() or _("Received")) if appeal else "",
        ]


def trail_of(file: Accountability) -> list[dict]:
    """The trail of a file in words, the newest first."""
    rows = file.events.select_related("actor").order_by("-pk")
    return [
        {
            "at": row.at,
            "title": row.get_name_display(),
            "icon": ICONS[LedgerEvent(row.name)],
            "kind": COLOURS.get(LedgerEvent(row.name), ""),
            "actor": str(row.actor) if row.actor else _("The system"),
            "text": " · ".join(text for text in (*_particulars(row.details), row.note) if text),
        }
        for row in rows
    ]


def _particulars(details: dict) -> list[str]:
    words = (("measure", Measure), ("outcome", AppealOutcome))
    said = [str(kind(details[name]).label) for name, kind in words if details.get(name)]
    return [*said, *(str(details[name]) for name in ("basis", "on") if details.get(name))]


def _family(measure: str) -> str:
    return MEASURES[measure].family if measure in MEASURES else ""


def _parts(counted, words, part, *, none: str = "") -> list[tuple[str, int]]:
    numbers: dict[str, int] = {}
    for row in counted:
        numbers[part(row)] = numbers.get(part(row), 0) + row[-1]
    shown = [(str(word.label), numbers[word.value]) for word in words if word.value in numbers]
    return [*shown, (none, numbers[""])] if none and "" in numbers else shown
