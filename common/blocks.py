"""What paper is made of: the parts of a booklet, drawn by ``common.pdf``, and those of a document, by ``common.official``."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Labels with their values."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Prose:
    """A text as somebody wrote it, its lines kept; ``label`` stands above it."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """Something that happened or was written: what, when and by whom, and the words."""

    head: str
    meta: str
    text: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under heads; ``widths`` are shares of the line."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


Block = Heading | Facts | Prose | Entry | Table


@dataclass(frozen=True)
class Cover:
    """What stands on top of the first page, at the foot of every page, and across it."""

    title: str
    subtitle: str
    foot: str
    page_words: str
    watermark: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """What stands on an official document after GB/T 9704. ``mark`` is a short note at the upper left, with the colour of its bar, or empty;
    ``printed`` says who has it printed and when."""

    mark: str = ""
    mark_colour: tuple[int, int, int] = (0, 0, 0)
    head: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    signature: str
    date: str
    copies: str
    printed: tuple[str, str]
