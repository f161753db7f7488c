"""Areas as they were on a day; codes change during and after the campaign."""

from datetime import date

from django.db.models import QuerySet

from organizations.choices import Level
from organizations.models import Area


def area_on(code: str, on: date) -> Area | None:
    """The area that the code stood for on that day, with its superiors at hand; None if it stood for none."""
    return Area.objects.in_force(on=on).select_related("parent__parent").filter(code=code).first()


def cities(on: date) -> QuerySet[Area]:
    """The cities at prefecture level on that day, by code."""
    return Area.objects.in_force(on=on).filter(level=Level.CITY).order_by("code")


def counties_of(city: Area, on: date) -> QuerySet[Area]:
    """Districts, counties and county-level cities of a city on that day; none for Dongguan and Zhongshan."""
    return Area.objects.in_force(on=on).filter(level=Level.COUNTY, parent__code=city.code).order_by("code")
