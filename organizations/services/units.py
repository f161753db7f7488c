"""The units: one per line of work and area, made from name patterns, and the ordinary ones from a list."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from organizations.choices import Level, Line, UnitKind
from organizations.models import Area, Unit
from organizations.selectors import area_codes_upwards, lead_unit_code
from organizations.services.areas import in_force
from organizations.services.names import pinyin_key, traditional
from organizations.services.rows import LoadError, Row, read_rows
from organizations.services.saving import Counts, save_differences

PATTERNS = tuple(f"{level}_name{suffix}" for level in Level.values for suffix in ("", "_en"))
LINE_COLUMNS = ("line", "kind", "position", "above", *PATTERNS)
MORE_COLUMNS = ("code", "name", "name_en", "kind", "line", "area_code", "parent_code")
FIELDS = (
    "name",
    "name_hant",
    "name_en",
    "pinyin",
    "kind",
    "line",
    "area_id",
    "parent_id",
    "lineage",
    "is_active",
)
PLACEHOLDER = "{area}"


class UnitPlan(NamedTuple):
    """A unit as the files describe it: where it came from, the row to write, its superior's code."""

    row: Row
    unit: Unit
    parent_code: str


class LoadedUnits(NamedTuple):
    """What is left of the files after the units are written."""

    counts: Counts
    by_code: dict[str, Unit]
    dormant: frozenset[str]
    """Codes of units that the files know but whose area is not in force on the day."""


def load_units(folder: Path, *, areas: list[Area], on: date) -> LoadedUnits:
    """Write lines.csv and units_more.csv to the register, for the areas in force on that day."""
    lines = sorted(
        read_rows(folder, "lines.csv", LINE_COLUMNS, key=("line",)), key=lambda row: row.number("position")
    )
    more = read_rows(folder, "units_more.csv", MORE_COLUMNS, key=("code",))
    current = {area.code: area for area in areas if in_force(area, on)}
    former = {area.code for area in areas} - set(current)
    plans = [_lead_plan(row, area) for area in current.values() for row in lines]
    plans += [_listed_plan(row, current) for row in more if row.values["area_code"].strip() not in former]
    by_code = _indexed(plans)
    dormant = {lead_unit_code(code, row.values["line"]) for code in former for row in lines}
    dormant |= {row.values["code"].strip() for row in more} - set(by_code)
    counts = _save(plans, by_code)
    return LoadedUnits(counts, by_code, frozenset(dormant))


def _lead_plan(row: Row, area: Area) -> UnitPlan:
    """The unit that does one line of work in one area; its superior does the same one level up."""
    line = row.choice("line", Line.values)
    name, name_en = (row.text(f"{area.level}_name{suffix}", limit=120) for suffix in ("", "_en"))
    if PLACEHOLDER not in name or PLACEHOLDER not in name_en:
        raise row.fail(f"the names for a {area.level} must hold {PLACEHOLDER}")
    full, full_en = _full_names(area)
    above = lead_unit_code(area.parent.code, line) if area.parent else row.values["above"].strip()
    unit = _unit(
        code=lead_unit_code(area.code, line),
        name=name.replace(PLACEHOLDER, full),
        name_en=name_en.replace(PLACEHOLDER, full_en),
        kind=row.choice("kind", UnitKind.values),
        line=line,
        area=area,
    )
    return UnitPlan(row, unit, above)


def _listed_plan(row: Row, current: dict[str, Area]) -> UnitPlan:
    """A unit from the list of ordinary ones; only a body above the province may be without an area."""
    line = row.choice("line", Line.values)
    code = row.values["area_code"].strip()
    if code not in current and not (code == "" and line == Line.CENTRAL):
        raise row.fail(f"area_code {code!r} is no area")
    unit = _unit(
        code=row.slug("code", limit=60),
        name=row.text("name", limit=120),
        name_en=row.text("name_en", limit=200),
        kind=row.choice("kind", UnitKind.values),
        line=line,
        area=current.get(code),
    )
    return UnitPlan(row, unit, row.values["parent_code"].strip())


def _unit(*, code: str, name: str, name_en: str, kind: str, line: str, area: Area | None) -> Unit:
    """A unit with its names in all scripts."""
    return Unit(
        code=code,
        name=name,
        name_hant=traditional(name),
        name_en=name_en,
        pinyin=pinyin_key(name, limit=250),
        kind=kind,
        line=line,
        area=area,
        is_active=True,
    )


def _full_names(area: Area) -> tuple[str, str]:
    """The area as it stands in a unit's name: a district carries its city, other counties do not."""
    if area.level != Level.COUNTY:
        return area.name, area.name_en
    name = f"{area.parent.name}{area.name}" if area.name.endswith("区") else area.name
    return name, f"{area.name_en}, {area.parent.name_en}"


def _indexed(plans: list[UnitPlan]) -> dict[str, Unit]:
    """The units by code; a code must be used once and a superior must exist."""
    by_code: dict[str, Unit] = {}
    for plan in plans:
        if plan.unit.code in by_code:
            raise plan.row.fail(f"unit {plan.unit.code} exists already")
        by_code[plan.unit.code] = plan.unit
    for plan in plans:
        if plan.parent_code and plan.parent_code not in by_code:
            raise plan.row.fail(f"superior unit {plan.parent_code!r} does not exist")
    return by_code


def _save(plans: list[UnitPlan], by_code: dict[str, Unit]) -> Counts:
    """Write the units with superiors and lineages; units that no file names follow a superior that moves."""
    _give_keys([plan.unit for plan in plans])
    everyone = {unit.pk: unit for unit in Unit.objects.all()}
    for plan in plans:
        plan.unit.parent_id = by_code[plan.parent_code].pk if plan.parent_code else None
        everyone[plan.unit.pk] = plan.unit
    rows = {plan.unit.pk: plan.row for plan in plans}
    # The listed units come last in the plans and are the only ones that can close a circle: blame their line.
    for unit in reversed(everyone.values()):
        unit.lineage = list(dict.fromkeys([*_lineage(unit, everyone, rows), *_rulers(unit, by_code)]))
    counts = save_differences(list(everyone.values()), known=Unit.objects.all(), key=("code",), fields=FIELDS)
    return replace(counts, total=len(plans))


def _give_keys(units: list[Unit]) -> None:
    """Set every unit's primary key, a fresh one if it is new, so that lineages can be told before writing."""
    known = dict(Unit.objects.values_list("code", "pk"))
    fresh = [unit for unit in units if unit.code not in known]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Unit._meta.db_table, len(fresh)],
        )
        known |= {unit.code: key for unit, (key,) in zip(fresh, cursor.fetchall(), strict=True)}
    for unit in units:
        unit.pk = known[unit.code]


def _lineage(unit: Unit, everyone: dict[int, Unit], rows: dict[int, Row]) -> list[int]:
    """The unit, then its superiors upwards."""
    chain = [unit.pk]
    while (upper := everyone[chain[-1]].parent_id) is not None:
        if upper in chain:
            problem = f"unit {unit.code} stands above itself"
            raise rows[unit.pk].fail(problem) if unit.pk in rows else LoadError(problem)
        chain.append(upper)
    return chain


def _rulers(unit: Unit, by_code: dict[str, Unit]) -> list[int]:
    """Whoever heads the unit's area or an area above it: party committees rule all, governments no party organ."""
    if unit.area is None or unit.line == Line.PARTY_COMMITTEE:
        return []
    party_organ = unit.kind in (UnitKind.PARTY, UnitKind.COMMISSION)
    lines = (Line.PARTY_COMMITTEE,) if party_organ else (Line.PARTY_COMMITTEE, Line.GOVERNMENT)
    codes = [lead_unit_code(code, line) for code in area_codes_upwards(unit.area.code) for line in lines]
    return [by_code[code].pk for code in codes if code in by_code]
