"""The sealed parts of files in the private storage, and finding parts that belong to no row."""

import base64
import os
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.services import open_text, seal_text

ORIGINAL, COPY = "original", "copy"
_FOLDER = re.compile(r"[0-9a-f]{2}")
_BOX = re.compile(rf"([0-9a-f]{{32}})\.({ORIGINAL}|{COPY})")


def new_key(file_id: uuid.UUID) -> str:
    """A key for one file, sealed with the first key of the house."""
    key = base64.b64encode(AESGCM.generate_key(256)).decode()
    return seal_text(key, bound_to=f"{file_id}:key")


def sealed_anew(file_id: uuid.UUID, key_box: str) -> str:
    """The same key, sealed with the key that is now the first."""
    return seal_text(open_text(key_box, bound_to=f"{file_id}:key"), bound_to=f"{file_id}:key")


def write_box(file_id: uuid.UUID, part: str, data: bytes, *, key_box: str) -> None:
    """Seal one part of a file and write it down; a box moved to another file or part doesn't open.

    In one piece, so that no cut or exchanged part can go unnoticed; it costs as much memory again as the file has.
    """
    nonce = os.urandom(12)
    box = nonce + _cipher(file_id, key_box).encrypt(nonce, data, f"{file_id}:{part}".encode())
    path = _path(file_id, part)
    written = default_storage.save(path, ContentFile(box))
    if written != path:  # the storage avoids names that are taken, and these are taken once only
        default_storage.delete(written)
        raise FileExistsError(path)


def read_box(file_id: uuid.UUID, part: str, *, key_box: str) -> bytes:
    """One part of a file as it was; raises OSError when it isn't there, InvalidTag when somebody changed it."""
    with default_storage.open(_path(file_id, part)) as opened:
        box = opened.read()
    return _cipher(file_id, key_box).decrypt(box[:12], box[12:], f"{file_id}:{part}".encode())


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


def _cipher(file_id: uuid.UUID, key_box: str) -> AESGCM:
    return AESGCM(base64.b64decode(open_text(key_box, bound_to=f"{file_id}:key")))


def _path(file_id: uuid.UUID, part: str) -> str:
    return f"{file_id.hex[:2]}/{file_id.hex}.{part}"
