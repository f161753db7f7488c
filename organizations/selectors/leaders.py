"""Who leads a unit."""

from datetime import date

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
