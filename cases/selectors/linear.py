"""A linear model over the letters of a text, in plain Python: what a web process needs to use it, and no more.

A text is taken apart into runs of letters and these into pieces of one to three characters. Each known piece counts
with ``(1 + ln n) × rarity``, all together scaled to length one, times its weight for each sector.
"""

import json
import math
import re
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LONGEST_GRAM = 3
# Longer texts say nothing new about their sector, and cost time.
READ_AT_MOST = 2000
LONGEST_WORD = 8
# A label that is so little behind the first one may well be meant instead (docs/triage.md).
CLOSE = 0.5
_RUN = re.compile(r"[^\W\d_]+")
_FORMAT = 1
# Shown words don't begin or end with these.
_PARTICLES = "的了个我你他她们是在和"


class BrokenModel(ValueError):
    """The stored bytes aren't a model of this kind."""


class Vote(NamedTuple):
    """A label, how strongly the model speaks for it (above 0: more for than against), and the words that do.

    ``is_close`` says of the second one that it is hardly behind the first.
    """

    label: str
    score: float
    words: tuple[str, ...] = ()
    is_close: bool = False


def grams(text: str) -> list[str]:
    """The pieces of one to three letters of a folded text, with repetitions; digits and punctuation part them."""
    pieces: list[str] = []
    for run in _RUN.findall(text[:READ_AT_MOST]):
        for size in range(1, LONGEST_GRAM + 1):
            pieces.extend(run[at : at + size] for at in range(len(run) - size + 1))
    return pieces


class LinearModel:
    """Weights of pieces for labels, as ``pack`` wrote them."""

    def __init__(
        self,
        *,
        labels: Sequence[str],
        bias: Sequence[float],
        rarity: Mapping[str, float],
        weights: Sequence[float],
    ):
        """``weights`` holds one number a label for each piece of ``rarity``, in its order."""
        if not labels or len(bias) != len(labels) or len(weights) != len(labels) * len(rarity):
            raise BrokenModel("the parts of the model don't fit together")
        self.labels = tuple(labels)
        self.bias = tuple(bias)
        self.rarity = dict(rarity)
        self.weights = array("f", weights)
        self._row = {gram: at * len(self.labels) for at, gram in enumerate(self.rarity)}

    def vote(self, text: str) -> list[Vote]:
        """Every label, the likeliest first; that one, and the second if it is close, with the words that speak for it."""
        values = self._values(text)
        scores = list(self.bias)
        size = len(scores)
        for gram, value in values.items():
            row = self._row[gram]
            for at, weight in enumerate(self.weights[row : row + size]):
                scores[at] += value * weight
        order = sorted(range(size), key=lambda at: -scores[at])
        votes = [Vote(self.labels[at], scores[at]) for at in order]
        votes[0] = votes[0]._replace(words=self._words_for(order[0], text, values))
        if size > 1 and votes[0].score - votes[1].score <= CLOSE:
            votes[1] = votes[1]._replace(words=self._words_for(order[1], text, values), is_close=True)
        return votes

    def _words_for(self, label: int, text: str, values: Mapping[str, float]) -> tuple[str, ...]:
        return self._words(
            text, {gram: v * self.weights[self._row[gram] + label] for gram, v in values.items()}
        )

    def _values(self, text: str) -> dict[str, float]:
        """What each known piece of the text counts."""
        counts = Counter(grams(text))
        values = {
            gram: (1 + math.log(count)) * self.rarity[gram]
            for gram, count in counts.items()
            if gram in self.rarity
        }
        length = math.sqrt(sum(value * value for value in values.values()))
        return {gram: value / length for gram, value in values.items()} if length else {}

    def _words(self, text: str, shares: Mapping[str, float], most: int = 6) -> tuple[str, ...]:
        """The pieces of two letters and more that weighed most, those that overlap in the text put together."""
        strongest = sorted((gram for gram in shares if len(gram) > 1), key=lambda gram: -shares[gram])
        chosen = [gram for gram in strongest[: 2 * most] if shares[gram] > 0]
        found: dict[str, float] = {}
        for run in _RUN.findall(text[:READ_AT_MOST]):
            for word in _joined(run, chosen):
                word = word.strip(_PARTICLES)
                found[word] = sum(shares[gram] for gram in chosen if gram in word)
        ranked = sorted((word for word in found if len(word) > 1), key=lambda word: (-found[word], len(word)))
        apart = [word for word in ranked if not any(word != other and word in other for other in ranked)]
        return tuple(apart[:most])

    def pack(self) -> bytes:
        """The model as compressed bytes, the same on every machine."""
        head = {"format": _FORMAT, "labels": self.labels, "bias": self.bias, "grams": list(self.rarity)}
        numbers = array("f", [*self.rarity.values(), *self.weights])
        if numbers.itemsize != 4:
            raise BrokenModel("this machine has no numbers of four bytes")
        written = json.dumps(head, ensure_ascii=False).encode()
        return zlib.compress(len(written).to_bytes(8, "little") + written + _little(numbers).tobytes(), 6)

    @classmethod
    def unpack(cls, packed: bytes) -> "LinearModel":
        """The model from its bytes; raises BrokenModel for anything else."""
        try:
            data = zlib.decompress(packed)
            size = int.from_bytes(data[:8], "little")
            head = json.loads(data[8 : 8 + size])
            numbers = array("f")
            numbers.frombytes(data[8 + size :])
            numbers = _little(numbers)
            names = head["grams"]
            if head["format"] != _FORMAT:
                raise BrokenModel("another format")
            return cls(
                labels=head["labels"],
                bias=head["bias"],
                rarity=dict(zip(names, numbers[: len(names)], strict=True)),
                weights=numbers[len(names) :],
            )
        except (zlib.error, ValueError, KeyError, TypeError) as problem:
            raise BrokenModel(str(problem)) from problem


def _joined(run: str, chosen: Sequence[str]) -> list[str]:
    """The chosen pieces as they stand in one run of letters, overlapping ones as one word."""
    covered = [False] * (len(run) + 1)
    inside = [False] * (len(run) + 1)
    for gram in chosen:
        at = run.find(gram)
        while at >= 0:
            covered[at : at + len(gram)] = [True] * len(gram)
            inside[at + 1 : at + len(gram)] = [True] * (len(gram) - 1)
            at = run.find(gram, at + 1)
    words, begin = [], 0
    for at in range(1, len(run) + 1):
        if not inside[at]:
            if covered[begin] and covered[at - 1] and at - begin <= LONGEST_WORD:
                words.append(run[begin:at])
            begin = at
    return words


def _little(numbers: array) -> array:
    """The numbers in little-endian order, whatever the machine's own."""
    if sys.byteorder == "big":
        numbers = array("f", numbers)
        numbers.byteswap()
    return numbers
