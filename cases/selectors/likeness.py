"""How alike two texts are, and marks under which the database finds alike texts by an index.

A text is the set of its pieces of three characters. One keyed hash of each piece falls into one of 64 bins, and each bin
keeps its least value (MinHash by one permutation; empty bins borrow from the next one). Four bins make a mark: texts
that share half of their pieces share one of the sixteen marks two times out of three, at 70 % nearly always.
"""

import re
from hashlib import blake2b

BINS = 64
BINS_A_MARK = 4
PIECE = 3
# Shorter texts are alike by chance: "请尽快处理，谢谢" says nothing.
FEWEST_PIECES = 20
READ_AT_MOST = 5000
_BIN_BITS = 6
_NOT_A_LETTER = re.compile(r"[\W_]+")


def pieces_of(text: str) -> frozenset[str]:
    """The pieces of three letters of a folded text; blanks and punctuation don't count."""
    letters = _NOT_A_LETTER.sub("", text)[:READ_AT_MOST]
    return frozenset(letters[at : at + PIECE] for at in range(len(letters) - PIECE + 1))


def marks_of(text: str) -> list[int]:
    """The sixteen marks of a folded text, as whole numbers of 64 bits with sign; none for a very short one."""
    pieces = pieces_of(text)
    if len(pieces) < FEWEST_PIECES:
        return []
    bins: list[int | None] = [None] * BINS
    for piece in pieces:
        value = int.from_bytes(blake2b(piece.encode(), digest_size=8).digest(), "little")
        place, rest = value % BINS, value >> _BIN_BITS
        kept = bins[place]
        bins[place] = rest if kept is None else min(kept, rest)
    filled = [_borrowed(bins, place) for place in range(BINS)]
    return [_mark(start, filled[start : start + BINS_A_MARK]) for start in range(0, BINS, BINS_A_MARK)]


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of pieces that two texts have in common, 0 to 1 (Jaccard)."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def _borrowed(bins: list[int | None], place: int) -> int:
    """The value of a bin; of an empty one that of the next that isn't, with the distance so that it stays its own."""
    for distance in range(BINS):
        value = bins[(place + distance) % BINS]
        if value is not None:
            return value * BINS + distance
    raise ValueError("a text without pieces has no marks")


def _mark(start: int, values: list[int]) -> int:
    written = f"{start}:{values}".encode()
    return int.from_bytes(blake2b(written, digest_size=8).digest(), "little", signed=True)
