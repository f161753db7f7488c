"""Which cases can be quoted, and with which words from the ledger."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from bulletins.models import Item
from bulletins.rules import SETTLED, against_quoting
from cases.choices import Stage
from cases.models import Case, Conclusion, PersonOutcome
from cases.rules import PROVED
from organizations.models import Unit
from supervision.choices import AccountStage, Liability
from supervision.models import Accountability
from supervision.selectors import units_of_case


def reasons_against(case: Case) -> list[str]:
    """Why this case can't be quoted; nothing where it can."""
    conclusion = case.conclusions.last()
    return against_quoting(
        is_closed=case.stage == Stage.CLOSED,
        is_proved=conclusion is not None and conclusion.is_proved,
        files=case.accountability.values_list("liability", "stage"),
        is_leader_liable=bool(conclusion and conclusion.is_leader_liable),
    )


def quotable(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of the cases that can be quoted, the newest first."""
    last = Conclusion.objects.filter(case=OuterRef("pk")).order_by("-pk")
    files = Accountability.objects.filter(case=OuterRef("pk"))
    found = cases.filter(stage=Stage.CLOSED).annotate(
        last_finding=Subquery(last.values("finding")[:1]),
        is_leader_liable=Subquery(last.values("is_leader_liable")[:1]),
        has_leader=Exists(files.filter(liability=Liability.LEADER)),
    )
    found = found.filter(
        Exists(files.filter(liability=Liability.DIRECT, stage=AccountStage.FINAL)),
        ~Exists(files.exclude(stage__in=SETTLED)),
        last_finding__in=PROVED,
    )
    return found.exclude(is_leader_liable=True, has_leader=False).order_by("-closed_at", "-pk")


def final_files(case: Case) -> list[Accountability]:
    """The files of those who were held to account in it, for good."""
    return list(case.accountability.filter(stage=AccountStage.FINAL).order_by("liability", "pk"))


def names_in(item: Item) -> list[str]:
    """Who was held to account in the quoted case, and so may be named."""
    return [file.name for file in final_files(item.case)]


def persons_of(case: Case) -> set[str]:
    """Everybody whom its conclusions or the ledger name, whatever became of it."""
    concluded = PersonOutcome.objects.filter(conclusion__case=case).values_list("person", flat=True)
    return {*concluded, *case.accountability.values_list("name", flat=True)} - {""}


def sanctions_of(item: Item, *, names_persons: bool = True) -> list[str]:
    """What the ledger says of those who were held to account; without names only the measure."""
    words = _("%(name)s (%(post)s): %(measure)s") if names_persons else _("One person: %(measure)s")
    return [
        words % {"name": file.name, "post": file.post_name, "measure": file.get_measure_display()}
        for file in final_files(item.case)
    ]


def units_to_name(case: Case) -> list[Unit]:
    """The units that can be named for a case: those accused, the responsible one, and those above them."""
    return units_of_case(case)


def last_basis(case: Case) -> str:
    """The rule that the gravest decision of the case was based on, to begin with."""
    return next((file.basis for file in final_files(case) if file.basis), "")
