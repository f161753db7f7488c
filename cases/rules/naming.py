"""Whether a text speaks of a unit, by its name or by one of the short forms that people use.

A complaint names the accused where the form asks for it, or only in its story (药监局睁一只眼闭一只眼). Of 1,405 public
messages of citizens 18 % speak in their story of the bureau that would get them.
"""

import re
from typing import NamedTuple

from cases.rules.facts import MoveFacts

# Shorter ones (市局, 该局) name nobody.
SHORTEST_NAME = 3
SHOWN_AROUND = 12
# What an office is called by its last letter, where people write another one than the register.
_ENDINGS = {"局": "局厅", "厅": "厅局", "会": "会委"}
_BLANK = re.compile(r"\s+")


class Mention(NamedTuple):
    """The words that may mean a unit, and the words of the text that stand around them."""

    words: str
    around: str


def mention_of(name: str, text: str) -> Mention | None:
    """Where the text speaks of the unit with this name: the longest short form, None without any. Both in simplified characters.

    A short form keeps the order of the name's letters and ends as the name does: 食药局 is short for 天河区食品药品监督管理局,
    and 市教育局 may be meant by whoever complains of the one of a district, so the place needn't be the same.
    """
    text = _BLANK.sub("", text)
    best: tuple[int, int] | None = None
    for found in re.finditer(f"[{_ENDINGS.get(name[-1], name[-1])}]", text):
        begin = _begin(name, text, found.start())
        length = found.end() - begin
        if length >= SHORTEST_NAME and (best is None or length > best[1] - best[0]):
            best = (begin, found.end())
    if best is None:
        return None
    begin, end = best
    return Mention(text[begin:end], text[max(0, begin - SHOWN_AROUND) : end + SHOWN_AROUND])


def _begin(name: str, text: str, end: int) -> int:
    """Where the letters begin that stand in the name in the order in which they stand before ``end``."""
    at = name.rfind(text[end]) if text[end] in name else len(name) - 1
    begin = end
    while begin and (before := name.rfind(text[begin - 1], 0, at)) >= 0:
        begin, at = begin - 1, before
    return begin


def unit_is_not_spoken_of(facts: MoveFacts) -> str | None:
    """Of no chosen unit the complaint speaks, unless somebody has read that it isn't meant (R1).

    A citizen who complains of a bureau often names it only in the story, and then no firewall stands there yet.
    """
    return "unit_spoken_of" if facts.spoken_of and not facts.details.get("not_accused") else None
