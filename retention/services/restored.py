"""Proving that what was restored can be used: everything sealed opens, the chain holds, no file is missing."""

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from django.utils import timezone

from accounts.models import Representative, SealedIdentity
from accounts.services import open_email, open_name, open_phone
from audit.services import begin_anchors_anew, verify_chain
from files.models import StoredFile
from files.services import open_original, sweep_files
from retention.services.backups import BackupRefused, Told, read_manifest


def prove(*, folder: Path) -> Iterator[Told]:
    """Every proof, one after the other; raises BackupRefused with the first that fails.

    The anchors go on from the restored chain, with the reason: what was sealed after the backup is gone with it.
    """
    manifest = read_manifest(folder)
    yield _made(lambda: f"{_open_every_identity():,} sealed identities open with the keys")
    yield _made(lambda: f"{_open_every_file():,} files open and have the hash that was acknowledged")
    yield _made(_sweep)
    yield _made(lambda: _verify(f"restored from the backup of {manifest.taken_at}"))


def _made(make: Callable[[], str]) -> Told:
    began = time.monotonic()
    try:
        step = make()
    except InvalidTag:
        raise BackupRefused(
            "Something sealed doesn't open: IDENTITY_KEYS are not those of the backup."
        ) from None
    return Told(step, time.monotonic() - began)


def _open_every_identity() -> int:
    """Each name, number and address is opened, and forgotten."""
    count = 0
    for identity in SealedIdentity.objects.iterator():
        count += bool(open_name(identity) or open_phone(identity) or open_email(identity))
    for representative in Representative.objects.iterator():
        count += bool(open_name(representative) or open_phone(representative))
    return count


def _open_every_file() -> int:
    count = 0
    for row in StoredFile.objects.order_by("pk").iterator():
        try:
            data = open_original(row)
        except OSError:
            raise BackupRefused(f"The file {row.pk} is missing.") from None
        if hashlib.sha256(data).hexdigest() != row.sha256:
            raise BackupRefused(f"The file {row.pk} is not what was acknowledged.")
        count += 1
    return count


def _sweep() -> str:
    swept = sweep_files(at=timezone.now())
    if swept.missing:
        raise BackupRefused(f"{swept.missing} files are missing from the storage.")
    return "no file is missing from the storage"


def _verify(reason: str) -> str:
    begin_anchors_anew(reason=reason)
    report = verify_chain(processes=2)
    if not report.is_sound:
        raise BackupRefused("The chain of the audit is not as it was sealed: see manage.py verify_audit.")
    return f"{report.rows:,} sealed rows of the audit are as they were sealed"
