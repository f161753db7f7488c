"""How far a duty for a commission, or for a department that leads a sector, reaches: which sectors, in which area (M04)."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors.standing import Acting, Standing, standing_of
from organizations.choices import Level, Line
from organizations.models import SectorLead, Unit
from organizations.selectors import code_prefix, lead_unit_code

WRITERS = (Role.HANDLER, Role.UNIT_LEADER)
COMMISSIONERS = (Role.INSPECTOR, Role.COMMISSION_LEADER)


@dataclass(frozen=True)
class Reach:
    """What one duty opens: which sectors (None: all of them, for a commission), in the area of which code."""

    sector_ids: frozenset[int] | None
    area_code: str
    level: str

    @classmethod
    def of(cls, unit: Unit) -> "Reach":
        """The area of a unit with all sectors; that of one above the province is nowhere in it."""
        return cls(None, unit.area.code if unit.area else "-", unit.area.level if unit.area else "")

    @property
    def is_commission(self) -> bool:
        """Whether it is the reach of a commission, and so over all sectors."""
        return self.sector_ids is None

    @property
    def area_prefix(self) -> str:
        """What the codes of the area and of all below it begin with."""
        return code_prefix(self.area_code)

    def holds_sector(self, sector_id: int) -> bool:
        """Whether the duty has to do with that sector."""
        return self.sector_ids is None or sector_id in self.sector_ids

    def holds_area(self, area_code: str) -> bool:
        """The area itself and what lies below it."""
        return area_code.startswith(self.area_prefix)

    def sees(self, sector_id: int, area_code: str) -> bool:
        """The area itself, what lies below it, and of a county also its city, which deploys for it."""
        is_above = area_code.endswith("00") and self.area_code.startswith(area_code[:4])
        return self.holds_sector(sector_id) and (is_above or self.holds_area(area_code))

    def enters(self, sector_id: int, area_code: str) -> bool:
        """Cities and counties enter what is theirs; the province reads it."""
        return self.level != Level.PROVINCE and self.holds_sector(sector_id) and self.holds_area(area_code)


def reaches_of(user, *, roles: tuple[str, ...] = (*COMMISSIONERS, *WRITERS)) -> list[Reach]:
    """What the user's duties for commissions and for departments that lead a sector open, read once for each request.

    ``roles``: those that count; a municipal system's reach as far as its authority does, for whoever asks for them.
    """
    standing = standing_of(user, on=timezone.localdate())
    if not standing.actings:
        return []
    kept = user.__dict__.setdefault("_reaches", {})
    if roles not in kept or kept[roles][0] is not standing:
        kept[roles] = (standing, _read_reaches(standing, roles))
    return kept[roles][1]


def _read_reaches(standing: Standing, roles: tuple[str, ...]) -> list[Reach]:
    led: dict[str, set[int]] = {}
    for line, sector_id in SectorLead.objects.values_list("line", "sector"):
        led.setdefault(line, set()).add(sector_id)
    found = []
    for acting in standing.actings:
        if acting.role not in roles or acting.unit.area is None:
            continue
        level, line = acting.unit.area.level, acting.unit.line
        if line == Line.COMMISSION and acting.role not in WRITERS:
            found.append(Reach(None, acting.area_code, level))
        elif line in led and acting.role not in COMMISSIONERS and is_main_unit(acting):
            found.append(Reach(frozenset(led[line]), acting.area_code, level))
    return found


def is_main_unit(acting: Acting) -> bool:
    """A hospital does the same line of work as the department of health, and yet leads nothing."""
    return acting.unit.code == lead_unit_code(acting.area_code, acting.unit.line)
