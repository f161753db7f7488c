"""What a text for the public must not say: who complained, who can be reached how, which complaint it was (R10, M74).

The check reads the sealed identity in memory only. What it finds is a place in the text and a kind; names of the case's
people are all of one kind, so that nobody learns from a hit whose name it was.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.services import open_name, open_phone, open_representatives
from cases.choices import Leak, Result
from cases.models import Case
from cases.search import fold

MARK_BEGINS, MARK_ENDS = "[[", "]]"
HIDDEN = "×××"
# So many characters in a row that stand in the complaint too are its own words.
OWN_WORDS = 15
NAME_SHORTEST = 2

_MARKED = re.compile(r"\[\[.*?\]\]", re.DOTALL)
# Digits as people hide them from machines: with gaps, and written in Chinese.
_GAP = r"[ \-–—.·]?"
_CHINESE = "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_AS_DIGITS = str.maketrans(_CHINESE, "0001234567891123456789")
_CHINESE_RUN = re.compile(rf"[{_CHINESE}]{{7,}}")
_PATTERNS = (
    (Leak.CASE_NUMBER, re.compile(r"(?<!\d)20\d\d[-–—]\d{7,12}(?!\d)")),
    (
        Leak.ID_NUMBER,
        re.compile(rf"(?<!\d)\d{{6}}{_GAP}(?:19|20)\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dx](?!\d)"),
    ),
    (Leak.RECEIPT, re.compile(rf"(?<!\d)(?:\d{{4}}{_GAP}){{3}}\d{{4}}(?!\d)")),
    (Leak.PHONE, re.compile(rf"(?<!\d)1[3-9]\d(?:{_GAP}\d){{8}}(?!\d)")),
    (Leak.PHONE, re.compile(rf"(?<!\d)0\d{{2,3}}{_GAP}\d(?:{_GAP}\d){{6,7}}(?!\d)")),
    (Leak.LONG_NUMBER, re.compile(r"(?<![\d.])\d{7,}(?![\d.]*(?:\d|元|万|亿|平方|公斤|吨))")),
    (Leak.MAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Leak.MAIL, re.compile(r"(?:微信|qq|wechat)(?:号|群)?\s*[:：]?\s*[a-z0-9_-]{5,}")),
    (
        Leak.PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·\s]?[a-z0-9]{5,6}(?![a-z0-9])"
        ),
    ),
    (
        Leak.ADDRESS,
        re.compile(
            r"[\u4e00-\u9fff]{0,6}?(?:路|街|巷|道|村|里|弄|坊|大院|小区|花园|大厦)[东西南北中]?\s*(?:\d+|[一二三四五六七八九十百]+)\s*号"
        ),
    ),
    (
        Leak.ADDRESS,
        re.compile(
            r"(?:\d+|[一二三四五六七八九十]+)\s*(?:栋|幢|单元|号楼|号院|楼\d+)\s*(?:\d+\s*(?:室|房|号|单元))?"
        ),
    ),
    (Leak.ADDRESS, re.compile(r"(?<!\d)\d{3,4}\s*(?:室|房)(?!间|价|产|款|屋)")),
)


@dataclass(frozen=True, order=True)
class Found:
    """A place in a text that must not be public: from where to where, and why."""

    begins: int
    ends: int
    kind: str


def leaks_in(text: str, *, case: Case) -> list[Found]:
    """Every place of the text that must not be public, in order; of places within one another the longest."""
    return leaks_among(text, cases=[case])


def leaks_among(
    text: str, *, cases: Iterable[Case], named: Iterable[str] | None = None, barred: Iterable[str] = ()
) -> list[Found]:
    """The same for a text that tells of several cases, or of none.

    ``named`` are the names of those complained of that may stand there; None: they may where the answer says that the
    complaint is right. Whoever complained is never named, whoever else may be called the same. ``barred``: further names.
    """
    plain = _plain(text)
    found = [*_shapes(plain)]
    for name in set(_names(barred)):
        found += (Found(begins, ends, Leak.NAME) for begins, ends in _places(plain, name))
    allowed = None if named is None else set(_names(named))
    for case in cases:
        found += _leaks_of(plain, case, allowed)
    return _longest(found)


def _leaks_of(plain: str, case: Case, allowed: set[str] | None) -> Iterator[Found]:
    """What the text says of one case."""
    together = open_representatives(case.identity) if case.identity is not None else ()
    own = {*_own_names(case), *_names(one.name for one in together)}
    accused = set(_accused_names(case)) if allowed is None else set(_all_accused_names(case)) - allowed
    for name in own | accused:
        yield from (Found(begins, ends, Leak.NAME) for begins, ends in _places(plain, name))
    for number in (*_own_phones(case), *(one.phone for one in together)):
        yield from (Found(begins, ends, Leak.PHONE) for begins, ends in _places(plain, number))
    yield from (Found(begins, ends, Leak.OWN_WORDS) for begins, ends in _copied(plain, _plain(case.story)))
    yield from (Found(begins, ends, Leak.ADDRESS) for begins, ends in _places(plain, _own_place(case)))


def shapes_in(text: str) -> list[Found]:
    """Every place that must not be public whoever is meant: numbers, addresses, plates; of a text that belongs to no case."""
    return _longest(_shapes(_plain(text)))


def mark_all(text: str, found: Iterable[Found]) -> str:
    """The text with every found place marked for hiding."""
    for one in sorted(found, reverse=True):
        text = f"{text[: one.begins]}{MARK_BEGINS}{text[one.begins : one.ends]}{MARK_ENDS}{text[one.ends :]}"
    return text


def hide_marked(text: str) -> str:
    """The text with what is marked made unreadable; all marks leave the same trace, whatever stood there."""
    return _MARKED.sub(HIDDEN, text)


def blind_marked(text: str) -> str:
    """The text with signs that say nothing instead of what is marked, every other letter in its place."""
    return _MARKED.sub(lambda mark: "×" * len(mark[0]), text)


def pieces_of(text: str) -> list[tuple[bool, str]]:
    """The text in pieces, each with whether it is marked for hiding; the marks themselves are left out."""
    pieces, at = [], 0
    for match in _MARKED.finditer(text):
        pieces += [(False, text[at : match.start()]), (True, match[0][len(MARK_BEGINS) : -len(MARK_ENDS)])]
        at = match.end()
    return [piece for piece in (*pieces, (False, text[at:])) if piece[1]]


def are_marks_even(text: str) -> bool:
    """Whether each mark that begins something to hide is closed, none within another."""
    return not any(
        mark in piece for _is_hidden, piece in pieces_of(text) for mark in (MARK_BEGINS, MARK_ENDS)
    )


def _shapes(plain: str) -> Iterator[Found]:
    return (Found(*match.span(), kind) for kind, pattern in _PATTERNS for match in pattern.finditer(plain))


def _plain(text: str) -> str:
    """The text as it is compared, letter for letter: simplified, lower case, full-width and Chinese digits as digits."""
    folded = fold(text)
    letters = folded if len(folded) == len(text) else text.lower()
    narrow = "".join(_narrow(letter) for letter in letters)
    return _CHINESE_RUN.sub(lambda run: run[0].translate(_AS_DIGITS), narrow)


def _narrow(letter: str) -> str:
    narrow = unicodedata.normalize("NFKC", letter)
    return narrow if len(narrow) == 1 else letter


def _own_names(case: Case) -> Iterator[str]:
    """The name that the citizen left, open for the moment of the check."""
    if case.identity is not None:
        yield from _names([open_name(case.identity)])


def _own_phones(case: Case) -> list[str]:
    """The number that the citizen left; every other phone number is found by its shape."""
    phone = open_phone(case.identity) if case.identity is not None else ""
    return [phone] if len(phone) >= NAME_SHORTEST else []


def _own_place(case: Case) -> str:
    """The place in the citizen's words, unless it says no more than the name of the area."""
    place = _plain(case.place_text.strip())
    return "" if place in _plain(f"{case.city or ''}{case.area}") else place


def _accused_names(case: Case) -> Iterator[str]:
    """The people who are complained of, unless the answer says that the complaint is right."""
    if case.answer is None or case.answer.result != Result.SUPPORT:
        yield from _all_accused_names(case)


def _all_accused_names(case: Case) -> Iterator[str]:
    for row in case.accused.select_related("person"):
        yield from _names([row.person.name if row.person else "", row.person_text])


def _names(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        plain = re.sub(r"[\s·]", "", _plain(text))
        if len(plain) >= NAME_SHORTEST:
            yield plain


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a word stands, also with gaps between its letters."""
    letters = [re.escape(letter) for letter in word if not letter.isspace()]
    if len(letters) >= NAME_SHORTEST:
        yield from (match.span() for match in re.finditer(r"[\s·.\-]*".join(letters), text))


def _copied(text: str, story: str) -> Iterator[tuple[int, int]]:
    """The runs of the text that stand in the story word for word."""
    at = 0
    while at + OWN_WORDS <= len(text):
        ends = at + OWN_WORDS
        if text[at:ends] not in story:
            at += 1
            continue
        while ends < len(text) and text[at : ends + 1] in story:
            ends += 1
        yield at, ends
        at = ends


def _longest(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.begins, -one.ends)):
        if not kept or one.begins >= kept[-1].ends:
            kept.append(one)
        elif one.ends > kept[-1].ends:
            kept[-1] = Found(kept[-1].begins, one.ends, kept[-1].kind)
    return kept
