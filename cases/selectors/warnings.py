"""Words that speak of danger, or of what courts decide: advice for the clerk, never a decision."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from cases.choices import Danger, Forum
from cases.models import Case
from cases.selectors.related import text_of

WORDS_FILE = Path(__file__).resolve().parent.parent / "data" / "warning_words.csv"
LITIGATION = "litigation"
SHOWN_AT_MOST = 6
FORUM_SIGNS = {"仲裁": Forum.ARBITRATION, "复议": Forum.REVIEW, "检察院": Forum.PROCURATORATE}


@dataclass(frozen=True)
class WordsFound:
    """What the text seems to speak of, by which words, what the clerk does then, and whose procedure it seems to be."""

    kind: str
    label: str
    words: tuple[str, ...]
    advice: str
    forum: str = ""

    @property
    def organ(self) -> str:
        """The organ in words; empty for danger."""
        return str(Forum(self.forum).label) if self.forum else ""

    @property
    def is_danger(self) -> bool:
        """Whether it is about danger, which takes the red route."""
        return self.kind != LITIGATION


def warnings_of(case: Case) -> list[WordsFound]:
    """What the words of a case warn of: each kind of danger unless the case is urgent already, then litigation."""
    found = find_words(text_of(case))
    return [
        WordsFound(kind, _label(kind), words[:SHOWN_AT_MOST], _advice(kind), _forum(kind, words))
        for kind, words in found.items()
        if kind == LITIGATION or not case.is_urgent
    ]


def find_words(text: str) -> dict[str, tuple[str, ...]]:
    """The words of the list that stand in a folded text, by their kind; of words within words only the longest."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in _words().items():
        inside = [word for word in words if word in text]
        if inside:
            longest = (
                word for word in inside if not any(word != other and word in other for other in inside)
            )
            found[kind] = tuple(longest)
    return found


def _forum(kind: str, words: tuple[str, ...]) -> str:
    """The organ that the words name; a court where they name none in particular. Empty when nobody speaks of one."""
    if kind != LITIGATION:
        return ""
    named = (forum for sign, forum in FORUM_SIGNS.items() if any(sign in word for word in words))
    return next(named, Forum.COURT)


def _label(kind: str) -> str:
    return _("Courts, arbitration or review") if kind == LITIGATION else str(Danger(kind).label)


def _advice(kind: str) -> str:
    if kind == LITIGATION:
        return _(
            "What a court, an arbitration body or an administrative review decides is not accepted here. Way out: appeal "
            "or apply for a retrial with the court within the time that the judgment names; for what is not enforced, the "
            "court's enforcement bureau or the procuratorate. A complaint of a judge's or an official's conduct stays here."
        )
    return _("If people are in danger now, mark the case as urgent: the commission is alerted at once.")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The list by kind, in the order of the file; a kind that nobody knows is a mistake in the file."""
    kinds: dict[str, list[str]] = {}
    with WORDS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] not in (*Danger.values, LITIGATION):
                raise ValueError(f"{WORDS_FILE.name}: {row['kind']!r} is no kind of warning")
            kinds.setdefault(row["kind"], []).append(row["word"])
    return {kind: tuple(words) for kind, words in kinds.items()}
