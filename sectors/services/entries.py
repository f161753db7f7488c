"""Writing down what becomes of an item: progress, the four together, scores (M06, M08)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from common.numbering import CHINA
from sectors.choices import SCORES, EntryKind
from sectors.models import Task, TaskEntry
from sectors.permissions import can_inspect_plans, can_write_plan
from sectors.rules import against_entry
from sectors.selectors import approved_version
from sectors.services.plans import PlanRefused, lock_plan


@dataclass(frozen=True)
class EntryDraft:
    """What somebody writes down; ``words`` are the evidence, ``document`` where it can be looked up."""

    kind: str
    words: str
    day: date
    progress: str = ""
    holds: bool = True
    score: int | None = None
    document: str = ""


@transaction.atomic
def record_entry(*, task_id: int, draft: EntryDraft, actor: User, at) -> TaskEntry:
    """Write one line about an item of the plan in force. Nothing is ever changed: a newer line of its kind counts instead.

    The department writes of itself, the commission of the province gives the score of the inspection. Raises PlanRefused.
    """
    task = Task.objects.get(pk=task_id)
    plan = lock_plan(task.plan_id)
    is_inspection = draft.kind == EntryKind.INSPECTION
    may = can_inspect_plans(actor) if is_inspection else can_write_plan(actor, plan.sector)
    reasons = [] if may else ["not_your_move"]
    in_force = approved_version(plan)
    reasons += [] if in_force and in_force.items.filter(task=task).exists() else ["wrong_stage"]
    reasons += against_entry(
        words=draft.words,
        day=draft.day,
        today=at.astimezone(CHINA).date(),
        score=draft.score,
        needs_score=draft.kind in SCORES,
    )
    if reasons:
        raise PlanRefused(reasons)
    return TaskEntry.objects.create(
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
