"""Who leads a unit, who did when something happened, and which units have nobody who answers for them (M58)."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from organizations.choices import Line
from organizations.models import Person, Tenure, Unit


def find_leader(unit: Unit, name: str, on: date) -> Person | None:
    """The official of that name who leads the unit, or one of its superiors, on that day; None if nobody."""
    tenures = Tenure.objects.in_office(on=on).filter(
        post__unit_id__in=unit.lineage, person__name=name.strip()
    )
    tenure = tenures.select_related("person").order_by("person").first()
    return tenure and tenure.person


def leads_above_province(person: Person, on: date) -> bool:
    """Whether the official leads a body above the province on that day; such a one is outside this system."""
    return Tenure.objects.in_office(on=on).filter(person=person, post__unit__line=Line.CENTRAL).exists()


def first_holder(unit: Unit, on: date) -> Tenure | None:
    """Who was the first responsible person of the unit on that day, with post and person; None if the chart says nobody."""
    tenures = Tenure.objects.in_office(on=on).filter(post__unit=unit, post__is_first=True)
    return tenures.select_related("person", "post").first()


def holder_called(unit: Unit, name: str, on: date) -> Tenure | None:
    """Who of that name held a leading post of the unit itself on that day; None if nobody, or more than one."""
    tenures = Tenure.objects.in_office(on=on).filter(post__unit=unit, person__name=name.strip())
    found = list(tenures.select_related("person", "post")[:2])
    return found[0] if len(found) == 1 else None


def without_leader(*, on: date) -> QuerySet[Unit]:
    """The active units for which nobody stands in the chart as first responsible person on that day."""
    first = Tenure.objects.in_office(on=on).filter(post__unit=OuterRef("pk"), post__is_first=True)
    return Unit.objects.filter(~Exists(first), is_active=True)
