"""The sealed parts of files in the private storage, and finding parts that belong to no row."""

import os
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.services import open_bytes, seal_bytes

ORIGINAL, COPY = "original", "copy"
_FOLDER = re.compile(r"[0-9a-f]{2}")
_BOX = re.compile(rf"([0-9a-f]{{32}})\.({ORIGINAL}|{COPY})")


def write_box(file_id: uuid.UUID, part: str, data: bytes) -> None:
    """Seal one part of a file and write it down; a box moved to another file or part doesn't open."""
    path = _path(file_id, part)
    written = default_storage.save(path, ContentFile(seal_bytes(data, bound_to=f"{file_id}:{part}")))
    if written != path:  # the storage avoids names that are taken, and these are taken once only
        default_storage.delete(written)
        raise FileExistsError(path)
    _put_on_disk(path)


def read_box(file_id: uuid.UUID, part: str) -> bytes:
    """One part of a file as it was; raises OSError when it isn't there, InvalidTag when somebody changed it."""
    with default_storage.open(_path(file_id, part)) as box:
        return open_bytes(box.read(), bound_to=f"{file_id}:{part}")


def has_box(file_id: uuid.UUID, part: str = ORIGINAL) -> bool:
    """Whether that part lies in the storage."""
    return default_storage.exists(_path(file_id, part))


def boxes_by_folder() -> Iterator[dict[uuid.UUID, list[str]]]:
    """What lies in the storage, folder by folder: the paths of each file's parts."""
    folders = default_storage.listdir("")[0] if default_storage.exists("") else []
    for folder in sorted(filter(_FOLDER.fullmatch, folders)):
        found: dict[uuid.UUID, list[str]] = {}
        for name in default_storage.listdir(folder)[1]:
            if match := _BOX.fullmatch(name):
                found.setdefault(uuid.UUID(match[1]), []).append(f"{folder}/{name}")
        yield found


def delete_boxes(paths: Iterable[str], *, before: datetime) -> int:
    """Delete the parts at these paths that are older than a moment, and return how many that were."""
    old = [path for path in paths if default_storage.get_modified_time(path) < before]
    for path in old:
        default_storage.delete(path)
    return len(old)


def _put_on_disk(path: str) -> None:
    """Wait until disk and folder have it: what is acknowledged has to outlive a power cut, as rows do."""
    try:
        place = default_storage.path(path)
    except NotImplementedError:  # a storage elsewhere sees to that itself
        return
    for name in (place, os.path.dirname(place)):
        handle = os.open(name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _path(file_id: uuid.UUID, part: str) -> str:
    return f"{file_id.hex[:2]}/{file_id.hex}.{part}"
