"""Which units and areas somebody can name in a form."""

from django.db.models import Q, QuerySet

from accounts.selectors import WRITERS, Reach, standing_of
from organizations.models import Unit
from registers.choices import Register
from registers.selectors.sectors import sector_id


def units_to_choose(user, register: Register, reaches: list[Reach], *, on) -> QuerySet[Unit]:
    """The user's own units of the register's lines, and those of these lines in the areas that he keeps the register for."""
    wanted = Q(pk__in=standing_of(user, on=on).unit_ids(*WRITERS))
    for reach in reaches:
        if reach.holds_sector(sector_id(register)):
            wanted |= Q(area__code__startswith=reach.area_prefix)
    units = Unit.objects.filter(wanted, is_active=True, line__in=register.lines, area__isnull=False)
    return units.select_related("area").order_by("code")
