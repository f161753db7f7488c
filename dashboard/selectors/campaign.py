"""What the campaign's pages count beside the statistics: its days and months, what is open now, orders and files by sector."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from accounts.selectors import Reach, standing_of
from cases.choices import Light
from cases.models import Case
from cases.selectors.lights import shows
from cases.selectors.measured import begins, ends
from cases.selectors.narrowing import NARROWINGS
from cases.selectors.register import areas
from common.workdays import ONE_DAY
from dashboard.selectors.analysis import Analysis, Line
from dashboard.selectors.overview import counts_for, kept_counts, key_of, place_column
from dashboard.selectors.question import Question, end_of_month, months_before
from organizations.choices import Level
from organizations.models import Sector
from sectors.choices import Phase
from sectors.models import Campaign
from sectors.selectors import Cell, counties_below, matrix_of, phase_days
from supervision.choices import OPEN_STAGES
from supervision.models import Accountability, Order
from supervision.querysets import OrderQuerySet
from supervision.selectors import counted_files

COLUMNS = {"city": "city_id", "area": "area_id"}
# Without a campaign the pages look back so many months.
MONTHS_WITHOUT = 12
MIDDLE = 15


@dataclass(frozen=True)
class Asked:
    """What a page is asked: by whom, of which sector and area (empty: all that the user sees), in which campaign, and when."""

    user: object
    sector: Sector | None
    area: str
    campaign: Campaign | None
    reaches: tuple[Reach, ...]
    at: datetime

    @property
    def today(self) -> date:
        """The day of the request, China time."""
        return timezone.localdate(self.at)

    @property
    def question(self) -> Question:
        """The whole months of the campaign up to today, as the statistics are asked."""
        narrowed = {"sector": self.sector.code if self.sector else "", "area": self.area}
        if self.campaign is None:
            since, until = months_before(self.today, MONTHS_WITHOUT)[-1], self.today
        else:
            since = min(self.campaign.starts_on, self.today)
            until = min(self.campaign.ends_on, self.today)
        return Question.of_months(since, until, today=self.today, **narrowed)


@dataclass(frozen=True)
class Month:
    """One month of the campaign, with the phase that its middle lies in; its numbers are None as long as it hasn't begun."""

    first: date
    last: date
    phase: str
    received: int | None = None
    ended: int | None = None
    open: int | None = None


@dataclass(frozen=True)
class Now:
    """How many cases somebody still has to act on, and how many of these are overdue."""

    open: int = 0
    red: int = 0


@dataclass(frozen=True)
class Place:
    """One city or county: what narrows the list of cases to it, its figures, and its cell of the matrix of deployment."""

    label: str
    narrows: dict[str, str]
    line: Line
    now: Now
    cell: Cell | None

    @property
    def code(self) -> str:
        """The code of the place; empty for what names no more than the area that holds it."""
        return self.narrows.get("area", "")


@dataclass(frozen=True)
class OrderCount:
    """The orders by stage, and how many replies are late."""

    stages: dict[str, int]
    late: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.stages.values())

    @property
    def open(self) -> int:
        """Those on which somebody still has to act."""
        return sum(self.stages.get(stage, 0) for stage in OPEN_STAGES)


def months_of(found: Analysis, campaign: Campaign | None, *, today: date) -> list[Month]:
    """The months of the campaign, those to come too, each as the sum of its days."""
    phases = phase_days(campaign) if campaign else {}
    final = max(campaign.ends_on if campaign else today, found.question.last)
    months, first = [], found.question.first
    while first <= final:
        last = end_of_month(first)
        days = [day for day in found.days if first <= day.day <= last]
        middle = first.replace(day=MIDDLE)
        phase = next((str(Phase(name).label) for name, span in phases.items() if middle in span), "")
        sums = {}
        if days:
            sums = {
                "received": sum(day.received for day in days),
                "ended": sum(day.ended for day in days),
                "open": days[-1].open,
            }
        months.append(Month(first, min(last, today) if days else last, phase, **sums))
        first = last + ONE_DAY
    return months


def open_in_sector(asked: Asked, place: str) -> dict[str, Now]:
    """What is open and overdue in the sector at this moment, by the code of the place; kept as the figures of the home are.

    ``place`` is ``city``, ``area``, or empty where places aren't told apart.
    """
    column = COLUMNS.get(place, "")

    def count() -> dict:
        cases = Case.objects.visible_to(asked.user).open().filter(sector=asked.sector).order_by()
        if asked.area:
            cases = cases.filter(NARROWINGS["area"](asked.area, asked.at))
        counted = cases.values_list(column or "sector_id").annotate(
            open=Count("pk"), red=Count("pk", filter=shows(Light.RED, at=asked.at))
        )
        return {"by_place": {pk: {"open": opened, "red": red} for pk, opened, red in counted}}

    key = f"{key_of(asked.user, column)}:open:{asked.sector.pk}:{asked.area}"
    groups = kept_counts(key, count, at=asked.at)["by_place"]
    if column:
        return now_by_place(groups)
    return {"": Now(**next(iter(groups.values())))} if groups else {}


def open_by_sector_and_place(asked: Asked) -> tuple[dict[int | None, Now], dict[str, Now]]:
    """The same of everything that the user sees, by sector and by place, as the home counts it."""
    standing = standing_of(asked.user, on=timezone.localdate())
    counted = counts_for(asked.user, place_column(standing), at=asked.at)
    by_sector = {pk: Now(row["open"], row["red"]) for pk, row in counted["by_sector"].items()}
    is_area = place_column(standing) in COLUMNS.values()
    return by_sector, now_by_place(counted["by_place"]) if is_area else {}


def now_by_place(groups: Mapping[int | None, Mapping[str, int]]) -> dict[str, Now]:
    """Counts by the id of an area, by its code instead: earlier rows of a code count with its present one."""
    found: dict[str, Now] = {}
    for pk, row in groups.items():
        code = areas()[pk].code if pk else ""
        before = found.get(code, Now())
        found[code] = Now(before.open + row["open"], before.red + row["red"])
    return found


def places_of(asked: Asked, found: Analysis, now: dict[str, Now], cells: Iterable[Cell]) -> list[Place]:
    """The cities or counties that somebody sees, the quiet ones too, and what names no more than what lies above them."""
    province = next(area.code for area in areas().values() if area.level == Level.PROVINCE)
    lines = {next(iter(line.narrows.values())): line for line in found.by_place}
    by_code = {cell.area.code: cell for cell in cells}
    counted = {code or province: one for code, one in now.items()}
    labels = {area.code: area.label for area in areas().values()}
    upper = {province} if found.place == "city" else {code for code in labels if code.endswith("00")}
    rows = []
    for code in sorted({*lines, *by_code, *counted}):
        line = lines.get(code)
        narrows = {"place" if code in upper else "area": code}
        label = line.label if line else labels[code]
        numbers = (line or Line(label, narrows), counted.get(code, Now()), by_code.get(code))
        rows.append(Place(label, narrows, *numbers))
    return rows


def cells_of(asked: Asked) -> tuple[list[Cell], list[Cell]]:
    """The cells that the user sees of the sector: of the area that was asked for (without one all), and of the places in it.

    Both are the cities for the province; a city and its counties for a city; a county alone for a county.
    """
    if asked.campaign is None or asked.sector is None:
        return [], []
    matrix = matrix_of(asked.campaign, asked.user, on=asked.today).of_sector(asked.sector.code)
    city = f"{asked.area[:4]}00"
    cells = [cell for cell in matrix.cells if not asked.area or cell.area.code == city]
    if len(cells) != 1:
        return cells, cells
    below = counties_below(asked.campaign, cells[0].area, asked.user, on=asked.today)
    counties = below.of_sector(asked.sector.code).cells
    if asked.area and asked.area != city:
        counties = [cell for cell in counties if cell.area.code == asked.area]
    is_county = asked.area not in ("", city) or all(reach.level == Level.COUNTY for reach in asked.reaches)
    return (counties if is_county else cells), counties


def orders_in(asked: Asked) -> OrderQuerySet:
    """The orders of the campaign's days that the user may see, of the sector and area that were asked for."""
    first, last = asked.question.first, asked.question.last
    orders = Order.objects.visible_to(asked.user).filter(
        issued_at__gte=begins(first), issued_at__lte=ends(last)
    )
    orders = orders.of_sector(asked.sector) if asked.sector else orders
    return (orders.in_area(asked.area) if asked.area else orders).order_by()


def count_orders(asked: Asked) -> OrderCount:
    """How many orders there are of each stage, in one statement."""
    late = Count("pk", filter=Q(due_at__lte=asked.at))
    rows = list(orders_in(asked).values_list("stage").annotate(number=Count("pk"), late=late))
    return OrderCount({stage: number for stage, number, _late in rows}, sum(row[2] for row in rows))


def open_orders_by_sector(asked: Asked, sectors: Iterable[Sector]) -> dict[int, int]:
    """How many orders are open in each sector, by its id, in one statement; an order of no sector counts nowhere."""
    sectors = list(sectors)
    rows = (
        orders_in(asked).open().values_list("case", "case__sector", "addressee__line").annotate(Count("pk"))
    )
    found = dict.fromkeys((sector.pk for sector in sectors), 0)
    for case, of_case, line, number in rows:
        for sector in sectors:
            leads = {lead.line for lead in sector.leads.all()}
            if of_case == sector.pk or (case is None and line in leads):
                found[sector.pk] += number
    return found


def count_files(asked: Asked) -> list[tuple[str, str, str, int]]:
    """The files of the ledger that were opened in these days: how many of each liability, stage and measure."""
    first, last = asked.question.first, asked.question.last
    files = Accountability.objects.visible_to(asked.user).filter(
        opened_at__gte=begins(first), opened_at__lte=ends(last)
    )
    if asked.sector:
        files = files.filter(case__sector=asked.sector)
    if asked.area:
        of_city = asked.area.endswith("00")
        files = files.filter(**{"case__city__code" if of_city else "case__area__code": asked.area})
    return counted_files(files)
