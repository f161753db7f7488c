"""What is looked for in Office documents, which are archives of many parts."""

import io
import zipfile

from files.choices import Fault
from files.rules.faults import BadFile

PARTS_MOST = 3_000
# Unpacked, in bytes; and how many times the packed size, beyond a size at which it could do harm.
UNPACKED_MOST = 200 * 1024 * 1024
RATIO_MOST = 100
RATIO_COUNTS_FROM = 10 * 1024 * 1024
PART_READ_MOST = 1024 * 1024

_ENCRYPTED = 0x1
_CONTENTS = "[Content_Types].xml"
# Where the words, sheets or slides of each kind lie.
_BODIES = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_PROGRAMS = (
    ".zip",
    ".rar",
    ".7z",
    ".gz",
    ".jar",
    ".exe",
    ".dll",
    ".js",
    ".vbs",
    ".bat",
    ".cmd",
    ".ps1",
    ".hta",
    ".lnk",
)
_MACROS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
# The old format is one file with a directory inside whose names are UTF-16.
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_OLD_LOCKS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))


def check_document(data: bytes, extension: str) -> None:
    """Raise BadFile unless the archive is the document that its name says: docx, xlsx, pptx, odt, ods or odp."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_size(parts, packed=len(data))
            _check_parts(parts)
            _check_kind(archive, extension)
    except BadFile:
        raise
    except Exception as problem:  # a broken archive fails in many ways, all of which mean the same
        raise BadFile(Fault.DAMAGED) from problem


def check_old_document(data: bytes) -> None:
    """Raise BadFile for a document of the old format (doc, xls, ppt) with macros or a password."""
    if any(lock in data for lock in _OLD_LOCKS):
        raise BadFile(Fault.LOCKED)
    if _OLD_MACROS in data:
        raise BadFile(Fault.HAS_MACROS)


def _check_size(parts: list[zipfile.ZipInfo], *, packed: int) -> None:
    # Counted by what the directory says: overlapping parts, which unpack the same bytes many times, count many times.
    unpacked = sum(part.file_size for part in parts)
    is_dense = unpacked > RATIO_COUNTS_FROM and unpacked > packed * RATIO_MOST
    if len(parts) > PARTS_MOST or unpacked > UNPACKED_MOST or is_dense:
        raise BadFile(Fault.TOO_DENSE)


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = part.filename.lower().replace("\\", "/")
        if part.flag_bits & _ENCRYPTED:
            raise BadFile(Fault.LOCKED)
        if name.startswith("/") or ".." in name.split("/"):
            raise BadFile(Fault.DAMAGED)
        if name.rpartition("/")[2] in _MACROS or name.startswith(("basic/", "scripts/")):
            raise BadFile(Fault.HAS_MACROS)
        if name.endswith(_PROGRAMS):
            raise BadFile(Fault.HAS_ARCHIVE)


def _check_kind(archive: zipfile.ZipFile, extension: str) -> None:
    names = archive.namelist()
    if extension in _OPEN_DOCUMENT:
        is_right = "mimetype" in names and _start(archive, "mimetype").strip() == _OPEN_DOCUMENT[extension]
    else:
        body = _BODIES[extension]
        is_right = _CONTENTS in names and any(name.startswith(body) for name in names)
    if not is_right:
        raise BadFile(Fault.NOT_AS_NAMED)
    if _CONTENTS in names and b"macroenabled" in _start(archive, _CONTENTS).lower():
        raise BadFile(Fault.HAS_MACROS)
    # A document may fetch its template, macros included, from elsewhere when it is opened.
    for name in names:
        if name.endswith("settings.xml.rels") and b'targetmode="external"' in _start(archive, name).lower():
            raise BadFile(Fault.HAS_MACROS)


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(PART_READ_MOST)
