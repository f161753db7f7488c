"""Cases that may be about the same matter: alike in text, against the same side, or of the same place and sector."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Accused, Case
from cases.search import fold
from cases.selectors.likeness import likeness, pieces_of

SHOWN_AT_MOST = 5
# Of each kind so many of the newest are looked at, those included that the reader may not see.
LOOKED_AT = 50
ALIKE_FROM = 0.4
NEARLY_THE_SAME_FROM = 0.7
SAME_PLACE_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class Related:
    """Another case, why it may be about the same matter, and how alike the texts are (0 to 1)."""

    case: Case
    why: tuple[str, ...]
    likeness: float


def related_cases(
    case: Case, *, user, accused: Iterable[Accused], at: datetime, most: int = SHOWN_AT_MOST
) -> list[Related]:
    """The cases closest to this one among those that the user may see, the closest first; one statement."""
    against = _against(accused)
    near = _near(case, against, at=at)
    candidates = Case.objects.visible_to(user).filter(pk__in=near).exclude(pk=case.pk).order_by()
    candidates = candidates.annotate(same_side=Exists(against.filter(case=OuterRef("pk"))))
    shown = ("subject", "story", "stage", "received_at", "area_id", "sector_id", "text_marks")
    own = pieces_of(text_of(case))
    found = [_related(case, other, own, at=at) for other in candidates.only(*shown)]
    found.sort(key=lambda one: (-one.likeness, -one.case.same_side, -one.case.pk))
    return [one for one in found if one.why][:most]


def mates_of(case: Case, *, user) -> list[Case]:
    """The other cases of the matter that the user may see, the leading one first."""
    if case.matter_id is None:
        return []
    mates = Case.objects.visible_to(user).filter(matter=case.matter_id).exclude(pk=case.pk)
    found = list(mates.only("subject", "stage", "received_at", "matter_id").order_by("pk"))
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
        kinds.append(alike.order_by("-pk").values("pk")[:LOOKED_AT])
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
    )


def _alike(share: float) -> str:
    words = (
        _("Nearly the same text (%(share)s %%)")
        if share >= NEARLY_THE_SAME_FROM
        else _("Similar text (%(share)s %%)")
    )
    return words % {"share": round(share * 100)}
