"""Writing the items of a draft."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from organizations.models import Tenure, Unit
from sectors.choices import ItemKind
from sectors.models import PlanItem, PlanVersion, Task
from sectors.services.plans import PlanRefused, locked_draft


@dataclass(frozen=True)
class ItemDraft:
    """An item as somebody words it; owner, day and standard may still be missing in a draft."""

    title: str
    kind: str = ItemKind.MEASURE
    heading: str = ""
    text: str = ""
    standard: str = ""
    owner: Unit | None = None
    leader: Tenure | None = None
    due_on: date | None = None
    indicator: str = ""
    source: str = ""


@transaction.atomic
def add_item(*, version_id: int, draft: ItemDraft, actor: User) -> PlanItem:
    """Add an item under the next number of the plan; the number of a dropped one isn't given again. Raises PlanRefused."""
    version = locked_draft(version_id, actor)
    _check(draft)
    last = Task.objects.filter(plan=version.plan).aggregate(last=Max("number"))["last"] or 0
    return write_item(version, last + 1, draft)


@transaction.atomic
def change_item(*, item_id: int, draft: ItemDraft, actor: User) -> PlanItem:
    """Word an item of a draft anew. Raises PlanRefused."""
    item = PlanItem.objects.get(pk=item_id)
    locked_draft(item.version_id, actor)
    _check(draft)
    return _fill(item, draft)


@transaction.atomic
def drop_item(*, item_id: int, actor: User) -> None:
    """Leave an item out of a draft; earlier versions and what was written down about it stay. Raises PlanRefused."""
    item = PlanItem.objects.get(pk=item_id)
    locked_draft(item.version_id, actor)
    item.delete()


def write_item(version: PlanVersion, number: int, draft: ItemDraft) -> PlanItem:
    """Write a new item; the caller has asked every condition."""
    task = Task.objects.create(plan=version.plan, number=number)
    return _fill(PlanItem(version=version, task=task), draft)


def _check(draft: ItemDraft) -> None:
    """Who answers for an item leads the unit that owns it (M58)."""
    if draft.leader and (draft.owner is None or draft.leader.post.unit_id != draft.owner.pk):
        raise PlanRefused(["leader_elsewhere"])


def _fill(item: PlanItem, draft: ItemDraft) -> PlanItem:
    for name in ("kind", "owner", "due_on"):
        setattr(item, name, getattr(draft, name))
    for name in ("heading", "title", "text", "standard", "indicator", "source"):
        setattr(item, name, getattr(draft, name).strip())
    item.leader = draft.leader.person if draft.leader else None
    item.leader_post = str(draft.leader.post) if draft.leader else ""
    item.save()
    return item
