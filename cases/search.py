"""Finding words in the texts of cases, in simplified or traditional characters, through the bigram index."""

import re
from functools import cache

from django.db.models import BooleanField, F, Func, QuerySet, Value
from opencc import OpenCC

from cases.models import Case
from common.numbering import parse_case_number

SHORTEST = 2
_GAP = re.compile(r"[^\w]|_")


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
    words = [word for word in _GAP.sub(" ", fold(query)).split() if len(word) >= SHORTEST]
    if not words:
        raise QueryTooShort(query)
    lexemes = dict.fromkeys(word[start : start + 2] for word in words for start in range(len(word) - 1))
    tsquery = " & ".join(f"'{lexeme}'" for lexeme in lexemes)
    cases = cases.filter(_Matches(F("search_index"), Value(tsquery)))
    for word in words:
        if len(word) > SHORTEST:
            cases = cases.filter(search_text__contains=word)
    return cases


class _Matches(Func):
    """``search_index @@ 'query'``; the query holds nothing but quoted pairs of letters."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
