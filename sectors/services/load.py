"""Loading a campaign with its plans from the readable files of a folder."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from organizations.models import Sector, Unit
from organizations.selectors import first_holder
from organizations.services.rows import LoadError, Row, read_rows
from sectors.choices import ItemKind
from sectors.models import Campaign, PlanVersion, SectorPlan
from sectors.rules import are_in_order, moved_by
from sectors.selectors import lead_units
from sectors.services.campaigns import CampaignDraft, write_campaign
from sectors.services.items import ItemDraft, write_item

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"
CAMPAIGN = (*("code", "name", "name_en", "starts_on", "rectify_from", "inspect_from", "ends_on", "shown_on"),)
AIMS = ("sector", "aim")
ITEMS = (
    *("number", "kind", "heading", "title", "text", "standard", "owner", "due_on"),
    *("indicator", "source"),
)


@dataclass(frozen=True)
class Loaded:
    """What a load has written: nothing the second time."""

    campaign: Campaign
    is_new: bool
    plans: int
    items: int


@transaction.atomic
def load_campaign(*, folder: Path, shift_to: date | None, at, on: date) -> Loaded:
    """Bring in what is missing of a folder's campaign: the campaign, its phases, and the first draft of each plan.

    What is there already belongs to people and stays as it is, so a second run writes nothing. With ``shift_to`` all days
    of the files move so far that the day named there as ``shown_on`` falls on it. ``on`` is the day whose leaders answer.
    Raises LoadError with file and line.
    """
    row = _campaign_row(folder)
    draft, moved = _campaign_draft(row, shift_to)
    campaign = Campaign.objects.filter(code=draft.code).first()
    is_new = campaign is None
    if is_new:
        campaign = write_campaign(draft, actor=None, at=at)
    elif shift_to and campaign.starts_on != draft.starts_on:
        raise row.fail("the campaign is there already with other days; change them on its page")
    else:
        moved = campaign.starts_on - row.day("starts_on")
    plans = items = 0
    sectors = list(Sector.objects.prefetch_related("leads"))
    owners = lead_units(sectors)
    known = {sector.code: sector for sector in sectors}
    for aim in read_rows(folder, "aims.csv", AIMS, key=("sector",)):
        sector = known[aim.choice("sector", known)]
        plan, _is_new = SectorPlan.objects.get_or_create(campaign=campaign, sector=sector)
        if plan.versions.exists():
            continue
        version = PlanVersion.objects.create(
            plan=plan, number=1, aim=aim.text("aim", limit=1000), begun_at=at
        )
        plans += 1
        items += _load_items(folder, version, owners[sector.pk], moved=moved, on=on)
    return Loaded(campaign, is_new, plans, items)


def _campaign_row(folder: Path) -> Row:
    rows = read_rows(folder, "campaign.csv", CAMPAIGN, key=("code",))
    if len(rows) != 1:
        raise LoadError(f"campaign.csv: there must be one campaign in it, not {len(rows)}")
    return rows[0]


def _campaign_draft(row: Row, shift_to: date | None) -> tuple[CampaignDraft, timedelta]:
    moved = moved_by(shown_on=row.day("shown_on"), shift_to=shift_to)
    draft = CampaignDraft(
        code=row.slug("code", limit=20),
        name=row.text("name", limit=120),
        name_en=row.text("name_en", limit=200, optional=True),
        **{name: row.day(name) + moved for name in ("starts_on", "rectify_from", "inspect_from", "ends_on")},
    )
    if not are_in_order(draft.phases):
        raise row.fail("the phases don't follow one another inside the campaign")
    return draft, moved


def _load_items(folder: Path, version: PlanVersion, owners: list[Unit], *, moved: timedelta, on: date) -> int:
    """The items of one plan; who leads the owner on that day answers for them."""
    file = f"plan_{version.plan.sector.code}.csv"
    rows = read_rows(folder, file, ITEMS, key=("number",))
    by_line = {unit.line: unit for unit in owners}
    leaders = {line: first_holder(unit, on) for line, unit in by_line.items()}
    for row in rows:
        line = row.choice("owner", by_line)
        write_item(
            version,
            row.number("number"),
            ItemDraft(
                kind=row.choice("kind", ItemKind.values),
                owner=by_line[line],
                leader=leaders[line],
                due_on=row.day("due_on") + moved,
                heading=row.text("heading", limit=40, optional=True),
                title=row.text("title", limit=120),
                text=row.text("text", limit=2000),
                standard=row.text("standard", limit=1000),
                indicator=row.text("indicator", limit=200),
                source=row.text("source", limit=40, optional=True),
            ),
        )
    return len(rows)
