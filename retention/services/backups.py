"""Backing everything up that can't be made again, and restoring it into an empty place, with proof that nothing is missing.

A backup is a folder: ``database.dump`` (pg_dump, custom format), ``files/`` (sealed as they lie in the storage), the anchors
of the audit, and ``manifest.json``, which says of all of it how much there is and with which hash. No key is in it: whoever
has the folder alone can open no identity and no file.
"""

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Func, TextField, Value

from accounts.models import Representative, SealedIdentity
from files.models import StoredFile

DUMP, FILES, ANCHORS, MANIFEST = "database.dump", "files", "anchors.jsonl", "manifest.json"
# Large files of the list lie there for a day and can be written anew.
PASSED_OVER = "exports"
PIECE = 1024 * 1024
# Where the name of the key stands in front of what it has sealed.
SEALED = (
    *((SealedIdentity, box) for box in ("name_box", "phone_box", "email_box")),
    *((Representative, box) for box in ("name_box", "phone_box")),
    (StoredFile, "key_box"),
)


class BackupRefused(Exception):
    """Nothing was begun, or what was restored isn't what was backed up; the text says why."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. ``keys`` are the names of those IDENTITY_KEYS without which something in it stays sealed."""

    taken_at: str
    database_sha256: str
    rows: dict[str, int]
    files: dict[str, str]
    has_anchors: bool
    keys: list[str]
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """One step that was made: what it was, and how long it took."""

    step: str
    seconds: float


def back_up(*, folder: Path, at: datetime) -> Manifest:
    """Write a backup into a new folder while the site runs; raises BackupRefused when the folder isn't empty.

    The counts and the dump are one snapshot. Files follow the database, as a file is always older than its row; those that
    came since are in the backup too, and belong to nobody there.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(f"{folder} is not empty.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    seconds: dict[str, float] = {}
    with _timed(seconds, "database"):
        rows, keys = _dump(folder / DUMP)
        database_sha256 = _hash_of(folder / DUMP)
    with _timed(seconds, "files"):
        files = dict(_copied(Path(settings.PRIVATE_FILES), folder / FILES))
    anchors = Path(settings.AUDIT_ANCHORS)
    if anchors.exists():
        _copy(anchors, folder / ANCHORS)
    manifest = Manifest(
        taken_at=at.isoformat(timespec="seconds"),
        database_sha256=database_sha256,
        rows=rows,
        files=files,
        has_anchors=anchors.exists(),
        keys=keys,
        seconds=seconds,
    )
    # Written last: a folder without it is no backup.
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True), encoding="utf-8")
    return manifest


def restore(*, folder: Path) -> Iterator[Told]:
    """Restore a backup into an empty database and an empty storage, step by step.

    Raises BackupRefused when either isn't empty, a key is missing, or something came back otherwise than it was written down.
    """
    manifest = read_manifest(folder)
    _refuse_what_cannot_end_well(manifest)
    yield from _step("the dump is as it was written", lambda: _check_dump(folder, manifest))
    yield from _step("the database is restored", lambda: _load(folder / DUMP))
    yield from _step("every table has its rows", lambda: _check_rows(manifest))
    yield from _step("the files are back, with their hashes", lambda: _bring_files_back(folder, manifest))
    yield from _step("the anchors lie beside the chain", lambda: _bring_anchors_back(folder))


def _refuse_what_cannot_end_well(manifest: Manifest) -> None:
    """Before anything is written: all keys are there, and nothing is that could be mixed up with the backup."""
    known = {key.partition(":")[0] for key in settings.IDENTITY_KEYS}
    if missing := set(manifest.keys) - known:
        raise BackupRefused(f"IDENTITY_KEYS lacks: {', '.join(sorted(missing))}.")
    if connection.introspection.table_names():
        raise BackupRefused("The database is not empty: make a new one.")
    files = Path(settings.PRIVATE_FILES)
    if files.exists() and any(path for path in files.iterdir() if path.name != PASSED_OVER):
        raise BackupRefused(f"{files} is not empty.")


def read_manifest(folder: Path) -> Manifest:
    """What a backup says of itself; raises BackupRefused when it was never finished."""
    try:
        return Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise BackupRefused(f"{folder} holds no finished backup: {MANIFEST} is missing or damaged.") from None


def count_rows() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
        return counts


def keys_in_use() -> list[str]:
    """The names of the keys that have sealed something."""
    names = set()
    for model, box in SEALED:
        key = Func(F(box), Value(":"), Value(1), function="split_part", output_field=TextField())
        names |= set(model.objects.exclude(**{box: ""}).order_by().values_list(key, flat=True).distinct())
    return sorted(names)


@transaction.atomic
def _dump(path: Path) -> tuple[dict[str, int], list[str]]:
    """Dump the database as it stands at this moment, and count it as it stands at the same."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")
    path.chmod(0o600)
    return count_rows(), keys_in_use()


def _load(path: Path) -> None:
    connection.close()
    _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={_name()}", str(path))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password stands in its environment, where nobody else sees it."""
    facts = connection.settings_dict
    named = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = {name: str(facts[key]) for name, key in named.items() if facts[key]}
    try:
        done = subprocess.run(
            [program, *arguments], env=os.environ | environment, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise BackupRefused(f"{program} is not on PATH: install PostgreSQL's client programs.") from None
    if done.returncode != 0:
        raise BackupRefused(f"{program} failed: {done.stderr.strip()[-500:]}")


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _check_dump(folder: Path, manifest: Manifest) -> None:
    if _hash_of(folder / DUMP) != manifest.database_sha256:
        raise BackupRefused(f"{DUMP} is not what was written: take another backup.")


def _check_rows(manifest: Manifest) -> None:
    found = count_rows()
    if differing := sorted(
        table for table in found.keys() | manifest.rows if found.get(table) != manifest.rows.get(table)
    ):
        raise BackupRefused(f"Other numbers of rows than backed up: {', '.join(differing)}.")


def _bring_files_back(folder: Path, manifest: Manifest) -> None:
    back = dict(_copied(folder / FILES, Path(settings.PRIVATE_FILES)))
    if differing := sorted(
        name for name in back.keys() | manifest.files if back.get(name) != manifest.files.get(name)
    ):
        raise BackupRefused(f"{len(differing)} files are not as they were backed up, such as {differing[0]}.")


def _bring_anchors_back(folder: Path) -> None:
    """Where the anchors are still there, on their own disk, those hold and none are brought."""
    target = Path(settings.AUDIT_ANCHORS)
    if (folder / ANCHORS).exists() and not target.exists():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(folder / ANCHORS, target)


def _copied(source: Path, target: Path) -> Iterator[tuple[str, str]]:
    """Copy every file below a folder; yields the name and the hash of each."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in sorted(source.rglob("*")) if source.exists() else ():
        name = path.relative_to(source)
        if path.is_file() and name.parts[0] != PASSED_OVER:
            (target / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            yield str(name), _copy(path, target / name)


def _copy(source: Path, target: Path) -> str:
    """Copy one file to the disk, readable for this account alone; returns its SHA-256."""
    digest = hashlib.sha256()
    with (
        open(source, "rb") as read,
        open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as write,
    ):
        while piece := read.read(PIECE):
            digest.update(piece)
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())
    shutil.copystat(source, target)
    target.chmod(0o600)
    return digest.hexdigest()


def _hash_of(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _step(step: str, make) -> Iterator[Told]:
    began = time.monotonic()
    make()
    yield Told(step, time.monotonic() - began)


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    seconds[step] = round(time.monotonic() - began, 1)
