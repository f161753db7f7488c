"""Whose plan somebody sees: the leading departments their own sector's, the province's commission all (M04, M10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Acting, standing_of
from organizations.choices import Level, Line, UnitKind
from organizations.selectors import lead_unit_code

WRITERS = (Role.HANDLER, Role.UNIT_LEADER)
COMMISSIONERS = (Role.INSPECTOR, Role.COMMISSION_LEADER)


def lines_led_by(user, *roles: str) -> set[str]:
    """The lines of work whose provincial department the user acts for in one of the roles."""
    return {acting.unit.line for acting in _actings(user, roles) if _is_lead_unit(acting)}


def in_province_commission(user, *roles: str) -> bool:
    """Whether the user acts for the commission of the province in one of the roles."""
    return any(
        acting.unit.kind == UnitKind.COMMISSION
        and acting.unit.line == Line.COMMISSION
        and _is_provincial(acting)
        for acting in _actings(user, roles)
    )


@dataclass(frozen=True)
class Reach:
    """What one duty opens of the matrix: which sectors (None: all of them), in the area of which code."""

    sector_ids: frozenset[int] | None
    area_code: str
    level: str

    def holds_sector(self, sector_id: int) -> bool:
        """Whether the duty has to do with that sector."""
        return self.sector_ids is None or sector_id in self.sector_ids

    def sees(self, sector_id: int, area_code: str) -> bool:
        """The area itself, what lies below it, and of a county also its city, which deploys for it."""
        is_above = area_code.endswith("00") and self.area_code.startswith(area_code[:4])
        return self.holds_sector(sector_id) and (is_above or self._holds_area(area_code))

    def enters(self, sector_id: int, area_code: str) -> bool:
        """Cities and counties enter what is theirs; the province reads it."""
        return self.level != Level.PROVINCE and self.holds_sector(sector_id) and self._holds_area(area_code)

    def _holds_area(self, area_code: str) -> bool:
        return area_code.startswith(_beginning(self.area_code, self.level))


def reaches_of(user) -> list[Reach]:
    """What the user's duties open of the matrix: those for a commission, and for a department that leads a sector.

    Read once for each user object, as the standing is.
    """
    standing = standing_of(user, on=timezone.localdate())
    kept = user.__dict__.get("_reaches")
    if kept is None or kept[0] is not standing:
        kept = user.__dict__["_reaches"] = (standing, _reaches_of(user))
    return kept[1]


def _reaches_of(user) -> list[Reach]:
    actings = [acting for acting in _actings(user, (*COMMISSIONERS, *WRITERS)) if acting.unit.area]
    led: dict[str, set[int]] = {}
    for line, sector_id in apps.get_model("organizations", "SectorLead").objects.values_list(
        "line", "sector"
    ):
        led.setdefault(line, set()).add(sector_id)
    found = []
    for acting in actings:
        level = acting.unit.area.level
        if acting.unit.line == Line.COMMISSION and acting.role in COMMISSIONERS:
            found.append(Reach(None, acting.area_code, level))
        elif acting.role in WRITERS and acting.unit.line in led and _is_main_unit(acting):
            found.append(Reach(frozenset(led[acting.unit.line]), acting.area_code, level))
    return found


def beginnings_of_systems(user) -> tuple[str, ...]:
    """How the codes begin of the areas of the authorities whose system this is."""
    actings = [acting for acting in _actings(user, (Role.MUNICIPAL_SYSTEM,)) if acting.unit.area]
    return tuple(_beginning(acting.area_code, acting.unit.area.level) for acting in actings)


class CampaignQuerySet(QuerySet):
    """Campaigns."""

    def current_first(self, *, on: date):
        """The one that runs on that day, then the latest that has begun, then those to come."""
        runs = Q(starts_on__lte=on, ends_on__gte=on)
        return self.annotate(
            runs=ExpressionWrapper(runs, output_field=BooleanField()),
            has_begun=ExpressionWrapper(Q(starts_on__lte=on), output_field=BooleanField()),
        ).order_by("-runs", "-has_begun", "-starts_on", "-pk")


class PlanQuerySet(QuerySet):
    """Sector plans, drafts and all."""

    def visible_to(self, user):
        """Those of the sectors that the user's department leads; all of them for the commission of the province."""
        if in_province_commission(user, *COMMISSIONERS):
            return self
        leads = apps.get_model("organizations", "SectorLead").objects.filter(
            line__in=lines_led_by(user, *WRITERS)
        )
        return self.filter(sector__in=leads.order_by().values("sector"))


def _beginning(area_code: str, level: str) -> str:
    """What the codes of an area and of all below it begin with."""
    return area_code[: {Level.PROVINCE: 2, Level.CITY: 4}.get(level, 6)]


def _actings(user, roles: Iterable[str]) -> list[Acting]:
    standing = standing_of(user, on=timezone.localdate())
    return [acting for acting in standing.actings if acting.role in roles]


def _is_provincial(acting: Acting) -> bool:
    return acting.unit.area is not None and acting.unit.area.level == Level.PROVINCE


def _is_lead_unit(acting: Acting) -> bool:
    return _is_provincial(acting) and _is_main_unit(acting)


def _is_main_unit(acting: Acting) -> bool:
    """A hospital does the same line of work as the department of health, and yet leads nothing."""
    return acting.unit.code == lead_unit_code(acting.area_code, acting.unit.line)
