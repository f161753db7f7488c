"""Taking files in, and opening them again."""

import hashlib
import uuid
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.services import first_key
from files.choices import Fault, State
from files.models import StoredFile
from files.rules import BadFile, check_contents, clean_name
from files.services.boxes import COPY, ORIGINAL, new_key, read_box, sealed_anew, write_box

# How long whoever has sent a file in advance may take to send the form that it belongs to.
PASS_SECONDS = 12 * 60 * 60
_SALT = "files.kept"
KEYS_BATCH = 200


@dataclass(frozen=True)
class KeptFile:
    """A file that lies sealed in the storage and has no row yet; ``size`` in bytes."""

    id: str
    key_box: str
    name: str
    kind: str
    size: int
    sha256: str

    @property
    def file_pass(self) -> str:
        """A signed word for a hidden field: whoever brings it back brings back the file."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)


def keep_file(*, upload: UploadedFile) -> KeptFile:
    """Check one file, seal it and write it into the storage; raises BadFile and then keeps nothing.

    No row is made: ``record_files`` does that in the transaction of whatever the file belongs to. A file that never gets
    a row is swept away after a day.
    """
    data = upload.read()
    if upload.size > settings.EVIDENCE_FILE_BYTES or len(data) > settings.EVIDENCE_FILE_BYTES:
        raise BadFile(Fault.TOO_LARGE)
    if len(data) != upload.size:
        raise BadFile(Fault.DAMAGED)
    name = clean_name(upload.name or "")
    checked = check_contents(name, data)
    file_id = uuid.uuid4()
    key_box = new_key(file_id)
    write_box(file_id, ORIGINAL, data, key_box=key_box)
    if checked.copy is not None:
        write_box(file_id, COPY, checked.copy, key_box=key_box)
    return KeptFile(
        id=str(file_id),
        key_box=key_box,
        name=name,
        kind=str(checked.kind),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def file_of_pass(file_pass: str) -> KeptFile | None:
    """The file for which the pass was given; None when it isn't ours or is older than twelve hours."""
    try:
        return KeptFile(**signing.loads(file_pass, salt=_SALT, max_age=PASS_SECONDS))
    except signing.BadSignature:
        return None


def record_files(*, files: list[KeptFile], at) -> list[StoredFile]:
    """Write the rows of kept files, inside the caller's transaction; raises IntegrityError when one has a row already.

    Where a virus scanner is set up each file waits for it; without one it counts as checked.
    """
    state = State.WAITING if settings.CLAMD_ADDRESS else State.CLEAN
    rows = [
        StoredFile(**asdict(kept) | {"id": uuid.UUID(kept.id)}, state=state, stored_at=at) for kept in files
    ]
    return StoredFile.objects.bulk_create(rows)


def open_shown(file: StoredFile) -> bytes:
    """What others may see of a file: of a picture the copy, of everything else the original."""
    return read_box(file.pk, COPY if file.has_copy else ORIGINAL, key_box=file.key_box)


def open_original(file: StoredFile) -> bytes:
    """The file as it came, byte for byte."""
    return read_box(file.pk, ORIGINAL, key_box=file.key_box)


@transaction.atomic
def seal_keys_anew() -> int:
    """Seal a batch of the files' keys with the first of IDENTITY_KEYS that another has sealed; returns how many.

    May be interrupted and run while the site works. When it returns 0 the older keys may go.
    """
    sealed_otherwise = StoredFile.objects.exclude(key_box__startswith=f"{first_key()}:")
    rows = list(sealed_otherwise.select_for_update(skip_locked=True).order_by("pk")[:KEYS_BATCH])
    for row in rows:
        row.key_box = sealed_anew(row.pk, row.key_box)
    StoredFile.objects.bulk_update(rows, ["key_box"])
    return len(rows)
