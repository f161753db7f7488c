"""Which open cases mark a record (M45), and where a register that not every city has to keep is kept (M26).

A mark is worked out for whoever looks: nothing of it is stored or told, so it can't tell the accused that somebody has
complained.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils import timezone

from accounts.selectors import standing_of
from cases.models import Accused, Case
from cases.selectors.register import areas
from organizations.choices import Level
from organizations.models import Area, Unit
from registers.choices import Register
from registers.models import Record
from registers.selectors.sectors import sector_id

# Fees as people write of them, in simplified and traditional characters; a bare 费 also stands in 免费, 浪费 and 消费.
FEES = "([收交缴繳退学學校杂雜书書课課补補读讀料助餐][费費])|代收"


@dataclass
class Mark:
    """How many open cases mark a unit, and those of them that the user may read."""

    number: int = 0
    cases: list[Case] = field(default_factory=list)


def marks_of(
    register: Register, user, units: Collection[Unit], *, above: Collection[int] = ()
) -> dict[int, Mark]:
    """By the keys of these units: open cases about fees that accuse one of them or a unit below.

    Whoever reads a case sees it. Who keeps the list for a department above (``above``: of these units) learns that there
    is one as soon as it is accepted, and no more than that; whom the case is kept from learns nothing.
    """
    if not register.marks or not units:
        return {}
    found: dict[int, Mark] = defaultdict(Mark)
    about = Case.objects.open().filter(
        Q(subject__regex=FEES) | Q(story__regex=FEES), sector=sector_id(register)
    )
    read = set()
    for key, case in _against(about.visible_to(user), {unit.pk for unit in units}):
        read.add(case.pk)
        found[key].number += 1
        found[key].cases.append(case)
    if above:
        standing = standing_of(user, on=timezone.localdate())
        known = about.outside_firewall_of(standing).outside_recusals_of(user)
        # What was handed up sealed is no longer for those whom it has left.
        known = known.filter(accepted_at__isnull=False, handed_up_from="")
        for key, case in _against(known, set(above)):
            found[key].number += case.pk not in read
    return dict(found)


def _against(cases, keys: set[int]) -> list[tuple[int, Case]]:
    """Each of the cases once with each of the units that it accuses, itself or by one below."""
    rows = Accused.objects.filter(unit__lineage__overlap=list(keys), case__in=cases.order_by().values("pk"))
    found = {}
    for row in rows.select_related("case", "unit").order_by("case_id"):
        for key in keys.intersection(row.unit.lineage):
            found[key, row.case_id] = row.case
    return [(key, case) for (key, _case_id), case in found.items()]


@dataclass(frozen=True)
class Kept:
    """A city that has to keep the register, and how many records of it the user sees."""

    area: Area
    records: int


def kept_where_required(register: Register, user) -> list[Kept]:
    """The cities that have to keep the register, as far as the user's duties reach; none where it isn't asked of all."""
    cities = required_cities(register, user)
    if not cities:
        return []
    seen = Record.objects.visible_to(user).filter(register=register.name)
    by_city = seen.order_by().annotate(city=Left("area__code", 4)).values_list("city").annotate(Count("pk"))
    counts = dict(by_city)
    return [Kept(city, counts.get(city.code[:4], 0)) for city in cities]


def required_cities(register: Register, user) -> list[Area]:
    """The cities of the delta that a duty of the user lies in or above; empty for a register that everybody keeps."""
    if not register.required_in:
        return []
    codes = [acting.area_code for acting in standing_of(user, on=timezone.localdate()).actings]
    return [
        area
        for area in areas().values()
        if area.valid_to is None
        and area.level == Level.CITY
        and register.is_required_in(area.code)
        and any(code.startswith(area.code[:4]) or code.endswith("0000") for code in codes)
    ]
