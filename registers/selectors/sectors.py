"""Which row of the register of sectors, areas and units a word of a file stands for."""

from collections.abc import Iterable

from cases.selectors.register import sector_by_code
from organizations.models import Area, Unit
from registers.choices import Register


def sector_id(register: Register) -> int:
    """The key of the sector that the register belongs to."""
    return sector_by_code(register.sector).pk


def areas_by_code(codes: Iterable[str]) -> dict[str, Area]:
    """Areas of today by their codes, with the area above."""
    found = Area.objects.filter(code__in=set(codes), valid_to=None).select_related("parent")
    return {area.code: area for area in found}


def units_by_code(codes: Iterable[str]) -> dict[str, Unit]:
    """Active units by their codes, with their areas."""
    found = Unit.objects.filter(code__in=set(codes), is_active=True).select_related("area")
    return {unit.code: unit for unit in found}
