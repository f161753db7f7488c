"""How far a campaign has come: which of the sectors have their plan, and what of the plans is done (M02, M05)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from common.numbering import CHINA
from organizations.models import Sector, Unit
from sectors.choices import COVERED, Phase, PlanStanding, VersionState
from sectors.models import Campaign, PlanItem, PlanVersion, SectorPlan
from sectors.rules import average, flag_of, phase_of
from sectors.selectors.campaigns import flagged, lead_units, phase_days
from sectors.selectors.plans import ItemRow, rows_of_versions, with_versions


@dataclass(frozen=True)
class Cover:
    """One sector in the coverage: who leads it, how its plan stands, and how far the plan in force has come.

    ``is_inside``: whether the reader sees drafts, evidence and scores too; others see items of what is published alone.
    """

    sector: Sector
    leads: tuple[Unit, ...]
    standing: str
    version: PlanVersion | None = None
    rows: Sequence[ItemRow] = field(default_factory=tuple)
    flag: str = ""
    is_inside: bool = False

    @property
    def label(self) -> str:
        """How the plan stands, in words."""
        return str(PlanStanding(self.standing).label)

    @property
    def is_covered(self) -> bool:
        """Whether there is an approved plan; all else is red."""
        return self.standing in COVERED

    @property
    def done(self) -> int:
        """Items that are done."""
        return sum(row.is_done for row in self.rows)

    @property
    def late(self) -> int:
        """Items whose day has passed."""
        return sum(row.is_late for row in self.rows)

    @property
    def four(self) -> int:
        """Items for which all four together hold."""
        return sum(row.ticked == len(row.ticks) for row in self.rows)

    @property
    def self_score(self) -> float | None:
        """The mean of what the department thinks of its items."""
        return average(row.self_score for row in self.rows)

    @property
    def inspection_score(self) -> float | None:
        """The mean of what the commission thinks of them."""
        return average(row.inspection_score for row in self.rows)


@dataclass(frozen=True)
class Totals:
    """The whole campaign in figures, always the sum of its sectors."""

    sectors: int
    covered: int
    items: int
    done: int
    late: int
    four: int

    @property
    def share(self) -> str:
        """Covered sectors out of all, such as 7/8."""
        return f"{self.covered}/{self.sectors}"

    @property
    def is_gapless(self) -> bool:
        """Whether every sector has an approved plan."""
        return self.covered == self.sectors


@dataclass(frozen=True)
class PhaseSum:
    """How many items fall due in a phase, and how many of these are done."""

    label: str
    items: int
    done: int


def cover_of(campaign: Campaign, *, user, today: date, only: Iterable[Sector] | None = None) -> list[Cover]:
    """The sectors by their numbers, or only some, each with its plan in force and what became of it, as far as the user may read."""
    sectors = list(Sector.objects.prefetch_related("leads"))
    if only is not None:
        kept = {sector.pk for sector in only}
        sectors = [sector for sector in sectors if sector.pk in kept]
    leads = lead_units(sectors)
    plans = {plan.sector_id: plan for plan in with_versions(campaign.plans.filter(sector__in=sectors))}
    inside = set(campaign.plans.visible_to(user).order_by().values_list("sector_id", flat=True))
    stand = {sector.pk: _standing_of(plans.get(sector.pk), sector.pk in inside) for sector in sectors}
    versions = [version for _standing, version in stand.values() if version is not None]
    rows = rows_of_versions(versions, campaign=campaign, today=today)
    deploy = phase_days(campaign).get(Phase.DEPLOY)
    found = []
    for sector in sectors:
        standing, version = stand[sector.pk]
        flag = ""
        if version is not None:
            version.plan = plans[sector.pk]
            version.plan.campaign, version.plan.sector = campaign, sector
            flag = flagged(_first_approved(plans[sector.pk]), campaign, phase=deploy)
        items = rows[version.pk] if version else ()
        found.append(
            Cover(sector, tuple(leads[sector.pk]), standing, version, items, flag, sector.pk in inside)
        )
    return found


def totals_of(covers: Sequence[Cover]) -> Totals:
    """The sums of the coverage."""
    return Totals(
        sectors=len(covers),
        covered=sum(cover.is_covered for cover in covers),
        items=sum(len(cover.rows) for cover in covers),
        done=sum(cover.done for cover in covers),
        late=sum(cover.late for cover in covers),
        four=sum(cover.four for cover in covers),
    )


def sums_by_phase(campaign: Campaign, covers: Sequence[Cover]) -> list[PhaseSum]:
    """Items by the phase in which they fall due, and those outside the campaign: together they are all of them (M01)."""
    days = phase_days(campaign)
    items: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for cover in covers:
        for row in cover.rows:
            place = _place(row.item, campaign, days)
            items[place] += 1
            done[place] += row.is_done
    sums = [PhaseSum(str(Phase(name).label), items[name], done[name]) for name in days]
    return [*sums, PhaseSum("", items[""], done[""])]


def _place(item: PlanItem, campaign: Campaign, days: dict) -> str:
    if item.due_on is None or flag_of(item.due_on, window=campaign.window):
        return ""
    return phase_of(item.due_on, days)


def _standing_of(plan: SectorPlan | None, is_inside: bool) -> tuple[str, PlanVersion | None]:
    """How a plan stands: by its newest approved version, or else by the one that is being written.

    Whoever isn't inside gets the newest published version, or none.
    """
    versions = list(plan.versions.all()) if plan else []
    approved = next((row for row in versions if row.state == VersionState.APPROVED), None)
    if approved is not None:
        standing = PlanStanding.PUBLISHED if approved.published_at else PlanStanding.APPROVED
        published = next((row for row in versions if row.published_at), None)
        return standing, approved if is_inside else published
    if not versions:
        return PlanStanding.MISSING, None
    return PlanStanding(versions[0].state), None


def _first_approved(plan: SectorPlan) -> date:
    """The day on which the sector had its plan for the first time: that one belongs into the phase of deploying."""
    moments = [row.approved_at for row in plan.versions.all() if row.approved_at]
    return min(moments).astimezone(CHINA).date()
