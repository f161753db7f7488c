"""Scanning what waits, and sweeping away what nobody claimed."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import transaction

from files.choices import Fault, State
from files.models import StoredFile
from files.services.boxes import ORIGINAL, boxes_by_folder, delete_boxes, has_box
from files.services.clamd import ScanFailed, ScannerDown, is_harmful
from files.services.keep import open_original

BATCH = 50
# Twice as long as a file sent in advance may wait for its form.
UNCLAIMED_AFTER = timedelta(hours=24)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Swept:
    """What a sweep found: parts of files deleted, and rows whose original is missing."""

    deleted: int
    missing: int


def scan_waiting_files(*, at) -> int:
    """Have the virus scanner look at what waits, one batch, and return how many files got their verdict.

    Each file has a transaction of its own and rows that another worker holds are skipped. A file that can't be scanned
    goes on waiting behind the others and is shown to nobody; while the scanner is down nothing is tried.
    """
    if not settings.CLAMD_ADDRESS:
        return 0
    waiting = StoredFile.objects.filter(state=State.WAITING).order_by("attempts", "stored_at")
    done = 0
    for file_id in list(waiting.values_list("pk", flat=True)[:BATCH]):
        try:
            done += _scan_one(file_id, at=at)
        except ScannerDown as problem:
            logger.warning("The virus scanner does not answer (%s); files go on waiting.", problem)
            break
    return done


@transaction.atomic
def _scan_one(file_id, *, at) -> bool:
    mine = StoredFile.objects.filter(pk=file_id, state=State.WAITING).select_for_update(skip_locked=True)
    file = mine.first()
    if file is None:
        return False
    file.attempts += 1
    try:
        found = is_harmful(open_original(file), address=settings.CLAMD_ADDRESS)
    except ScannerDown:
        raise
    except (ScanFailed, OSError, InvalidTag) as problem:
        logger.warning("File %s could not be scanned: %s", file.pk, type(problem).__name__)
        file.save(update_fields=["attempts"])
        return False
    file.state, file.fault = (State.REFUSED, Fault.VIRUS) if found else (State.CLEAN, "")
    file.scanned_at = at
    file.save(update_fields=["attempts", "state", "fault", "scanned_at"])
    return True


def sweep_files(*, at) -> Swept:
    """Delete what has lain in the storage for a day without a row, and count the rows whose original is gone."""
    deleted, found = 0, set()
    for boxes in boxes_by_folder():
        known = set(StoredFile.objects.filter(pk__in=list(boxes)).values_list("pk", flat=True))
        found |= {file_id for file_id in known if any(path.endswith(ORIGINAL) for path in boxes[file_id])}
        for file_id, paths in boxes.items():
            if file_id not in known:
                deleted += delete_boxes(paths, before=at - UNCLAIMED_AFTER)
    ids = StoredFile.objects.values_list("pk", flat=True).iterator()
    missing = sum(1 for file_id in ids if file_id not in found and not has_box(file_id))
    if missing:
        logger.error("%d files that were acknowledged are missing from the storage.", missing)
    return Swept(deleted=deleted, missing=missing)
