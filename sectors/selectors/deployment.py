"""The matrix of sectors and cities, as far as somebody sees it (M04, M07)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.selectors import Reach, reaches_of
from organizations.choices import Level
from organizations.models import Area, Sector
from organizations.selectors import cities, counties_of
from sectors.choices import Phase
from sectors.models import Campaign, Deployment
from sectors.querysets import beginnings_of_systems
from sectors.selectors.campaigns import flagged, phase_days

SHOWN = ("deployed", "missing", "late")


@dataclass(frozen=True)
class Cell:
    """One sector in one area; ``row`` is None where nothing was entered."""

    sector: Sector
    area: Area
    row: Deployment | None = None
    flag: str = ""

    @property
    def is_deployed(self) -> bool:
        """Whether there is a day and a document."""
        return self.row is not None and self.row.deployed_on is not None

    def shows(self, kind: str) -> bool:
        """Whether the cell is in the list of that name; late is whatever was deployed outside the phase for it."""
        return {"deployed": self.is_deployed, "missing": not self.is_deployed, "late": bool(self.flag)}[kind]


@dataclass(frozen=True)
class Matrix:
    """The cells that somebody sees: a line for each area, a column for each sector."""

    sectors: Sequence[Sector]
    lines: Sequence[tuple[Area, Sequence[Cell]]]

    @property
    def cells(self) -> list[Cell]:
        """All of them; every count is a count of these."""
        return [cell for _area, cells in self.lines for cell in cells]

    def of_sector(self, code: str) -> "Matrix":
        """One column of it; all of it where there is no such column."""
        sectors = [sector for sector in self.sectors if sector.code == code]
        if not sectors:
            return self
        lines = [(area, [cell for cell in cells if cell.sector.code == code]) for area, cells in self.lines]
        return Matrix(sectors, [(area, cells) for area, cells in lines if cells])

    def listed(self, kind: str) -> list[Cell]:
        """The cells behind a number."""
        return [cell for cell in self.cells if cell.shows(kind)]


def matrix_of(campaign: Campaign, user, *, on: date) -> Matrix:
    """The sectors and cities that the user sees: his own of both, all of them for the commission of the province."""
    return _matrix(campaign, list(cities(on)), reaches_of(user))


def counties_below(campaign: Campaign, city: Area, user, *, on: date) -> Matrix:
    """The same for the counties of a city."""
    return _matrix(campaign, list(counties_of(city, on)), reaches_of(user))


def cells_of_systems(campaign: Campaign, user, *, on: date) -> list[Cell]:
    """What the system of an authority reads: all sectors in the authority's area and those below it, by area and sector."""
    beginnings = beginnings_of_systems(user)
    places = Area.objects.in_force(on=on).exclude(level=Level.PROVINCE).order_by("code")
    areas = [area for area in places if area.code.startswith(beginnings)]
    return list(_cells(campaign, list(Sector.objects.order_by("number")), areas).values())


def cell_of(campaign: Campaign, sector: Sector, area: Area) -> Cell:
    """One cell, whoever asks."""
    return _cells(campaign, [sector], [area])[area.pk, sector.pk]


def _matrix(campaign: Campaign, areas: Sequence[Area], reaches: Iterable[Reach]) -> Matrix:
    reaches = list(reaches)
    sectors = [
        sector
        for sector in Sector.objects.order_by("number")
        if any(reach.holds_sector(sector.pk) for reach in reaches)
    ]
    cells = _cells(campaign, sectors, areas)
    lines = []
    for area in areas:
        seen = [
            cells[area.pk, sector.pk]
            for sector in sectors
            if any(reach.sees(sector.pk, area.code) for reach in reaches)
        ]
        if seen:
            lines.append((area, seen))
    return Matrix(sectors, lines)


def _cells(
    campaign: Campaign, sectors: Sequence[Sector], areas: Sequence[Area]
) -> dict[tuple[int, int], Cell]:
    found = Deployment.objects.filter(campaign=campaign, sector__in=sectors, area__in=areas)
    rows = {(row.area_id, row.sector_id): row for row in found}
    deploy = phase_days(campaign).get(Phase.DEPLOY)
    cells = {}
    for area in areas:
        for sector in sectors:
            row = rows.get((area.pk, sector.pk))
            is_dated = row is not None and row.deployed_on is not None
            flag = flagged(row.deployed_on, campaign, phase=deploy) if is_dated else ""
            cells[area.pk, sector.pk] = Cell(sector, area, row, flag)
    return cells
