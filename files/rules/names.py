"""What becomes of the name that a file came with."""

import re
import unicodedata

NAME_LONGEST = 120
EXTENSION_LONGEST = 10
NAMELESS = "file"

# Control, format (those that turn the direction of writing among them), lone surrogate, private and unassigned characters.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_UNSAFE = re.compile(r'[<>:"|?*%]+')
# These names stand for devices on Windows, whatever comes after the dot.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def clean_name(name: str) -> str:
    """The name without path, without what can't be seen or turns the text around, at most 120 characters.

    The end of the name, which says what the file is, is kept in lower case; a file without a name is called "file".
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    tidy = " ".join(_UNSAFE.sub("_", seen).split()).rstrip(". ")
    stem, dot, end = tidy.rpartition(".")
    if not dot or not end.isalnum() or len(end) > EXTENSION_LONGEST:
        stem, end = tidy, ""
    stem = stem.strip(". ") or NAMELESS
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    end = f".{end.lower()}" if end else ""
    return f"{stem[: NAME_LONGEST - len(end)].rstrip('. ')}{end}"


def extension_of(name: str) -> str:
    """The end of a clean name, without the dot; empty when there is none."""
    return name.rpartition(".")[2] if "." in name else ""


def with_extension(name: str, extension: str) -> str:
    """The same name with another end."""
    return f"{name.rpartition('.')[0] or name}.{extension}"
