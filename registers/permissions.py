"""Who records what, and who decides on an alarm."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import WRITERS, Reach, reaches_of, standing_of
from organizations.models import Area, Unit
from registers.choices import REGISTERS, Register
from registers.models import Record
from registers.selectors.sectors import sector_id


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
    """Commissions, the departments that lead a sector, and whoever works in the line of a register."""
    return bool(registers_for(user))


def can_record(user, register: Register, unit: Unit, area: Area) -> bool:
    """A unit of the line its own records, a leading department and a municipal system those of their area and below."""
    standing = standing_of(user, on=timezone.localdate())
    if unit.pk in standing.unit_ids(*WRITERS):
        return unit.line in register.lines and _lies_within(area.code, unit)
    return any(
        reach.holds_area(area.code) and unit.area is not None and reach.holds_area(unit.area.code)
        for reach in recording_reaches(user)
        if reach.holds_sector(sector_id(register))
    )


def can_record_in(user, register: Register) -> bool:
    """Whether there is anything in the register that the user could record."""
    if any(reach.holds_sector(sector_id(register)) for reach in recording_reaches(user)):
        return True
    return bool(_own_lines(user) & set(register.lines))


def can_change(user, record: Record) -> bool:
    """Whoever could record it can put it right; the history keeps what stood there."""
    return can_record(user, record.row, record.unit, record.area)


def can_decide(user, record: Record) -> bool:
    """Dismissing an alarm or making a case of it: a commission or leading department above, never the unit's own side."""
    standing = standing_of(user, on=timezone.localdate())
    if record.unit_id in standing.shut_units:
        return False
    return any(
        reach.holds_sector(record.sector_id) and reach.holds_area(record.area.code)
        for reach in reaches_of(user)
    )


def is_commissioner(user) -> bool:
    """Whether somebody inspects for a discipline commission, or leads one."""
    return any(reach.is_commission for reach in reaches_of(user))


def recording_reaches(user) -> list[Reach]:
    """Leading departments, and systems; a commission reads and doesn't keep the books of those it supervises."""
    standing = standing_of(user, on=timezone.localdate())
    reaches = reaches_of(user, extra=(Role.MUNICIPAL_SYSTEM,))
    is_system = standing.has_role(Role.MUNICIPAL_SYSTEM)
    return [reach for reach in reaches if is_system or not reach.is_commission]


def _own_lines(user) -> set[str]:
    standing = standing_of(user, on=timezone.localdate())
    return {acting.unit.line for acting in standing.actings if acting.role in WRITERS}


def _lies_within(code: str, unit: Unit) -> bool:
    return unit.area is not None and Reach(None, unit.area.code, unit.area.level).holds_area(code)
