"""Campaigns, their days, and the departments that lead their sectors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from organizations.choices import Level
from organizations.models import Sector, Unit
from organizations.selectors import lead_unit_code
from sectors.choices import DayFlag, Phase
from sectors.models import Campaign
from sectors.rules import Span, flag_of


@dataclass(frozen=True)
class PhaseRow:
    """One phase as pages show it; ``days_left`` after today, none on its last day."""

    label: str
    span: Span
    is_today: bool
    is_over: bool
    days_left: int


def current_campaign(*, on: date) -> Campaign | None:
    """The campaign that runs on that day, or else the one that began last; None where there is none."""
    return Campaign.objects.current_first(on=on).prefetch_related("phases").first()


def phase_days(campaign: Campaign) -> dict[str, Span]:
    """The days of its phases, in their order."""
    return {phase.name: phase.span for phase in campaign.phases.all()}


def phases_around(campaign: Campaign, *, today: date) -> list[PhaseRow]:
    """Its phases, and where today stands among them."""
    return [
        PhaseRow(Phase(name).label, span, today in span, span.last < today, (span.last - today).days)
        for name, span in phase_days(campaign).items()
    ]


def flagged(day: date, campaign: Campaign, *, phase: Span | None = None) -> str:
    """In words what is unusual about a day; empty if nothing."""
    flag = flag_of(day, window=campaign.window, phase=phase)
    return str(DayFlag(flag).label) if flag else ""


def lead_units(sectors: Iterable[Sector]) -> dict[int, list[Unit]]:
    """The provincial departments that lead each sector, by the sector's key, in the order of the register."""
    sectors = list(sectors)
    leads = [(sector.pk, lead.line) for sector in sectors for lead in sector.leads.all()]
    by_line = {unit.line: unit for unit in _departments({line for _pk, line in leads})}
    found: dict[int, list[Unit]] = {sector.pk: [] for sector in sectors}
    for pk, line in leads:
        if line in by_line:
            found[pk].append(by_line[line])
    return found


def province_units() -> QuerySet[Unit]:
    """The active units of the province itself, any of which may own an item."""
    return Unit.objects.filter(area__level=Level.PROVINCE, is_active=True).select_related("area")


def _departments(lines: Iterable[str]) -> list[Unit]:
    """The departments themselves; other provincial units do the same work and lead nothing."""
    units = province_units().filter(line__in=set(lines))
    return [unit for unit in units if unit.code == lead_unit_code(unit.area.code, unit.line)]
