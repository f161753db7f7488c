"""Who can be named in an order: the units that may be ordered, their leaders on a day, and the commissions' document words."""

from datetime import date

from django.db.models import QuerySet

from accounts.selectors import standing_of
from cases.models import Case
from organizations.choices import Level, Line, UnitKind
from organizations.models import Area, Tenure, Unit
from supervision.querysets import COMMISSION_WORKERS

# The characters that stand for the province and its cities in the numbers of documents.
PLACE_WORDS = {
    "440000": "粤",
    "440100": "穗",
    "440200": "韶",
    "440300": "深",
    "440400": "珠",
    "440500": "汕",
    "440600": "佛",
    "440700": "江",
    "440800": "湛",
    "440900": "茂",
    "441200": "肇",
    "441300": "惠",
    "441400": "梅",
    "441500": "汕尾",
    "441600": "河",
    "441700": "阳",
    "441800": "清",
    "441900": "莞",
    "442000": "中",
    "445100": "潮",
    "445200": "揭",
    "445300": "云",
}
ORDER_WORD = "纪督"
SHORTEST_NAME = 2


def document_word(issuer: Unit, kind: str = ORDER_WORD) -> str:
    """What stands before the year in the numbers of this commission's documents, such as 粤纪督 or 穗天河纪督 on its orders."""
    area = issuer.area
    if area.level != Level.COUNTY:
        return f"{PLACE_WORDS.get(area.code, area.name)}{kind}"
    short = area.name[:-1] if len(area.name) > SHORTEST_NAME else area.name
    return f"{PLACE_WORDS.get(f'{area.code[:4]}00', '')}{short}{kind}"


def leaders_on(unit: Unit, *, on: date) -> QuerySet[Tenure]:
    """Who leads the unit on that day, the first responsible person before the others (M58)."""
    tenures = Tenure.objects.in_office(on=on).filter(post__unit=unit)
    return tenures.select_related("person", "post").order_by("-post__is_first", "post__name", "pk")


def issuing_commissions(user, *, on: date) -> list[Unit]:
    """The commissions for which somebody issues orders; the central one works outside this system."""
    found = {
        acting.unit.pk: acting.unit
        for acting in standing_of(user, on=on).actings
        if acting.role in COMMISSION_WORKERS and is_issuer(acting.unit)
    }
    return list(found.values())


def is_issuer(unit: Unit) -> bool:
    """Whether the unit is a discipline commission that works in this system."""
    return unit.kind == UnitKind.COMMISSION and unit.line != Line.CENTRAL and unit.area is not None


def stands_below(unit: Unit, issuer: Unit) -> bool:
    """Whether a commission may order the unit: it lies in the commission's area and doesn't stand above it.

    Nothing does below a commission that has no area here: the body above the province orders by its own papers.
    """
    return (
        unit.pk not in issuer.lineage
        and issuer.area is not None
        and unit.area is not None
        and unit.area.code.startswith(_reach(issuer.area))
    )


def commission_over(issuer: Unit) -> Unit | None:
    """The commission above another one that works in this system; None at the top."""
    above = Unit.objects.select_related("area").filter(pk__in=issuer.lineage).exclude(pk=issuer.pk)
    ladder = (Level.COUNTY, Level.CITY, Level.PROVINCE)
    found = [unit for unit in above if unit.is_active and is_issuer(unit)]
    return min(found, key=lambda unit: ladder.index(unit.area.level), default=None)


def units_at(case: Case) -> list[Unit]:
    """The units that have something to do in a case and so can be ordered about it, the responsible one first."""
    helpers = [row.unit for row in case.co_handler_rows.select_related("unit__area")]
    units = [case.responsible, case.reviewer, *helpers, case.desk]
    return list({unit.pk: unit for unit in units if unit is not None}.values())


def _reach(area: Area) -> str:
    return {Level.PROVINCE: area.code[:2], Level.CITY: area.code[:4]}.get(area.level, area.code)
