"""Who records what, and who decides on an alarm."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, WRITERS, Acting, Reach, reaches_of, standing_of
from organizations.choices import Line
from organizations.models import Area, Unit
from registers.choices import REGISTERS, Register
from registers.models import Record
from registers.selectors.sectors import sector_id

LINES = {line for register in REGISTERS.values() for line in register.lines}


def registers_for(user) -> list[Register]:
    """The registers that somebody has to do with, in the order of the table."""
    reaches = reaches_of(user)
    lines = _own_lines(user)
    return [
        register
        for register in REGISTERS.values()
        if any(reach.holds_sector(sector_id(register)) for reach in reaches) or lines & set(register.lines)
    ]


def can_see_registers(user) -> bool:
    """Commissions, and whoever works in the line of a register. Every page asks this for its menu, so it reads nothing."""
    actings = standing_of(user, on=timezone.localdate()).actings
    return bool(_own_lines(user) & LINES) or any(
        acting.role in COMMISSIONERS and acting.unit.line == Line.COMMISSION and acting.unit.area
        for acting in actings
    )


def can_record(user, register: Register, unit: Unit, area: Area) -> bool:
    """A unit of the line its own records, its superiors in the line those of the units below, a system those of its area.

    A commission reads and doesn't keep the books of those it supervises.
    """
    if not Reach.of(unit).holds_area(area.code):
        return False
    if any(acting.unit.pk in unit.lineage for acting in keepers_of(user, register)):
        return True
    return any(reach.holds_area(unit.area.code) for reach in system_reaches(user, register))


def can_record_in(user, register: Register) -> bool:
    """Whether there is anything in the register that the user could record."""
    return bool(keepers_of(user, register) or system_reaches(user, register))


def is_above(user, register: Register, unit: Unit) -> bool:
    """Whether somebody keeps the register for a department above the unit, and stands on none of the unit's sides."""
    if unit.pk in standing_of(user, on=timezone.localdate()).shut_units:
        return False
    return any(acting.unit.pk in unit.lineage for acting in keepers_of(user, register))


def can_change(user, record: Record) -> bool:
    """Whoever could record it can put it right; the history keeps what stood there."""
    return can_record(user, record.row, record.unit, record.area)


def can_decide(user, record: Record) -> bool:
    """Dismissing an alarm or making a case of it: a commission, or whoever is above the unit, never the unit's own side."""
    if record.unit_id in standing_of(user, on=timezone.localdate()).shut_units:
        return False
    if is_above(user, record.row, record.unit):
        return True
    return any(reach.is_commission and reach.holds_area(record.area.code) for reach in reaches_of(user))


def is_commissioner(user) -> bool:
    """Whether somebody inspects for a discipline commission, or leads one."""
    return any(reach.is_commission for reach in reaches_of(user))


def keepers_of(user, register: Register) -> list[Acting]:
    """The duties by which somebody keeps a register: for units that do its line of work."""
    return [
        acting
        for acting in standing_of(user, on=timezone.localdate()).actings
        if acting.role in WRITERS and acting.unit.line in register.lines
    ]


def system_reaches(user, register: Register) -> list[Reach]:
    """How far a municipal system hands rows of the register in: for the sector and area of its authority."""
    if not standing_of(user, on=timezone.localdate()).has_role(Role.MUNICIPAL_SYSTEM):
        return []
    sector = sector_id(register)
    return [reach for reach in reaches_of(user, roles=(Role.MUNICIPAL_SYSTEM,)) if reach.holds_sector(sector)]


def _own_lines(user) -> set[str]:
    standing = standing_of(user, on=timezone.localdate())
    return {acting.unit.line for acting in standing.actings if acting.role in WRITERS}
