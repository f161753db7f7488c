"""Cases that may be about the same matter: alike in text, against the same side, or of the same place and sector."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cases.choices import Refusal, Stage
from cases.models import Accused, Case
from cases.rules import Mention
from cases.search import fold
from cases.selectors.likeness import likeness, pieces_of
from cases.selectors.matter import bars_to_joining
from common.numbering import CHINA

SHOWN_AT_MOST = 5
# Of each kind so many of the newest are looked at, those included that the reader may not see.
LOOKED_AT = 50
ALIKE_FROM = 0.4
NEARLY_THE_SAME_FROM = 0.7
SAME_PLACE_WITHIN = timedelta(days=90)
SHOWN = (
    "subject",
    "story",
    "stage",
    "received_at",
    "due_at",
    "area_id",
    "sector_id",
    "matter_id",
    "text_marks",
    "forum",
    "responsible__name",
)


@dataclass(frozen=True)
class Related:
    """Another case, why it may be about the same matter, and how alike the texts are (0 to 1).

    ``people`` is for how many complaints the matter would stand if this one joined it; ``why_not`` says why it can't join,
    ``spoken_of`` where this one speaks of the unit that has the other: then it is to be read before.
    """

    case: Case
    why: tuple[str, ...]
    likeness: float
    people: int = 2
    why_not: str = ""
    spoken_of: Mention | None = None

    @property
    def has_key(self) -> bool:
        """Whether text or accused speak for one matter and nothing has to be read before; the same place isn't enough."""
        return (self.likeness > 0 or self.case.same_side) and self.spoken_of is None

    @property
    def can_join(self) -> bool:
        """Whether the key to join them is offered."""
        return self.case.is_open and not self.why_not


def related_cases(
    case: Case, *, user, accused: Iterable[Accused], at: datetime, most: int = SHOWN_AT_MOST
) -> list[Related]:
    """The cases closest to this one among those that the user may see, the closest first; one statement."""
    against = _against(accused)
    near = _near(case, against, at=at)
    candidates = Case.objects.visible_to(user).filter(pk__in=near).exclude(pk=case.pk).order_by()
    candidates = candidates.annotate(
        same_side=Exists(against.filter(case=OuterRef("pk"))),
        joined=_joined_to(OuterRef("pk")),
        leading_id=F("matter__leading_id"),
    )
    own = pieces_of(text_of(case))
    found = [
        _related(case, other, own, at=at) for other in candidates.select_related("responsible").only(*SHOWN)
    ]
    found.sort(key=lambda one: (-one.likeness, -one.case.same_side, -one.case.pk))
    return [one for one in found if one.why][:most]


def with_bars(
    found: list[Related], case: Case, *, at: datetime, said: Mapping[int, Mention]
) -> list[Related]:
    """The same, each with the reason why the two can't be one matter, and where this one speaks of the other's unit."""
    under_way = [one.case for one in found if one.case.is_open]
    alone = [other for other in under_way if other.leading_id in (None, other.pk)]
    bars = {other.pk: Refusal.LEADING_NOT_OPEN for other in under_way if other not in alone}
    bars |= bars_to_joining(case, alone, on=at.astimezone(CHINA).date())
    return [
        replace(one, why_not=str(Refusal(bars[one.case.pk]).label))
        if one.case.pk in bars
        else replace(one, spoken_of=said.get(one.case.responsible_id))
        for one in found
    ]


def _joined_to(leading) -> Subquery:
    """How many cases are joined to one."""
    mates = Case.objects.filter(matter__leading=leading, stage=Stage.JOINED).order_by()
    counted = mates.values("matter").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def mates_of(case: Case, *, user) -> list[Case]:
    """The other cases of the matter that the user may see, the leading one first."""
    if case.matter_id is None:
        return []
    mates = Case.objects.visible_to(user).filter(matter=case.matter_id).exclude(pk=case.pk)
    found = list(mates.only("subject", "people", "stage", "received_at", "matter_id").order_by("pk"))
    leading_id = case.matter.leading_id
    return sorted(found, key=lambda mate: mate.pk != leading_id)


def text_of(case: Case) -> str:
    """What of a case is compared: its subject and story, folded."""
    return fold(f"{case.subject} {case.story}")


def _against(accused: Iterable[Accused]) -> QuerySet[Accused]:
    rows = list(accused)
    units = {row.unit_id for row in rows if row.unit_id}
    persons = {row.person_id for row in rows if row.person_id}
    return Accused.objects.filter(Q(unit_id__in=units) | Q(person_id__in=persons)).order_by()


def _near(case: Case, against: QuerySet[Accused], *, at: datetime) -> QuerySet:
    """The numbers of the cases that may be related, each kind found by an index of its own."""
    kinds = [against.order_by("-case").values("case_id")[:LOOKED_AT]]
    if case.text_marks:
        alike = Case.objects.filter(text_marks__overlap=case.text_marks)
        # Not by the bare number: to find the newest, the planner would read all cases backwards instead of the marks' index.
        kinds.append(alike.order_by((F("pk") + 0).desc()).values("pk")[:LOOKED_AT])
    if case.sector_id:
        here = Case.objects.filter(area=case.area_id, sector=case.sector_id)
        recent = here.filter(received_at__gte=at - SAME_PLACE_WITHIN)
        kinds.append(recent.order_by("-received_at").values("pk")[:LOOKED_AT])
    first, *others = kinds
    return first.union(*others, all=True) if others else first


def _related(case: Case, other: Case, own: frozenset[str], *, at: datetime) -> Related:
    is_marked = not set(case.text_marks or ()).isdisjoint(other.text_marks or ())
    share = likeness(own, pieces_of(text_of(other))) if is_marked else 0.0
    is_near = other.area_id == case.area_id and other.sector_id == case.sector_id and case.sector_id
    why = [
        _alike(share) if share >= ALIKE_FROM else "",
        _("Complains of the same unit or official") if other.same_side else "",
        _("Same place and sector") if is_near and other.received_at >= at - SAME_PLACE_WITHIN else "",
    ]
    return Related(
        case=other,
        why=tuple(reason for reason in why if reason),
        likeness=share if share >= ALIKE_FROM else 0.0,
        people=other.joined + 2,
    )


def _alike(share: float) -> str:
    words = (
        _("Nearly the same text (%(share)s %%)")
        if share >= NEARLY_THE_SAME_FROM
        else _("Similar text (%(share)s %%)")
    )
    return words % {"share": round(share * 100)}
