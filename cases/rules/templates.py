"""The blanks of a reply template: found, checked against the list of those that are known, and filled."""

import re
from collections.abc import Collection, Mapping

_BLANK = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


def unknown_blanks(text: str, known: Collection[str]) -> list[str]:
    """What stands between braces and isn't known, each once; a brace without its other half is told as it is."""
    named = [name for name in _BLANK.findall(text) if name not in known]
    return list(dict.fromkeys([*named, *_BRACE.findall(_BLANK.sub("", text))]))


def blanks_left(text: str, known: Collection[str]) -> list[str]:
    """The known blanks that a text still has, each once; any other brace is just a letter there."""
    return list(dict.fromkeys(name for name in _BLANK.findall(text) if name in known))


def fill_blanks(text: str, values: Mapping[str, str]) -> str:
    """The text with each blank filled; one that the case has no value for stays, so that nobody overlooks it."""
    return _BLANK.sub(lambda blank: values.get(blank[1], "") or blank[0], text)
