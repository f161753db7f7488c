"""The words of the figures; they stand in the database and are never shown."""

from django.db.models import TextChoices


class Ending(TextChoices):
    """How a case came to its end."""

    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Level(TextChoices):
    """How finely a sum tells places apart."""

    ALL = "all"
    CITY = "city"
    AREA = "area"
    UNIT = "unit"


class Span(TextChoices):
    """How long the time is that a sum covers."""

    DAY = "day"
    MONTH = "month"
