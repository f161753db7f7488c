"""How a Chinese name is written in traditional characters and in pinyin."""

import re
from collections.abc import Callable
from functools import cache

import opencc

# s2tw writes what officials print (群眾, 行為, 衛生); s2t and s2hk prefer the variants 羣, 爲 and 衞.
_TO_TRADITIONAL = opencc.OpenCC("s2tw")

# Where s2tw follows a dictionary of Taiwan and neither Guangdong (台山, 大涌) nor our own pages (污水) do.
_OUR_FORMS = str.maketrans({"臺": "台", "湧": "涌", "汙": "污"})

# Places of Guangdong whose characters the converter takes for ordinary words: 云 to say, 里 inside, 占 to occupy.
_PLACES = {
    "东升": "東升",
    "云城": "雲城",
    "冲口": "沖口",
    "占陇": "占隴",
    "后海": "后海",
    "松口": "松口",
    "棠溪": "棠溪",
    "范和": "范和",
    "里水": "里水",
    "里洞": "里洞",
    "里湖": "里湖",
}
_PLACE = re.compile(f"({'|'.join(_PLACES)})")

# A character alone is converted to its commonest traditional form; these are another one as a surname (余, not 餘)
# or at the end of a name (千里, not 千裡).
_SURNAMES = frozenset("于余党占后咸岳干征朴涂游种范郁里")
_IN_GIVEN_NAMES = frozenset("岳征斗游里")

# Read by the dictionary as 市花 (city flower) and 都 (all), or as 花 and 都 (all).
_HUADU = [["huā"], ["dū"]]
_PHRASES = {"花都": _HUADU, "广州市花都": [["guǎng"], ["zhōu"], ["shì"], *_HUADU]}


def traditional(text: str) -> str:
    """The text in traditional characters, in the forms usual in official print; not for people's names."""
    parts = (_PLACES.get(part) or _TO_TRADITIONAL.convert(part) for part in _PLACE.split(text))
    return "".join(parts).translate(_OUR_FORMS)


def traditional_person(name: str) -> str:
    """A person's name in traditional characters.

    Each character is converted alone, because the words that two of them happen to make (胡子, beard) are not meant.
    """
    surname, given = name[:1], name[1:]
    first = surname if surname in _SURNAMES else traditional(surname)
    return first + "".join(char if char in _IN_GIVEN_NAMES else traditional(char) for char in given)


def pinyin_key(text: str, *, limit: int) -> str:
    """What one may type for a name: its syllables as one word, then their initials; cut at `limit`."""
    parts = [part.lower() for part in _syllables()(text)]
    return f"{''.join(parts)} {''.join(part[0] for part in parts)}"[:limit]


@cache
def _syllables() -> Callable[[str], list[str]]:
    # Here, so that only processes in which somebody needs pinyin hold its dictionary of 55 MB.
    from pypinyin import lazy_pinyin, load_phrases_dict

    load_phrases_dict(_PHRASES)
    return lazy_pinyin
