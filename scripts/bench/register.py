"""What the synthetic cases point at: the register of areas and units, and users who act for them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from accounts.choices import Role
from accounts.models import Duty, User
from organizations.choices import Level, Line, UnitKind
from organizations.models import Area, Sector, SectorLead, SectorWord, Tenure, Unit

COMMISSION = "440000-commission"
SYSTEM = "bench-system"
OLD_DUTY = date(2013, 1, 1)


@dataclass(frozen=True)
class Place:
    """An area with the city it lies in (the area itself for a city, None for the province)."""

    area_id: int
    city_id: int | None
    code: str

    @property
    def desk_code(self) -> str:
        """The commission that takes complaints of this place in: the city's, never a county's."""
        return f"{self.code[:4]}00-commission" if self.city_id else COMMISSION


@dataclass(frozen=True)
class Register:
    """The register in plain ids. ``units`` are by their code, leaders and users by the id of their unit."""

    places: tuple[Place, ...]
    units: dict[str, Unit]
    unit_by_id: dict[int, Unit]
    leads: dict[str, tuple[str, ...]]
    sectors: dict[str, int]
    words: dict[str, list[str]]
    leaders: dict[int, tuple[int, str]]
    handlers: dict[int, int]
    clerks: dict[int, int]
    inspectors: dict[int, int]
    system_id: int

    def unit_for(self, line: str, place: Place) -> Unit:
        """The unit of a line of work in the place, or in the nearest upper area that has one."""
        codes = (place.code, f"{place.code[:4]}00", "440000")
        return next(
            unit for code in codes if (unit := self.units.get(f"{code}-{line.replace('_', '-')}")) is not None
        )


def read_register(*, on: date) -> Register:
    """Read the register as it stands that day; the users must have been made."""
    units = list(Unit.objects.filter(is_active=True))
    users = Duty.objects.filter(user__username__startswith="bench-")
    tenures = Tenure.objects.in_office(on=on).filter(post__is_first=True)
    leads, words = defaultdict(list), defaultdict(list)
    for sector, line in SectorLead.objects.order_by("position").values_list("sector__code", "line"):
        leads[sector].append(line)
    for sector, word in (
        SectorWord.objects.filter(weight__gt=0).order_by("-weight", "pk").values_list("sector__code", "word")
    ):
        words[sector].append(word)
    return Register(
        places=tuple(_places()),
        units={unit.code: unit for unit in units},
        unit_by_id={unit.pk: unit for unit in units},
        leads={sector: tuple(lines) for sector, lines in leads.items()},
        sectors=dict(Sector.objects.order_by("number").values_list("code", "pk")),
        words=dict(words),
        leaders={
            unit: (person, name)
            for unit, person, name in tenures.values_list("post__unit_id", "person_id", "person__name")
        },
        handlers=dict(users.filter(role=Role.HANDLER).values_list("unit_id", "user_id")),
        clerks=dict(users.filter(role=Role.INTAKE_CLERK).values_list("unit_id", "user_id")),
        inspectors=dict(users.filter(role=Role.INSPECTOR).values_list("unit_id", "user_id")),
        system_id=User.objects.get(username=SYSTEM).pk,
    )


def make_users() -> None:
    """One inspector and one clerk for each intake desk, one handler for each unit that handles cases, one system."""
    desks = Unit.objects.filter(kind=UnitKind.COMMISSION, area__level__in=(Level.PROVINCE, Level.CITY))
    handling = Unit.objects.filter(kind__in=(UnitKind.GOVERNMENT, UnitKind.PARTY), is_active=True)
    handling = handling.exclude(line__in=(Line.GOVERNMENT, Line.PARTY_COMMITTEE))
    posts = [
        *((f"bench-inspector-{unit.code}", Role.INSPECTOR, unit) for unit in desks),
        *((f"bench-clerk-{unit.code}", Role.INTAKE_CLERK, unit) for unit in desks),
        *((f"bench-handler-{unit.code}", Role.HANDLER, unit) for unit in handling),
        *((f"bench-leader-{unit.code}", Role.UNIT_LEADER, unit) for unit in handling),
        (SYSTEM, Role.MUNICIPAL_SYSTEM, Unit.objects.get(code="440100-commission")),
    ]
    users = [
        User(username=name, full_name=name, is_staff=role == Role.INSPECTOR, password="!")
        for name, role, _ in posts
    ]
    User.objects.bulk_create(users)
    Duty.objects.bulk_create(
        Duty(user=user, unit=unit, role=role, from_on=OLD_DUTY)
        for user, (_, role, unit) in zip(users, posts, strict=True)
    )


def _places() -> list[Place]:
    """The province, the cities and the counties that are there today, by code."""
    areas = Area.objects.filter(valid_to=None).order_by("code")
    cities = {area.code[:4]: area.pk for area in areas if area.level == Level.CITY}
    return [
        Place(
            area_id=area.pk,
            city_id=None if area.level == Level.PROVINCE else cities[area.code[:4]],
            code=area.code,
        )
        for area in areas
    ]
