"""Rounds as their pages show them: which there are, how far the open one is, and the rectification list of each unit."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.numbering import CHINA
from evaluations.choices.appraisal import RoundStage
from evaluations.lifecycle.rounds import ROUND_MOVE_BY_NAME
from evaluations.models import Appraised, Ballot, BallotCode, Round, RoundEvent
from evaluations.selectors.appraisal_terms import terms_of
from organizations.choices import RULING_LINES, UnitKind
from organizations.models import Unit
from organizations.selectors import code_prefix
from sectors.models import Campaign, TaskEntry
from sectors.selectors import ItemRow, owned_rows
from sectors.selectors.plans import rows_of_items

# A sheet is filled in on a phone: of a long list the items that are late or due next.
MOST_ITEMS = 10
# What the trail tells of beside the moves.
OTHER_EVENTS: dict[str, tuple[str | Promise, str]] = {
    "plan": (pgettext_lazy("appraisal", "Planned"), "plus"),
    "units": (_("Units chosen"), "building"),
    "questions": (_("Questions of the sheet set"), "list-check"),
    "codes": (_("Codes given out"), "key"),
    "survey": (_("Survey taken over"), "upload"),
    "correct": (_("Scores corrected"), "pencil"),
}


@dataclass(frozen=True)
class SheetLine:
    """An item on a sheet with how it stands and how much evidence there is."""

    row: ItemRow
    evidence: int


@dataclass(frozen=True)
class Progress:
    """How far an open round is. Sheets are counted over all units together: more would tell who has just voted."""

    units: int
    members: int
    codes: int
    sheets: int
    sheets_possible: int

    @property
    def share(self) -> int:
        """Of a hundred possible sheets so many are in the box."""
        return round(100 * self.sheets / self.sheets_possible) if self.sheets_possible else 0


def units_to_appraise(organiser: Unit) -> QuerySet[Unit]:
    """The units of the commission's area and of all below it that do a line of work."""
    within = Unit.objects.filter(
        area__code__startswith=code_prefix(organiser.area.code), is_active=True
    ).select_related("area")
    return within.exclude(kind=UnitKind.COMMISSION).exclude(line__in=RULING_LINES).order_by("code")


def list_of_unit(campaign: Campaign, unit: Unit, *, today: date) -> list[ItemRow]:
    """The rectification list of a unit: what it owns in the plans in force, or else what its nearest superior owns (M67)."""
    rows = owned_rows(campaign, unit.lineage, today=today)
    owners = {row.item.owner_id for row in rows}
    superiors = {one.pk: one for one in Unit.objects.filter(pk__in=owners)}
    nearest = max(owners, key=lambda pk: len(superiors[pk].lineage), default=None)
    return [row for row in rows if row.item.owner_id == nearest][:MOST_ITEMS]


def sheet_of(appraised: Appraised, *, today: date) -> list[SheetLine]:
    """The items on the sheet of a unit in their order, each with its state and its evidence."""
    linked = appraised.items.order_by("position").select_related("item__task", "item__owner", "item__leader")
    items = [line.item for line in linked]
    rows = rows_of_items(items, campaign=appraised.round.campaign, today=today)
    entries = TaskEntry.objects.filter(task__in=[item.task_id for item in items]).order_by()
    counted = dict(entries.values_list("task").annotate(Count("pk")))
    return [SheetLine(row, counted.get(row.item.task_id, 0)) for row in rows]


def progress_of(found: Round) -> Progress:
    """How far the round is."""
    codes = BallotCode.objects.filter(appraised__round=found)
    return Progress(
        units=found.appraised.count(),
        members=found.members.count(),
        codes=found.codes_given,
        sheets=Ballot.objects.filter(appraised__round=found).count(),
        sheets_possible=codes.count(),
    )


def appeals_end_on(found: Round) -> date:
    """The last day on which a score of a published round can be appealed."""
    return found.published_at.astimezone(CHINA).date() + timedelta(days=terms_of(found).appeal_days)


def trail_of(found: Round) -> list[dict]:
    """The trail for the timeline, the newest first."""
    events = RoundEvent.objects.filter(round=found).select_related("actor").order_by("-pk")
    return [_line(event) for event in events]


def survey_in_use(found: Round):
    """The survey that counts, with its method; None without one."""
    return found.surveys.filter(state="taken").first()


def is_under_way(found: Round) -> bool:
    """Whether numbers of the round can still change by what comes in."""
    return found.stage in (RoundStage.DRAFT, RoundStage.OPEN)


def _line(event: RoundEvent) -> dict:
    row = ROUND_MOVE_BY_NAME.get(event.move)
    title, icon = (row.label, row.icon) if row else OTHER_EVENTS[event.move]
    return {
        "title": str(title),
        "at": event.at,
        "actor": event.actor.full_name if event.actor else "",
        "text": event.note,
        "icon": icon,
    }
