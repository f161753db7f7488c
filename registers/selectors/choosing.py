"""Which units somebody can name in a form."""

from collections.abc import Collection

from django.db.models import QuerySet

from organizations.models import Unit
from registers.choices import Register


def units_to_choose(register: Register, keepers: Collection[int]) -> QuerySet[Unit]:
    """The units of the register's lines among those with these keys and all below them."""
    units = Unit.objects.filter(lineage__overlap=list(keepers), line__in=register.lines, is_active=True)
    return units.filter(area__isnull=False).select_related("area").order_by("code")
