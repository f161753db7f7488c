"""Which sector a complaint may belong to: a weighted list of words, kept in memory."""

import time
from collections import Counter, defaultdict
from typing import NamedTuple

from organizations.models import SectorLead, SectorWord

SUGGESTION_THRESHOLD = 4.0
"""Below this score the complaint is taken to lie outside the eight sectors."""

COUNTED_AT_MOST = 3
"""A word repeated more often than this says nothing new."""

CLOSE_FROM = 2 / 3
"""A second sector with this share of the first one's score may well be meant instead."""

LEXICON_SECONDS = 60
"""A process notices edited words after this time at the latest."""


class Suggestion(NamedTuple):
    """A sector, how strongly the text speaks for it, the words that do, and of the second one whether it is hardly behind."""

    sector: str
    score: float
    words: tuple[str, ...]
    is_close: bool = False


class Lexicon:
    """The words of all sectors by their first character, and the leading lines with their cue words."""

    def __init__(self, *, words: list[tuple[str, str, float]], leads: list[tuple[str, str, list[str]]]):
        self.weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for sector, word, weight in words:
            self.weights[word].append((sector, weight))
        self.by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.weights, key=len, reverse=True):
            self.by_first[word[0]].append(word)
        self.leads: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        for sector, line, cues in leads:
            self.leads[sector].append((line, cues))

    def suggest(self, text: str) -> list[Suggestion]:
        """Sectors that the text speaks for, strongest first."""
        scores: dict[str, float] = defaultdict(float)
        matched: dict[str, list[str]] = defaultdict(list)
        for word, count in self._words_in(text).items():
            for sector, weight in self.weights[word]:
                scores[sector] += weight * min(count, COUNTED_AT_MOST)
                if weight > 0:
                    matched[sector].append(word)
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        close = CLOSE_FROM * ranked[0][1] if ranked else 0
        return [
            Suggestion(sector, score, tuple(matched[sector]), place == 1 and score >= close)
            for place, (sector, score) in enumerate(ranked)
            if score > 0
        ]

    def _words_in(self, text: str) -> Counter[str]:
        """How often each word stands in the text; of overlapping words the first and longest counts."""
        found: Counter[str] = Counter()
        at = 0
        while at < len(text):
            for word in self.by_first.get(text[at], ()):
                if text.startswith(word, at):
                    found[word] += 1
                    at += len(word)
                    break
            else:
                at += 1
        return found

    def lead(self, sector: str, text: str) -> str | None:
        """The leading line whose cue words the text holds most often; the first one when they are even."""
        lines = self.leads.get(sector)
        if not lines:
            return None
        return max(lines, key=lambda pair: sum(min(text.count(cue), COUNTED_AT_MOST) for cue in pair[1]))[0]

    def lead_words(self, sector: str, text: str) -> tuple[str, ...]:
        """The cue words of the leading line that the text holds."""
        lead = self.lead(sector, text)
        cues = next((cues for line, cues in self.leads.get(sector, ()) if line == lead), [])
        return tuple(cue for cue in cues if cue in text)


class _Memory:
    """The lexicon of this process and when it was read."""

    lexicon: Lexicon | None = None
    read_at = 0.0


def suggest_sectors(text: str) -> list[Suggestion]:
    """Sectors for a complaint in simplified characters, best first; empty when it seems to lie outside them.

    Each word counts with its weight, at most three times; of overlapping words the longest counts; a negative
    weight speaks against a sector.
    """
    suggestions = _lexicon().suggest(text)
    if not suggestions or suggestions[0].score < SUGGESTION_THRESHOLD:
        return []
    return suggestions


def suggest_lead(sector: str, text: str) -> str | None:
    """The line of work that should lead a complaint of the sector with this code; None if unknown."""
    return _lexicon().lead(sector, text)


def lead_words(sector: str, text: str) -> tuple[str, ...]:
    """The words by which ``suggest_lead`` chose among several leading lines; none where there is only one."""
    return _lexicon().lead_words(sector, text)


def forget_lexicon() -> None:
    """Read the words anew at the next question."""
    _Memory.lexicon = None


def _lexicon() -> Lexicon:
    """The words as they stood within the last minute."""
    now = time.monotonic()
    if _Memory.lexicon is None or now - _Memory.read_at > LEXICON_SECONDS:
        _Memory.lexicon = Lexicon(
            words=list(SectorWord.objects.order_by("pk").values_list("sector__code", "word", "weight")),
            leads=list(SectorLead.objects.order_by("position").values_list("sector__code", "line", "cues")),
        )
        _Memory.read_at = now
    return _Memory.lexicon
