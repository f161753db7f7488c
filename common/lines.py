"""Breaking Chinese text into lines as it is printed (GB/T 15834-2011, 5.1.10): no line begins or ends with the wrong sign, nor begins with a blank."""

from collections.abc import Callable

# What never begins a line, and what never ends one.
NOT_FIRST = frozenset("，。、；：？！）》〉〕】”’…—·%℃,.;:?!)]}")
NOT_LAST = frozenset("（《〈〔【“‘([{")
# A blank at which a line breaks is left out, since nobody would see it; at the beginning of a paragraph it is an indent.
BLANKS = frozenset(" 　")
_IN_WORDS = frozenset("-/.@_")


def broken(text: str, *, width_of: Callable[[str], float], room: float) -> list[str]:
    """The text in lines of at most this width; numbers and foreign words stay whole where they fit a line.

    Line ends of the text stay, and all of its signs but for blanks at which a line breaks. ``width_of`` tells the width of any text in the unit of ``room``.
    """
    widths: dict[str, float] = {}
    lines = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, widths, width_of, room)
    return lines


def _paragraph(text: str, widths: dict, width_of: Callable[[str], float], room: float) -> list[str]:
    def wide(piece: str) -> float:
        if piece not in widths:
            widths[piece] = width_of(piece)
        return widths[piece]

    lines, current, used = [], "", 0.0
    for piece in pieces_of(text):
        if current and piece in BLANKS and used + wide(piece) > room:
            used = room
            continue
        if current and used + wide(piece) > room:
            line, current = _carried(current, piece)
            lines.append(line)
            used = sum(map(wide, current))
        current, used = current + piece, used + wide(piece)
        while used > room and len(current) > 1:
            cut = max(1, int(len(current) * room / used))
            lines.append(current[:cut])
            current = current[cut:]
            used = sum(map(wide, current))
    return [*lines, current]


def _carried(line: str, coming: str) -> tuple[str, str]:
    """A full line, and what of it goes along to the next one so that no sign stands where it may not."""
    kept, taken = line, ""
    first = coming[0]
    while len(kept) > 1 and (first in NOT_FIRST | BLANKS or kept[-1] in NOT_LAST):
        taken = kept[-1] + taken
        first, kept = kept[-1], kept[:-1]
    return (kept, taken) if kept.strip("　") else (line, "")


def pieces_of(text: str) -> list[str]:
    """Characters one by one, and runs of letters and digits as one."""
    pieces: list[str] = []
    for sign in text:
        if pieces and _is_word(sign) and _is_word(pieces[-1][-1]):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _is_word(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign in _IN_WORDS)
