"""The filters of the console's lists of cases and clocks."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import Light
from cases.selectors.lights import shows
from cases.selectors.register import areas, sectors
from common.admin import ChoiceFilter
from organizations.choices import Level


class LightFilter(ChoiceFilter):
    """Cases by the light beside their due date."""

    title = _("light")
    parameter_name = "light"

    def options(self, request):
        """All lights."""
        return Light.choices

    def pick(self, rows, value):
        """As it is now."""
        return rows.filter(shows(value, at=timezone.now()))


class CityFilter(ChoiceFilter):
    """Cases by the city they come from."""

    title = _("city")
    parameter_name = "city"

    def options(self, request):
        """The cities of today."""
        cities = (area for area in areas().values() if area.level == Level.CITY and area.valid_to is None)
        return [(str(city.pk), city.label) for city in cities]

    def pick(self, rows, value):
        """By the city of the case."""
        return rows.filter(**{self.parameter_name: value})


class ClockCityFilter(CityFilter):
    """Clocks by the city their case comes from."""

    parameter_name = "case__city"


class SectorFilter(ChoiceFilter):
    """Cases by their sector."""

    title = _("sector")
    parameter_name = "sector"

    def options(self, request):
        """The eight, by number."""
        return [(str(sector.pk), sector.label) for sector in sectors().values()]

    def pick(self, rows, value):
        """By the sector of the case."""
        return rows.filter(sector=value)


class RunningFilter(ChoiceFilter):
    """Clocks that run, those of them that have run out, or stopped ones."""

    title = _("state")
    parameter_name = "state"
    all_option = None

    def options(self, request):
        """There is no choice of all: a stopped clock waits for nobody."""
        return (("running", _("Running")), ("overdue", _("Run out")), ("stopped", _("Stopped")))

    def value(self):
        """Running ones, unless something else is asked."""
        return super().value() or "running"

    def pick(self, rows, value):
        """As it is now."""
        if value == "overdue":
            return rows.filter(stopped_at=None, due_at__lte=timezone.now())
        return rows.filter(stopped_at__isnull=value == "running")
