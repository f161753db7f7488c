"""How a Chinese name is written in traditional characters and in pinyin."""

import opencc
from pypinyin import lazy_pinyin as syllables
from pypinyin import load_phrases_dict

# s2tw writes what officials print (群眾, 行為, 衛生); s2t and s2hk prefer the variants 羣, 爲 and 衞.
_TO_TRADITIONAL = opencc.OpenCC("s2tw")

# Read by the dictionary as 市花 (city flower) and 都 (all), or as 花 and 都 (all).
_HUADU = [["huā"], ["dū"]]
load_phrases_dict({"花都": _HUADU, "广州市花都": [["guǎng"], ["zhōu"], ["shì"], *_HUADU]})


def traditional(text: str) -> str:
    """The text in traditional characters, in the forms usual in official print."""
    return _TO_TRADITIONAL.convert(text)


def pinyin_key(text: str, *, limit: int) -> str:
    """What one may type for a name: its syllables as one word, then their initials; cut at `limit`."""
    parts = [part.lower() for part in syllables(text)]
    return f"{''.join(parts)} {''.join(part[0] for part in parts)}"[:limit]
