"""Units: who answers for a line of work in an area, and finding a unit while its name is typed."""

import re

import opencc
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from common.statements import Statement, any_of
from organizations.choices import Line
from organizations.models import Area, Unit

MAX_WORDS = 5
MAX_QUERY = 60

_TO_SIMPLIFIED = opencc.OpenCC("t2s")
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")


def lead_unit_code(area_code: str, line: str) -> str:
    """The code under which the register keeps the unit that does a line of work in an area."""
    return f"{area_code}-{line.replace('_', '-')}"


def _active() -> QuerySet[Unit]:
    units = Unit.objects.filter(code__in=any_of("codes", kind="text"), is_active=True)
    return units.select_related("area").order_by()


_ACTIVE = Statement(_active)


def lead_units_upwards(line: str, area: Area) -> list[Unit]:
    """The units that do this line of work in the area and in those above it, the nearest first; superiors at hand."""
    codes = [lead_unit_code(code, line) for code in area_codes_upwards(area.code)]
    found = {unit.code: unit for unit in _ACTIVE.objects(codes=codes)}
    by_id = {unit.pk: unit for unit in found.values()}
    for unit in by_id.values():
        if unit.parent_id in by_id:
            unit.parent = by_id[unit.parent_id]
    return [found[code] for code in codes if code in found]


def lead_unit(line: str, area: Area) -> Unit | None:
    """The unit that does this line of work in the area, or in the nearest upper area that has one; superiors at hand."""
    return next(iter(lead_units_upwards(line, area)), None)


def commission_for(area: Area) -> Unit | None:
    """The discipline commission of the area, or of the nearest upper area that has one."""
    return lead_unit(Line.COMMISSION, area)


def search_units(query: str, limit: int = 20, area: Area | None = None) -> list[Unit]:
    """Active units whose name holds what was typed, nearest to `area` and best match first; at most `limit`.

    Simplified and traditional characters, full pinyin or initials, and English all work; all of several words
    must match. Where no name holds a Chinese word as it stands, names that hold its characters in order are
    taken, so that short forms work (国土局, 卫计局).
    """
    words = _TO_SIMPLIFIED.convert(query[:MAX_QUERY].replace("\x00", " ")).split()[:MAX_WORDS]
    if not words:
        return []
    units = Unit.objects.filter(is_active=True).select_related("area__parent")
    found = _ranked(_holding(units, words), words[0], area)[:limit]
    if not found and any(_CHINESE.fullmatch(word) for word in words):
        found = _ranked(_holding_scattered(units, words), words[0], area)[:limit]
    return list(found)


def simplified(text: str) -> str:
    """The text in simplified characters, as the register writes names."""
    return _TO_SIMPLIFIED.convert(text)


def code_prefix(area_code: str) -> str:
    """What the codes of an area and of all below it begin with (GB/T 2260): two digits of a province, four of a city, all of a county."""
    if area_code.endswith("0000"):
        return area_code[:2]
    return area_code[:4] if area_code.endswith("00") else area_code


def area_codes_upwards(code: str) -> list[str]:
    """A GB/T 2260 code, then the codes of its city and province, as the standard builds them."""
    return list(dict.fromkeys((code, f"{code[:4]}00", f"{code[:2]}0000")))


def _holding(units: QuerySet[Unit], words: list[str]) -> QuerySet[Unit]:
    """Units that hold every word as it stands; served by the trigram index on the upper-case names."""
    for word in words:
        units = units.filter(Q(name__icontains=word) | Q(pinyin__icontains=word) | Q(name_en__icontains=word))
    return units


def _holding_scattered(units: QuerySet[Unit], words: list[str]) -> QuerySet[Unit]:
    """Units whose Chinese name holds the characters of every word in order, with others between."""
    for word in words:
        units = units.filter(name__regex=".*".join(re.escape(character) for character in word))
    return units


def _ranked(units: QuerySet[Unit], word: str, area: Area | None) -> QuerySet[Unit]:
    """Nearest area first, then names that begin with the word, then short names."""
    begins = (
        Q(name__startswith=word)
        | Q(pinyin__istartswith=word)
        | Q(pinyin__icontains=f" {word}")
        | Q(name_en__istartswith=word)
    )
    return units.annotate(
        distance=_distance(area),
        later=Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField()),
    ).order_by("distance", "later", Length("name"), "code")


def _distance(area: Area | None) -> Case | Value:
    """How far a unit is: in the area 0, in its city 1, in the province's own offices 2, elsewhere 3."""
    if area is None:
        return Value(0)
    return Case(
        When(area__code=area.code, then=Value(0)),
        When(area__code__startswith=area.code[:4], then=Value(1)),
        When(area__code=f"{area.code[:2]}0000", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
