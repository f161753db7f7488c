"""Where a user stands: what he acts for, and whose accusation shuts him out (R2, R3, M11)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BigIntegerField, F, Func, OuterRef, Q, QuerySet

from accounts.choices import APART_ROLES, CONSOLE_ROLES
from accounts.models import Duty, Tie, User
from common.statements import Statement, given
from organizations.models import Area, Tenure, Unit


@dataclass(frozen=True)
class Acting:
    """One duty in force: the role, and the unit with what a query needs of it."""

    role: str
    unit: Unit

    @property
    def area_code(self) -> str:
        """GB/T 2260 code of the unit's area; empty for a unit above the province."""
        return self.unit.area.code if self.unit.area else ""


@dataclass(frozen=True)
class Standing:
    """What a user may act for and must keep away from on one day.

    ``shut_units`` and ``shut_persons`` are ids: a case that accuses any of them doesn't exist for this user.
    """

    actings: tuple[Acting, ...]
    shut_units: frozenset[int]
    shut_persons: frozenset[int]

    def unit_ids(self, *roles: str) -> set[int]:
        """Ids of the units that the user acts for in one of the roles (any role when none is named)."""
        return {acting.unit.pk for acting in self.actings if not roles or acting.role in roles}

    def has_role(self, *roles: str) -> bool:
        """Whether the user acts for any unit in one of the roles."""
        return any(acting.role in roles for acting in self.actings)

    @property
    def reads_cases(self) -> bool:
        """Whether any duty lets the user read cases; those of administrators and of the media don't."""
        return any(acting.role not in APART_ROLES for acting in self.actings)

    @property
    def enters_console(self) -> bool:
        """Whether the user works in the admin console."""
        return self.has_role(*CONSOLE_ROLES)


NOBODY = Standing(actings=(), shut_units=frozenset(), shut_persons=frozenset())


def standing_of(user, *, on: date) -> Standing:
    """The user's standing on that day, read once for each user object (that is, once for each request)."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    kept = user.__dict__.get("_standing")
    if kept is None or kept[0] != on:
        kept = user.__dict__["_standing"] = (on, _read_standing(user, on=on))
    return kept[1]


def _read_standing(user: User, *, on: date) -> Standing:
    rows = _DUTIES.rows(user=user.pk, on=on)
    actings = tuple(_acting(*row[:-ADDED]) for row in rows)
    own_units = {unit_id for acting in actings for unit_id in acting.unit.lineage}
    # Every row holds all ties, and the leaders of its own unit and of those above; without a duty there is no row.
    ties = rows[0][-ADDED:-1] if rows else _ties_of(user)
    leaders = {person for row in rows for person in row[-1]}
    persons = set(ties[1]) | ({user.person_id} if user.person_id else set())
    tied_units = set(ties[0]) | led_unit_ids(persons, on=on)
    return Standing(
        actings=actings,
        shut_units=frozenset(own_units | tied_units),
        shut_persons=frozenset(persons | leaders | leader_ids(tied_units - own_units, on=on)),
    )


_UNIT_COLUMNS = [field.attname for field in Unit._meta.concrete_fields]
_AREA_COLUMNS = [field.attname for field in Area._meta.concrete_fields]
# Behind the columns of a duty: tied units, tied persons, leaders.
ADDED = 3


def _ties() -> QuerySet:
    return Tie.objects.in_force().filter(user=given("user")).order_by()


def _duties() -> QuerySet:
    """Role, unit and area of each duty, and as lists of ids the user's declared ties and who leads the unit or one above it."""
    duties = (
        Duty.objects.in_force(on=given("on"))
        .filter(user=given("user"), unit__is_active=True)
        .order_by("role")
    )
    above = Unit.objects.filter(pk=OuterRef(OuterRef("unit_id"))).order_by()
    lineage = above.values(above=Func(F("lineage"), function="unnest", output_field=BigIntegerField()))
    tenures = Tenure.objects.in_office(on=given("on")).filter(post__unit_id__in=lineage).order_by()
    return duties.values_list(
        "role",
        *(f"unit__{column}" for column in _UNIT_COLUMNS),
        *(f"unit__area__{column}" for column in _AREA_COLUMNS),
        ArraySubquery(_ties().filter(unit__isnull=False).values("unit_id")),
        ArraySubquery(_ties().filter(person__isnull=False).values("person_id")),
        ArraySubquery(tenures.values("person_id")),
    )


_DUTIES, _TIES = Statement(_duties), Statement(lambda: _ties().values_list("unit_id", "person_id"))


def _acting(role: str, *values) -> Acting:
    """A duty with its unit and the area of that, as rows of the database."""
    unit = Unit.from_db(DEFAULT_DB_ALIAS, _UNIT_COLUMNS, values[: len(_UNIT_COLUMNS)])
    if unit.area_id is not None:
        unit.area = Area.from_db(DEFAULT_DB_ALIAS, _AREA_COLUMNS, values[len(_UNIT_COLUMNS) :])
    return Acting(role=role, unit=unit)


def _ties_of(user: User) -> tuple[list[int], list[int]]:
    """The units and the persons of the user's declared ties."""
    rows = _TIES.rows(user=user.pk)
    return [unit for unit, _person in rows if unit], [person for _unit, person in rows if person]


def leader_ids(unit_ids: Iterable[int], *, on: date) -> set[int]:
    """Ids of the officials who lead any of these units on that day, as first person or deputy."""
    unit_ids = set(unit_ids)
    if not unit_ids:
        return set()
    tenures = Tenure.objects.in_office(on=on).filter(post__unit_id__in=unit_ids)
    return set(tenures.values_list("person_id", flat=True))


def led_unit_ids(person_ids: Iterable[int], *, on: date) -> set[int]:
    """Ids of the units that any of these officials leads on that day."""
    person_ids = set(person_ids)
    if not person_ids:
        return set()
    return set(
        Tenure.objects.in_office(on=on)
        .filter(person_id__in=person_ids)
        .values_list("post__unit_id", flat=True)
    )


def mixes_administration(user: User, role: str, *, from_on: date) -> bool:
    """Whether a duty in this role, from that day on, would stand beside another one where either has to stand alone."""
    others = Duty.objects.filter(Q(to_on=None) | Q(to_on__gte=from_on), user=user).exclude(role=role)
    if role in APART_ROLES:
        return others.exists()
    return others.filter(role__in=APART_ROLES).exists()


def users_acting_for(*, unit_ids: Iterable[int], roles: Iterable[str], on: date) -> list[User]:
    """Active users who act for one of the units in one of the roles, in the order of their names."""
    return list(
        User.objects.acting_for(unit_ids=list(unit_ids), roles=list(roles), on=on).order_by("username")
    )


def first_to_hear(
    units: Iterable[Unit], *, roles: Iterable[str], may_know: Callable[[User], bool], on: date
) -> list[User]:
    """Those of the first of these units that has somebody in one of the roles who may know of it; empty where none has."""
    for unit in units:
        users = users_acting_for(unit_ids=[unit.pk], roles=roles, on=on)
        if allowed := [user for user in users if may_know(user)]:
            return allowed
    return []
