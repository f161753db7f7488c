"""The words that organisations are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """The three levels of government; Dongguan and Zhongshan have no third one."""

    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County")


class UnitKind(TextChoices):
    """What sort of body a unit is."""

    COMMISSION = "commission", _("Discipline commission")
    PARTY = "party", _("Party organ")
    GOVERNMENT = "government", _("Government department")
    SERVICE = "service", _("Public service unit")


class Line(TextChoices):
    """The vertical line of work that a unit belongs to, the same word at all levels."""

    CENTRAL = "central", _("Above the province")
    COMMISSION = "commission", _("Discipline inspection")
    LAND = "land", _("Land and resources")
    HOUSING = "housing", _("Housing and construction")
    AGRICULTURE = "agriculture", _("Agriculture")
    POLITICS_LAW = "politics_law", _("Politics and law")
    WORK_SAFETY = "work_safety", _("Work safety")
    FOOD_DRUG = "food_drug", _("Food and drugs")
    ENVIRONMENT = "environment", _("Environmental protection")
    EDUCATION = "education", _("Education")
    HEALTH = "health", _("Health and family planning")
    GOVERNMENT = "government", _("People's government")
    PARTY_COMMITTEE = "party_committee", _("Party committee")
    OTHER = "other", _("Other")


# Whoever heads an area can lean on every unit in it, whatever that unit's own line.
RULING_LINES = {Line.GOVERNMENT, Line.PARTY_COMMITTEE}
