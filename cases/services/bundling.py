"""The file of a case as one zip that is sent while it is packed: the PDF, the evidence, the trail as data, and the hashes.

One file of evidence at a time is in memory, whatever the size of the whole.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator

from cases.models import Attachment
from cases.services.taking_out import TakenFile
from common.numbering import CHINA
from files.models import StoredFile
from files.rules.names import clean_name
from files.services import open_original, open_shown

# Packed already: pictures, sound, video, PDF and office documents gain nothing from being packed once more.
_AS_IT_IS, _PACKED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_PIECE = 256 * 1024


class _Outlet(io.RawIOBase):
    """What is written here waits until it is sent; nothing can be gone back to."""

    def __init__(self):
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken, self.waiting = b"".join(self.waiting), []
        return taken


def bundle(taken: TakenFile) -> Iterator[bytes]:
    """The zip piece by piece. SHA256SUMS comes last and is checked by ``sha256sum -c SHA256SUMS``."""
    outlet, sums = _Outlet(), []
    moment = taken.at.astimezone(CHINA).timetuple()[:6]
    with zipfile.ZipFile(outlet, "w") as packed:

        def put(name: str, data: bytes, method: int = _AS_IT_IS) -> Iterator[bytes]:
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            yield from _put(packed, outlet, zipfile.ZipInfo(name, moment), data, method)

        yield from put(f"{taken.case.number}.pdf", taken.pdf)
        yield from put("case.json", _as_json(taken), _PACKED)
        for number, row in enumerate(taken.contents.files, 1):
            yield from put(f"evidence/{number:02}-{name_of(row)}", open_shown(row.file))
            if taken.with_originals and row.file.has_copy:
                original = f"originals/{number:02}-{clean_name(row.file.name)}"
                yield from put(original, open_original(row.file))
        listed = "".join(sums).encode()
        yield from _put(packed, outlet, zipfile.ZipInfo("SHA256SUMS", moment), listed, _PACKED)
    yield outlet.take()


def name_of(row: Attachment) -> str:
    """The name of a file in the bundle: cleaned once more, so that it can't leave its folder or turn the text around."""
    return clean_name(row.file.shown_name)


def _put(packed, outlet: _Outlet, info: zipfile.ZipInfo, data: bytes, method: int) -> Iterator[bytes]:
    info.compress_type, info.file_size = method, len(data)
    info.external_attr = 0o600 << 16
    with packed.open(info, "w") as entry:
        for start in range(0, len(data), _PIECE):
            entry.write(data[start : start + _PIECE])
            yield outlet.take()
    yield outlet.take()


def _as_json(taken: TakenFile) -> bytes:
    """The case for other programs: nothing that isn't in the PDF as well."""
    case = taken.case
    data = {
        "number": case.number,
        "made_at": taken.at.isoformat(),
        "made_for": str(taken.taken_by),
        "stage": case.stage,
        "trail": list(taken.contents.trail),
        "evidence": [_of_file(number, row) for number, row in enumerate(taken.contents.files, 1)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _of_file(number: int, row: Attachment) -> dict:
    file: StoredFile = row.file
    return {
        "number": number,
        "name": name_of(row),
        "kind": file.kind,
        "added_at": row.added_at.isoformat(),
        "added_as": row.party,
        "size_of_original": file.size,
        "sha256_of_original": file.sha256,
    }
