"""One move on many cases: prepared, looked at, confirmed once, and then made case by case.

Each case is moved in a transaction of its own together with the row that says so. So whatever dies in the middle, the
cases that are through stay through, the others wait for whoever works on, and none is moved twice.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, OperationalError, transaction

from accounts.models import User
from cases.choices import BulkOutcome, BulkRefusal, BulkState, Refusal
from cases.models import BulkItem, BulkJob, Case
from cases.permissions import can_classify_case
from cases.selectors.register import at_hand, sectors
from cases.services.accused import classify_case
from cases.services.move import MoveRefused, foresee_move, move_case
from organizations.models import Sector, Unit

MOST_CASES = 500
# Up to so many are moved while the user waits; more by a worker, with a page that tells how far it is.
AT_ONCE = 50
# Beside the moves of the lifecycle table: putting the sector right.
CLASSIFY = "classify"
# What was prepared and not confirmed is forgotten after a day, what was done after a month; the trails of the cases stay.
DRAFT_KEPT, RESULT_KEPT = timedelta(days=1), timedelta(days=30)

logger = logging.getLogger(__name__)


@transaction.atomic
def prepare_bulk(*, actor: User, move: str, case_ids: Collection[int], at: datetime) -> BulkJob:
    """Note the cases that the actor may see, in the order given, at most MOST_CASES; nothing is moved yet."""
    visible = Case.objects.visible_to(actor).filter(pk__in=case_ids)
    seen = set(visible.order_by().values_list("pk", flat=True))
    job = BulkJob.objects.create(owner=actor, move=move, made_at=at)
    wanted = [pk for pk in dict.fromkeys(case_ids) if pk in seen][:MOST_CASES]
    BulkItem.objects.bulk_create(
        BulkItem(job=job, case_id=pk, position=place) for place, pk in enumerate(wanted)
    )
    return job


@transaction.atomic
def foresee_bulk(
    *, job: BulkJob, actor: User, note: str, details: Mapping[str, Any], at: datetime
) -> BulkJob | None:
    """Keep what the move is to say, and note for every case why it would be refused; None when it was confirmed before."""
    job = BulkJob.objects.select_for_update().filter(pk=job.pk, state=BulkState.DRAFT).first()
    if job is None:
        return None
    job.note, job.details = note, packed(details)
    job.revision += 1
    job.save(update_fields=["note", "details", "revision"])
    items = list(job.items.all())
    cases = Case.objects.visible_to(actor).with_units().filter(pk__in=[item.case_id for item in items])
    found = {case.pk: at_hand(case) for case in cases.order_by()}
    for item in items:
        case = found.get(item.case_id)
        item.reasons = list(_reasons(job, case, actor, details, at)) if case else [BulkRefusal.GONE]
    BulkItem.objects.bulk_update(items, ["reasons"])
    return job


@transaction.atomic
def confirm_bulk(*, job: BulkJob, revision: int, at: datetime) -> bool:
    """Begin a move in bulk as it was last looked at; False when it was begun before, or put anew meanwhile.

    Cases of which was said that they will not be moved are not tried.
    """
    job = BulkJob.objects.select_for_update().get(pk=job.pk)
    if job.state != BulkState.DRAFT or job.revision != revision or not revision:
        return False
    job.items.exclude(reasons=[]).update(outcome=BulkOutcome.REFUSED)
    job.state, job.confirmed_at = BulkState.RUNNING, at
    job.save(update_fields=["state", "confirmed_at"])
    return True


def work_on_bulk(*, job: BulkJob, at: datetime, most: int) -> int:
    """Move up to so many of the cases that wait; returns how many were tried. Any number of workers may do this at once."""
    tried = 0
    while tried < most and _move_next(job, at=at):
        tried += 1
    if tried < most:
        _finish(job, at=at)
    return tried


def running_bulk() -> BulkJob | None:
    """The move in bulk that was confirmed first and isn't through."""
    return BulkJob.objects.filter(state=BulkState.RUNNING).order_by("confirmed_at").first()


def sweep_bulk(*, at: datetime) -> int:
    """Forget what was prepared and never confirmed, and old results; returns how many."""
    old = BulkJob.objects.filter(state=BulkState.DRAFT, made_at__lt=at - DRAFT_KEPT) | BulkJob.objects.filter(
        state=BulkState.DONE, finished_at__lt=at - RESULT_KEPT
    )
    return old.delete()[1].get(BulkJob._meta.label, 0)


def packed(details: Mapping[str, Any]) -> dict[str, Any]:
    """Particulars as a row keeps them: units and sectors by their ids."""
    kept: dict[str, Any] = {}
    for name, value in details.items():
        if isinstance(value, Unit | Sector):
            kept[name] = value.pk
        elif name == "co_handlers":
            kept[name] = [unit.pk for unit in value]
        else:
            kept[name] = value
    return kept


def unpacked(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The particulars that a move gets."""
    ids = {kept["unit"]} if kept.get("unit") else set()
    units = Unit.objects.select_related("area").in_bulk(ids | set(kept.get("co_handlers", ())))
    details = dict(kept)
    if ids:
        details["unit"] = units[kept["unit"]]
    if "co_handlers" in kept:
        details["co_handlers"] = [units[pk] for pk in kept["co_handlers"]]
    if "sector" in kept:
        details["sector"] = sectors()[kept["sector"]] if kept["sector"] else None
    return details


def _reasons(job: BulkJob, case: Case, actor: User, details: Mapping, at: datetime) -> tuple[str, ...]:
    if job.move == CLASSIFY:
        return () if can_classify_case(actor, case) else (Refusal.NOT_YOUR_MOVE,)
    return foresee_move(case=case, move=job.move, actor=actor, at=at, note=job.note, details=details)


@transaction.atomic
def _move_next(job: BulkJob, *, at: datetime) -> bool:
    """Move one case that nobody else holds, and write down what became of it; False when none is left."""
    waiting = job.items.filter(outcome=BulkOutcome.WAITING).order_by("position")
    item = waiting.select_for_update(skip_locked=True).first()
    if item is None:
        return False
    try:
        with transaction.atomic():
            _move_one(job, item.case_id, at=at)
        item.outcome = BulkOutcome.DONE
    except MoveRefused as refusal:
        item.outcome, item.reasons = BulkOutcome.REFUSED, list(refusal.reasons)
    except Case.DoesNotExist:
        item.outcome, item.reasons = BulkOutcome.REFUSED, [BulkRefusal.GONE]
    except OperationalError:
        raise  # the database is away or was in the way: the case goes on waiting
    except (DatabaseError, ValueError, LookupError):
        logger.exception("A case of the move in bulk %s could not be moved.", job.pk)
        item.outcome, item.reasons = BulkOutcome.REFUSED, [BulkRefusal.FAILED]
    item.save(update_fields=["outcome", "reasons"])
    return True


def _move_one(job: BulkJob, case_id: int, *, at: datetime) -> None:
    """The move as the owner makes it, with the duties that he has at this moment."""
    actor = User.objects.get(pk=job.owner_id)
    details = unpacked(job.details)
    if job.move == CLASSIFY:
        classify_case(case_id=case_id, sector=details["sector"], actor=actor, at=at)
    else:
        move_case(case_id=case_id, move=job.move, actor=actor, at=at, note=job.note, details=details)


def _finish(job: BulkJob, *, at: datetime) -> None:
    """Close the account when no case waits any more; one that another worker still holds counts as waiting."""
    with transaction.atomic():
        mine = BulkJob.objects.select_for_update().filter(pk=job.pk, state=BulkState.RUNNING).first()
        if mine and not mine.items.filter(outcome=BulkOutcome.WAITING).exists():
            mine.state, mine.finished_at = BulkState.DONE, at
            mine.save(update_fields=["state", "finished_at"])
