"""What may come in: the content has to be what the name says, and of a kind on the list."""

import re
from dataclasses import dataclass

import filetype

from files.choices import Fault, Kind
from files.rules.faults import BadFile
from files.rules.names import extension_of
from files.rules.packed import check_document, check_old_document
from files.rules.pictures import shown_copy

# By the end of the name. Old Office formats are taken because many offices still write them; archives, programs, web
# pages and drawings that carry scripts (SVG) are not.
KINDS = {
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "bmp"), Kind.IMAGE),
    **dict.fromkeys(("mp3", "m4a", "wav", "amr", "aac", "ogg", "flac"), Kind.AUDIO),
    **dict.fromkeys(("mp4", "m4v", "mov", "3gp", "webm", "mkv", "avi"), Kind.VIDEO),
    "pdf": Kind.PDF,
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt"), Kind.OFFICE),
    **dict.fromkeys(("txt", "csv"), Kind.TEXT),
}
PACKED = ("docx", "xlsx", "pptx", "odt", "ods", "odp")

# What the content says of itself, beside what the name says. Phones call the same recording mp4, m4a, mov or 3gp, and
# pictures that were passed on often have another's ending: within these groups that is no offence.
_IMAGES = {"jpg", "png", "gif", "webp", "bmp"}
_RECORDINGS = {
    "mp3", "m4a", "wav", "amr", "aac", "ogg", "flac", "mp4", "m4v", "mov", "3gp", "webm", "mkv", "avi",
}  # fmt: skip
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_TEXT_CODES = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What no text has in it: control characters beside tab, line and page feeds.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True)
class Checked:
    """What the look into a file has found. ``copy`` is the picture anew; None for all that aren't pictures."""

    kind: str
    copy: bytes | None = None


def check_contents(name: str, data: bytes) -> Checked:
    """What the file is; raises BadFile when it may not come in. ``name`` is a clean one."""
    extension = extension_of(name)
    kind = KINDS.get(extension)
    if kind is None:
        raise BadFile(Fault.UNKNOWN_KIND)
    if not data:
        raise BadFile(Fault.EMPTY)
    match kind:
        case Kind.IMAGE:
            _require(_guessed(data) in _IMAGES)
            return Checked(kind, shown_copy(data))
        case Kind.AUDIO | Kind.VIDEO:
            _require(_guessed(data) in _RECORDINGS)
        case Kind.PDF:
            _require(data.startswith(b"%PDF-"))
        case Kind.OFFICE:
            _check_office(data, extension)
        case Kind.TEXT:
            _check_text(data)
    return Checked(kind)


def _require(is_as_named: bool) -> None:
    if not is_as_named:
        raise BadFile(Fault.NOT_AS_NAMED)


def _guessed(data: bytes) -> str:
    """The usual ending for this content, by its first bytes; empty when nobody knows it."""
    return filetype.guess_extension(data[:8192]) or ""


def _check_office(data: bytes, extension: str) -> None:
    if extension in PACKED:
        # A document with a password is an old-format file around an encrypted one.
        if data.startswith(_OLD_OFFICE):
            check_old_document(data)
        _require(data.startswith(_ZIP))
        check_document(data, extension)
    else:
        _require(data.startswith(_OLD_OFFICE))
        check_old_document(data)


def _check_text(data: bytes) -> None:
    _require(not _guessed(data))
    text = _decoded(data)
    _require(text is not None and not _CONTROLS.search(text))


def _decoded(data: bytes) -> str | None:
    for code in ("utf-16",) if data.startswith(_UTF_16) else _TEXT_CODES:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return None
