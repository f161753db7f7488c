"""Plans as somebody reads them: which version, what is missing in it, and how each of its items stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from common.numbering import CHINA
from organizations.models import Tenure
from sectors.choices import TICKS, EntryKind, Progress, VersionState
from sectors.models import Campaign, PlanItem, PlanVersion, SectorPlan, TaskEntry
from sectors.rules import gaps_of, is_late
from sectors.selectors.campaigns import flagged, province_units
from sectors.selectors.wording import in_readers_script

# The lists that a plan can be narrowed to, each behind a number.
ITEMS_SHOWN = ("done", "open", "late")


@dataclass(frozen=True)
class Tick:
    """One of the four together, and the evidence for it."""

    label: str
    entry: TaskEntry | None

    @property
    def is_given(self) -> bool:
        """Whether the newest line says that it holds."""
        return self.entry is not None and self.entry.holds


@dataclass(frozen=True)
class ItemRow:
    """An item with how it stands: the newest line of each kind."""

    item: PlanItem
    entries: dict[str, TaskEntry] = field(default_factory=dict)
    flag: str = ""
    is_late: bool = False

    @property
    def heading(self) -> str:
        """Under which heading it stands, in the reader's characters, as all words of the plan."""
        return in_readers_script(self.item.heading)

    @property
    def title(self) -> str:
        """What it is called."""
        return in_readers_script(self.item.title)

    @property
    def text(self) -> str:
        """What is done."""
        return in_readers_script(self.item.text)

    @property
    def standard(self) -> str:
        """By what anybody can tell that it is done."""
        return in_readers_script(self.item.standard)

    @property
    def indicator(self) -> str:
        """What is measured."""
        return in_readers_script(self.item.indicator)

    @property
    def leader_post(self) -> str:
        """The post of the leader, in the words of that day."""
        return in_readers_script(self.item.leader_post)

    @property
    def progress(self) -> str:
        """How far it is, a word of ``Progress``."""
        entry = self.entries.get(EntryKind.PROGRESS)
        return entry.progress if entry else Progress.WAITING

    @property
    def progress_label(self) -> str:
        """How far it is, in words."""
        return str(Progress(self.progress).label)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.progress == Progress.DONE

    def shows(self, kind: str) -> bool:
        """Whether the item is in the list of that name (``ITEMS_SHOWN``)."""
        return {"done": self.is_done, "open": not self.is_done, "late": self.is_late}[kind]

    @property
    def ticks(self) -> list[Tick]:
        """The four together, in their order."""
        return [Tick(str(EntryKind(kind).label), self.entries.get(kind)) for kind in TICKS]

    @property
    def ticked(self) -> int:
        """How many of the four hold."""
        return sum(tick.is_given for tick in self.ticks)

    @property
    def self_score(self) -> int | None:
        """What the department thinks of it."""
        return self._score(EntryKind.SELF)

    @property
    def inspection_score(self) -> int | None:
        """What the commission thinks of it."""
        return self._score(EntryKind.INSPECTION)

    def _score(self, kind: str) -> int | None:
        return self.entries[kind].score if kind in self.entries else None


def working_version(plan: SectorPlan | None) -> PlanVersion | None:
    """The newest version, approved or not; None where nothing was written."""
    return None if plan is None else _versions(plan).first()


def approved_version(plan: SectorPlan | None) -> PlanVersion | None:
    """The version that is in force."""
    return None if plan is None else _versions(plan).filter(state=VersionState.APPROVED).first()


def public_version(plan: SectorPlan | None) -> PlanVersion | None:
    """The version that everybody may read: the newest one that was published."""
    return None if plan is None else _versions(plan).filter(published_at__isnull=False).first()


def public_plans(campaign: Campaign) -> list[PlanVersion]:
    """The published version of each sector that has one, by the sector's number."""
    published = PlanVersion.objects.filter(plan__campaign=campaign, published_at__isnull=False)
    newest = published.order_by("plan__sector__number", "-number").distinct("plan__sector__number")
    return list(newest.select_related("plan__campaign", "plan__sector"))


def item_rows(version: PlanVersion, *, today: date) -> list[ItemRow]:
    """The items of a version in their order, each with how it stands."""
    return rows_of_items(items_of(version), campaign=version.plan.campaign, today=today)


def rows_of_versions(
    versions: Iterable[PlanVersion], *, campaign: Campaign, today: date
) -> dict[int, list[ItemRow]]:
    """The same for several versions of one campaign together, by the key of each: two statements, however many they are."""
    found: dict[int, list[ItemRow]] = {version.pk: [] for version in versions}
    items = _with_what_is_shown(PlanItem.objects.filter(version__in=found))
    for row in rows_of_items(items, campaign=campaign, today=today):
        found[row.item.version_id].append(row)
    return found


def rows_of_items(items: Iterable[PlanItem], *, campaign: Campaign, today: date) -> list[ItemRow]:
    """Items of one campaign in their order, each with how it stands."""
    items = list(items)
    entries = newest_entries([item.task_id for item in items])
    return [_row(item, entries[item.task_id], campaign, today) for item in items]


def _row(item: PlanItem, entries: dict[str, TaskEntry], campaign: Campaign, today: date) -> ItemRow:
    newest = entries.get(EntryKind.PROGRESS)
    done = newest is not None and newest.progress == Progress.DONE
    return ItemRow(
        item=item,
        entries=entries,
        flag=flagged(item.due_on, campaign) if item.due_on else "",
        is_late=is_late(due_on=item.due_on, is_done=done, today=today),
    )


def items_of(version: PlanVersion) -> QuerySet[PlanItem]:
    """Items with what a page shows of them."""
    return _with_what_is_shown(version.items.all())


def _with_what_is_shown(items: QuerySet[PlanItem]) -> QuerySet[PlanItem]:
    return items.select_related("task", "owner", "leader").order_by("version__plan_id", "task__number")


def narrowed_rows(rows: Sequence[ItemRow], show: str) -> list[ItemRow]:
    """The rows behind a number; all of them for any other word."""
    return [row for row in rows if row.shows(show)] if show in ITEMS_SHOWN else list(rows)


def newest_entries(task_ids: list[int]) -> dict[int, dict[str, TaskEntry]]:
    """Of each item the newest line of each kind."""
    newest = TaskEntry.objects.filter(task__in=task_ids).order_by("task_id", "kind", "-id")
    found: dict[int, dict[str, TaskEntry]] = defaultdict(dict)
    for entry in newest.distinct("task_id", "kind").select_related("actor"):
        found[entry.task_id][entry.kind] = entry
    return found


def gaps_in(version: PlanVersion) -> list[tuple[PlanItem, list[str]]]:
    """The items that can't be approved as they are, with what each of them lacks (M06)."""
    found = []
    for item in items_of(version):
        gaps = gaps_of(owner=item.owner_id, due_on=item.due_on, standard=item.standard)
        if gaps:
            found.append((item, gaps))
    return found


def leaders_to_choose(*, on: date) -> QuerySet[Tenure]:
    """Who holds a leading post of a provincial unit on that day."""
    tenures = Tenure.objects.in_office(on=on).filter(post__unit__in=province_units().order_by())
    return tenures.select_related("person", "post__unit").order_by(
        "post__unit__code", "-post__is_first", "pk"
    )


def owned_rows(campaign: Campaign, unit_ids: Iterable[int], *, today: date) -> list[ItemRow]:
    """The items that these units own in the plans in force, those past their day first, then by their days."""
    approved = PlanVersion.objects.filter(plan__campaign=campaign, state=VersionState.APPROVED)
    in_force = approved.order_by("plan_id", "-number").distinct("plan_id").values("pk")
    items = PlanItem.objects.filter(version__in=in_force, owner__in=unit_ids)
    rows = rows_of_items(
        _with_what_is_shown(items).select_related("version__plan__sector"), campaign=campaign, today=today
    )
    return sorted(rows, key=lambda row: (row.is_done, not row.is_late, row.item.due_on, row.item.pk))


def trail_of_task(task_id: int, campaign: Campaign, kinds: Iterable[str]) -> list[dict]:
    """The lines of these kinds about an item, the newest first, for the timeline; what lies outside the campaign is marked."""
    entries = TaskEntry.objects.filter(task=task_id, kind__in=kinds).select_related("actor").order_by("-id")
    return [_line(entry, campaign) for entry in entries.prefetch_related("files__file")]


def _line(entry: TaskEntry, campaign: Campaign) -> dict:
    said = [str(entry.get_kind_display())]
    said += [str(entry.get_progress_display())] if entry.progress else []
    said += [str(entry.score)] if entry.score is not None else []
    flag = flagged(entry.day, campaign)
    return {
        "at": entry.at.astimezone(CHINA),
        "title": " · ".join(said),
        "icon": "circle-check" if entry.holds else "circle-x",
        "actor": entry.actor.full_name,
        "stages": " · ".join(part for part in (f"{entry.day:%Y-%m-%d}", entry.document, flag) if part),
        "text": entry.words,
        "kept": list(entry.files.all()),
        "kind": "yellow" if flag or not entry.holds else "",
    }


def _versions(plan: SectorPlan) -> QuerySet[PlanVersion]:
    found = PlanVersion.objects.filter(plan=plan).order_by("-number")
    return found.select_related("plan__campaign", "plan__sector", "begun_by", "published_by")


def with_versions(plans: QuerySet[SectorPlan]) -> QuerySet[SectorPlan]:
    """Plans with their versions at hand, the newest first."""
    return plans.prefetch_related(Prefetch("versions", PlanVersion.objects.order_by("-number")))
