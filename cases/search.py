"""Finding words in the texts of cases, in simplified or traditional characters, through the bigram index."""

import re
from collections.abc import Sequence
from functools import cache

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from opencc import OpenCC

from cases.models import Case
from common.numbering import parse_case_number

SHORTEST = 2
EXCERPT_LENGTH = 70
SHOWN_BEFORE = 18
_GAP = re.compile(r"[^\w]|_")
_BLANK = re.compile(r"\s")


class QueryTooShort(ValueError):
    """One character finds half of all cases; two are needed."""


def fold(text: str) -> str:
    """The text as it is searched: simplified characters, lower case. Every text and every query passes here."""
    return _to_simplified().convert(text).lower()


def search_cases(cases: QuerySet[Case], query: str) -> QuerySet[Case]:
    """Those of the cases that hold every word of the query, or the one whose number was typed.

    Raises QueryTooShort when no word has two characters.
    """
    number = parse_case_number(query)
    if number is not None:
        return cases.filter(pk=number)
    words = words_of(query)
    if not words:
        raise QueryTooShort(query)
    lexemes = dict.fromkeys(word[start : start + 2] for word in words for start in range(len(word) - 1))
    tsquery = " & ".join(f"'{lexeme}'" for lexeme in lexemes)
    cases = cases.filter(_Matches(F("search_index"), Value(tsquery)))
    for word in words:
        if len(word) > SHORTEST:
            cases = cases.filter(search_text__contains=word)
    return cases


def words_of(query: str) -> list[str]:
    """The words that are looked for, folded; one character alone is none, and a case number has none either."""
    if parse_case_number(query) is not None:
        return []
    return [word for word in _GAP.sub(" ", fold(query)).split() if len(word) >= SHORTEST]


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
