"""Writing down what becomes of an item: progress, the four together, scores (M06, M08)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from common.numbering import CHINA
from files.models import StoredFile
from files.services import KeptFile, record_files
from sectors.choices import SCORES, EntryKind
from sectors.models import PlanItem, SectorPlan, Task, TaskEntry, TaskFile
from sectors.permissions import can_inspect_plans, can_report_on_item, can_write_plan
from sectors.rules import against_entry
from sectors.selectors import approved_version
from sectors.services.plans import PlanRefused, lock_plan


@dataclass(frozen=True)
class EntryDraft:
    """What somebody writes down; ``words`` are the evidence, ``document`` where it can be looked up, ``files`` bear it out."""

    kind: str
    words: str
    day: date
    progress: str = ""
    holds: bool = True
    score: int | None = None
    document: str = ""
    files: Sequence[KeptFile] = ()


@transaction.atomic
def record_entry(*, task_id: int, draft: EntryDraft, actor: User, at) -> TaskEntry:
    """Write one line about an item of the plan in force. Nothing is ever changed: a newer line of its kind counts instead.

    The department writes of itself, a unit that owns the item how far it is, the commission of the province gives the score of
    the inspection. Raises PlanRefused.
    """
    task = Task.objects.get(pk=task_id)
    plan = lock_plan(task.plan_id)
    in_force = approved_version(plan)
    item = in_force.items.filter(task=task).first() if in_force else None
    reasons = [] if _may_write(draft.kind, plan, item, actor) else ["not_your_move"]
    reasons += [] if item else ["wrong_stage"]
    files = list({file.sha256: file for file in draft.files}.values())
    taken = StoredFile.objects.filter(pk__in=[file.id for file in files]).exists()
    reasons += ["file_taken"] if taken else []
    reasons += against_entry(
        words=draft.words,
        day=draft.day,
        today=at.astimezone(CHINA).date(),
        score=draft.score,
        needs_score=draft.kind in SCORES,
    )
    if reasons:
        raise PlanRefused(reasons)
    entry = TaskEntry.objects.create(
        task=task,
        kind=draft.kind,
        progress=draft.progress,
        holds=draft.holds,
        score=draft.score if draft.kind in SCORES else None,
        words=draft.words.strip(),
        document=draft.document.strip(),
        day=draft.day,
        actor=actor,
        at=at,
    )
    recorded = record_files(files=files, at=at)
    TaskFile.objects.bulk_create(TaskFile(entry=entry, file=row) for row in recorded)
    return entry


def _may_write(kind: str, plan: SectorPlan, item: PlanItem | None, actor: User) -> bool:
    """Of an item the owner tells how far it is, and nothing else."""
    if kind == EntryKind.INSPECTION:
        return can_inspect_plans(actor)
    owns = kind == EntryKind.PROGRESS and item is not None and can_report_on_item(actor, item)
    return owns or can_write_plan(actor, plan.sector)
