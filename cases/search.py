"""Finding cases by words of their texts and by names of places and units, in simplified or traditional characters."""

import operator
import re
from collections.abc import Sequence
from functools import cache, reduce

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from opencc import OpenCC

from cases.models import Accused, Case
from common.numbering import parse_case_number
from organizations.models import Area, Unit

SHORTEST = 2
# Of the register so many names a query may mean, and of their accusations so many of the newest.
NAMES_SEEN = 400
ACCUSATIONS_SEEN = 1000
EXCERPT_LENGTH = 70
SHOWN_BEFORE = 18
# For a searched word: the cases of the places and units whose names it is part of.
Bearers = dict[str, Q]
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_GAP = re.compile(r"[^\w]|_")
_BLANK = re.compile(r"\s")


class QueryTooShort(ValueError):
    """One character finds half of all cases; two are needed."""


def fold(text: str) -> str:
    """The text as it is searched: simplified characters, lower case. Every text and every query passes here."""
    return _to_simplified().convert(text).lower()


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _CHINESE.search(text) is not None


def search_cases(cases: QuerySet[Case], query: str, *, bearers: Bearers | None = None) -> QuerySet[Case]:
    """Those of the cases that hold every word of the query, or the one whose number was typed.

    A word may stand in the texts, or be part of the name of the place, of the unit that has the case, or of a unit that
    the case accuses: the caller has asked ``visible_to``, so nobody finds a case by an accusation that is kept from him.
    ``bearers`` are given by who has looked several queries up together. Raises QueryTooShort when no word has two characters.
    """
    number = parse_case_number(query)
    if number is not None:
        return cases.filter(pk=number)
    words = words_of(query)
    if not words:
        raise QueryTooShort(query)
    if bearers is None:
        bearers = bearers_of(words)
    for word in words:
        cases = cases.filter(in_texts(word) | bearers.get(word, Q()))
    return cases


def is_too_short(query: str) -> bool:
    """Whether a query has neither a word of two characters nor a case number."""
    return not words_of(query) and parse_case_number(query) is None


def in_texts(word: str) -> Q:
    """A folded word stands in the texts of a row with ``search_text`` and ``search_index``: its pairs of letters by the index, and the whole of it."""
    lexemes = dict.fromkeys(word[start : start + 2] for start in range(len(word) - 1))
    tsquery = " & ".join(f"'{lexeme}'" for lexeme in lexemes)
    found = Q(_Matches(F("search_index"), Value(tsquery)))
    return found & Q(search_text__contains=word) if len(word) > SHORTEST else found


def bearers_of(words: Sequence[str]) -> Bearers:
    """For each word that is part of a name in the register: the cases of the places and units of that name.

    Each part of the condition is a list of ids that an index finds; of accusations the newest are looked at.
    """
    named = _named(words)
    units = {pk for _word, is_area, pk in named if not is_area}
    accusing = _accusing(units) if units else []
    bearers = {}
    for word in {word for word, _is_area, _pk in named}:
        places = [pk for one, is_area, pk in named if one == word and is_area]
        bodies = {pk for one, is_area, pk in named if one == word and not is_area}
        cases = [case for case, unit in accusing if unit in bodies]
        bearers[word] = _any_of(area_id=places, city_id=places, responsible_id=list(bodies), pk=cases)
    return bearers


def _any_of(**lists: list[int]) -> Q:
    condition = Q()
    for column, ids in lists.items():
        if ids:
            condition |= Q(**{f"{column}__in": ids})
    return condition


def _named(words: Sequence[str]) -> list[tuple[str, bool, int]]:
    """(word, is it an area, id) for every name that holds one of the words; one statement."""
    holding = reduce(operator.or_, (Q(name__icontains=word) | Q(name_en__icontains=word) for word in words))
    kinds = [
        model.objects.filter(holding)
        .order_by()
        .values_list(Value(is_area), "pk", "name", "name_en")[:NAMES_SEEN]
        for model, is_area in ((Area, True), (Unit, False))
    ]
    rows = kinds[0].union(kinds[1], all=True)
    return [
        (word, is_area, pk)
        for is_area, pk, name, name_en in rows
        for word in words
        if word in name or word in name_en.lower()
    ]


def _accusing(units: set[int]) -> list[tuple[int, int]]:
    """The newest accusations of these units as (case, unit)."""
    rows = Accused.objects.filter(unit_id__in=units).order_by("-case_id")
    return list(rows.values_list("case_id", "unit_id")[:ACCUSATIONS_SEEN])


def words_of(query: str) -> list[str]:
    """The words that are looked for, folded; one character alone is none, and a case number has none either."""
    if parse_case_number(query) is not None:
        return []
    return [word for word in _GAP.sub(" ", fold(query)).split() if len(word) >= SHORTEST]


def marked(text: str, words: Sequence[str]) -> SafeString | str:
    """A short text with the words marked that stand in it; as it is where none does."""
    return (words and len(text) <= EXCERPT_LENGTH and excerpt(text, words)) or text


def excerpt(text: str, words: Sequence[str]) -> SafeString:
    """A short piece of the text around the first of the words, each of them marked; empty when none stands in it.

    The words are folded; the text is shown as it was written. Everything is escaped.
    """
    line = _BLANK.sub(" ", text)
    folded = fold(line)
    if len(folded) != len(line):  # a rare letter that folds to two: then the folded text is shown
        line = folded
    spans = _spans(folded, words)
    if not spans:
        return mark_safe("")
    begin = max(0, spans[0][0] - SHOWN_BEFORE)
    end = min(len(line), begin + EXCERPT_LENGTH)
    parts, at = [format_html("{}", "…" if begin else "")], begin
    for first, last in spans:
        if last <= end:
            parts.append(format_html("{}<mark>{}</mark>", line[at:first], line[first:last]))
            at = last
    parts.append(format_html("{}{}", line[at:end], "…" if end < len(line) else ""))
    return format_html_join("", "{}", ((part,) for part in parts))


def _spans(folded: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where the words stand, in order; overlapping ones as one."""
    found = sorted(match.span() for word in words for match in re.finditer(re.escape(word), folded))
    merged: list[tuple[int, int]] = []
    for first, last in found:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


class _Matches(Func):
    """``search_index @@ 'query'``; the query holds nothing but quoted pairs of letters."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
