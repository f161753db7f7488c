"""The areas of the province, each under its GB/T 2260 code for as long as that code was in force."""

from datetime import date
from pathlib import Path

from organizations.choices import Level
from organizations.models import Area
from organizations.services.names import traditional
from organizations.services.rows import Row, read_rows
from organizations.services.saving import Counts, save_differences

COLUMNS = ("code", "level", "parent_code", "name", "name_en", "valid_from", "valid_to")
UPWARDS = {Level.PROVINCE: None, Level.CITY: Level.PROVINCE, Level.COUNTY: Level.CITY}


def load_areas(folder: Path) -> tuple[Counts, list[Area]]:
    """Write areas.csv to the register; also gives all its areas, superiors first."""
    rows = read_rows(folder, "areas.csv", COLUMNS, key=("code", "valid_from"))
    areas: dict[Level, list[tuple[Row, Area]]] = {level: [] for level in Level}
    for row in rows:
        area = _area_of(row)
        areas[Level(area.level)].append((row, area))
    _refuse_overlaps([pair for level in Level for pair in areas[level]])
    counts = Counts()
    for level, upper in UPWARDS.items():
        for row, area in areas[level]:
            area.parent = _parent_of(row, area, [other for _, other in areas[upper]] if upper else [])
        # Ended codes first: at most one row of a code may be without an end.
        ordered = sorted(
            (area for _, area in areas[level]), key=lambda area: (area.valid_to is None, area.valid_from)
        )
        written = save_differences(
            ordered,
            known=Area.objects.all(),
            key=("code", "valid_from"),
            fields=("level", "parent_id", "name", "name_hant", "name_en", "valid_to"),
        )
        counts = Counts(
            counts.total + written.total, counts.created + written.created, counts.changed + written.changed
        )
    return counts, [area for level in Level for _, area in areas[level]]


def in_force(area: Area, on: date) -> bool:
    """Was the area's code valid on that day?"""
    return area.valid_from <= on and (area.valid_to is None or area.valid_to >= on)


def _area_of(row: Row) -> Area:
    """The area that a row describes, still without its superior."""
    code = row.text("code", limit=6)
    if len(code) != 6 or not code.isdecimal():
        raise row.fail(f"code {code!r} is not six digits")
    name = row.text("name", limit=120)
    area = Area(
        code=code,
        level=row.choice("level", Level.values),
        name=name,
        name_hant=traditional(name),
        name_en=row.text("name_en", limit=200),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to", optional=True),
    )
    if area.valid_to and area.valid_to < area.valid_from:
        raise row.fail("valid_to is before valid_from")
    return area


def _parent_of(row: Row, area: Area, uppers: list[Area]) -> Area | None:
    """The superior in force when the area's code began (or, for the oldest rows, the first one known)."""
    code = row.values["parent_code"].strip()
    if area.level == Level.PROVINCE:
        if code:
            raise row.fail("a province has no parent_code")
        return None
    known = [upper for upper in uppers if upper.code == code]
    if not known:
        raise row.fail(f"parent_code {code!r} is no area one level above")
    return next((upper for upper in known if in_force(upper, area.valid_from)), known[0])


def _refuse_overlaps(pairs: list[tuple[Row, Area]]) -> None:
    """One code stands for one area on any day."""
    last: dict[str, Area] = {}
    for row, area in sorted(pairs, key=lambda pair: (pair[1].code, pair[1].valid_from)):
        before = last.get(area.code)
        if before and (before.valid_to is None or before.valid_to >= area.valid_from):
            raise row.fail(f"code {area.code} is already in force on {area.valid_from}")
        last[area.code] = area
