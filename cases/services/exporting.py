"""Large files of the list of cases: asked for, written by a worker, downloaded by their owner alone, deleted after a day."""

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from cases.choices import ExportState, FileKind
from cases.models import CaseEvent, ExportJob
from cases.selectors.columns import Column, chosen_columns
from cases.selectors.export import CHUNK, export_lines
from cases.selectors.narrowing import kept_as_words, read_from_words
from cases.selectors.worklist import listed_cases
from common.spreadsheet import csv_lines, write_xlsx

FOLDER = "exports"
KEPT = timedelta(days=1)
# A worker that writes gives a sign of life many times a minute; after this silence it counts as dead.
SILENT_FOR = timedelta(minutes=2)
MOST_ATTEMPTS = 3
# So many files of one user may wait or be written.
MOST_WAITING = 3

logger = logging.getLogger(__name__)


class TooManyExports(Exception):
    """The user has as many files on their way as anybody may have."""


class TakenOver(Exception):
    """Another worker writes this file now, or it isn't wanted any more."""


@transaction.atomic
def ask_for_export(
    *,
    actor: User,
    tab: str,
    asked: Mapping[str, Any],
    columns: Sequence[Column],
    kind: str,
    total: int,
    at: datetime,
) -> ExportJob:
    """Note that somebody wants the list as a file; a worker takes it up within seconds. Raises TooManyExports."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    under_way = ExportJob.objects.filter(
        owner=actor, state__in=(ExportState.WAITING, ExportState.RUNNING)
    ).count()
    if under_way >= MOST_WAITING:
        raise TooManyExports
    return ExportJob.objects.create(
        owner=actor,
        tab=tab,
        asked=kept_as_words(asked),
        columns=",".join(column.name for column in columns),
        kind=kind,
        language=translation.get_language(),
        total=total,
        asked_at=at,
    )


def write_next_export(*, now: Callable[[], datetime]) -> bool:
    """Write the file that has waited longest; False when none waits. One at a time, so that notices aren't held up.

    ``now`` tells the time, because writing takes a while.
    """
    job = _take_up(at=now())
    if job is None:
        return False
    try:
        _write(job, now=now)
    except TakenOver:
        logger.warning("The file %s was taken over.", job.pk)
    except OperationalError:
        raise  # without signs of life it is begun anew
    except Exception:
        logger.exception("The file %s could not be written.", job.pk)
        _mine(job).update(state=ExportState.FAILED, finished_at=now())
    return True


def sweep_exports(*, at: datetime) -> int:
    """Delete files that are a day old and whatever lies in their folder without a row; returns how many jobs went."""
    for job in ExportJob.objects.filter(asked_at__lt=at - KEPT):
        if job.file:
            default_storage.delete(job.file)
        job.delete()
    known = set(ExportJob.objects.exclude(file="").values_list("file", flat=True))
    names = default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
    lost = [path for name in names if (path := f"{FOLDER}/{name}") not in known]
    for path in lost:
        if default_storage.get_modified_time(path) < at - KEPT:
            default_storage.delete(path)
    return len(lost)


@transaction.atomic
def _take_up(*, at: datetime) -> ExportJob | None:
    alive = Q(state=ExportState.RUNNING, seen_at__gt=at - SILENT_FOR)
    if ExportJob.objects.filter(alive).exists():
        return None
    waiting = ExportJob.objects.filter(state__in=(ExportState.WAITING, ExportState.RUNNING))
    job = waiting.order_by("asked_at").select_for_update(skip_locked=True).first()
    if job is None:
        return None
    job.attempts += 1
    job.state = ExportState.RUNNING if job.attempts <= MOST_ATTEMPTS else ExportState.FAILED
    job.seen_at, job.written = at, 0
    job.finished_at = at if job.state == ExportState.FAILED else None
    job.newest_event = CaseEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    job.save()
    return job if job.state == ExportState.RUNNING else None


def _write(job: ExportJob, *, now: Callable[[], datetime]) -> None:
    """Write the rows into a file of this process, put that into the private storage, and say that it is there."""
    owner = User.objects.get(pk=job.owner_id)
    asked = read_from_words(job.asked)
    cases = listed_cases(owner, tab=job.tab, asked=asked, at=now())
    path = f"{FOLDER}/{job.pk.hex}.{job.kind}"
    with translation.override(job.language), tempfile.TemporaryDirectory() as folder:
        lines = export_lines(cases, columns=chosen_columns(job.columns.split(",")), at=now())
        place = Path(folder) / "list"
        _fill(place, _counted(lines, job, now), kind=job.kind)
        if default_storage.exists(path):  # of an attempt that ended before it could say so
            default_storage.delete(path)
        with place.open("rb") as file:
            saved = default_storage.save(path, File(file))
    if not _mine(job).update(state=ExportState.DONE, file=saved, finished_at=now()):
        default_storage.delete(saved)


def _fill(place: Path, lines: Iterable[Sequence], *, kind: str) -> None:
    if kind == FileKind.XLSX:
        write_xlsx(str(place), lines, sheet=_("Cases"))
        return
    with place.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(lines))


def _counted(lines: Iterable, job: ExportJob, now: Callable[[], datetime]) -> Iterator:
    """Pass the lines on, and give a sign of life with every chunk of them."""
    for number, line in enumerate(lines):
        yield line
        if number and number % CHUNK == 0 and not _mine(job).update(written=number, seen_at=now()):
            raise TakenOver


def _mine(job: ExportJob) -> QuerySet[ExportJob]:
    """The row, as long as nobody else has begun it anew."""
    return ExportJob.objects.filter(pk=job.pk, state=ExportState.RUNNING, attempts=job.attempts)


def open_export(*, job: ExportJob) -> IO[bytes]:
    """The file of a job that is done."""
    return default_storage.open(job.file)
