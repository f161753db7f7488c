"""Booklets as PDF: headings, facts, prose, entries and tables on A4, drawn without any program of the system.

The typeface holds 44,810 characters, rare ones of names and places among them. A character that it lacks, such as an
emoji, is written by its code point, so that a reader sees that something stood there.

Importing this takes 46 MB, so whoever draws does it in the function that draws.
"""

import logging
from collections.abc import Iterable
from functools import cache

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from noto_cjk_sans_otc import FONT_PATH

from common.blocks import Block, Cover, Entry, Facts, Heading, Prose, Table
from common.lines import broken

# fontTools tells of every table that it leaves out of the small typeface inside the file.
logging.getLogger("fontTools").setLevel(logging.ERROR)

FAMILY = "house"
# The collection keeps Japanese, Korean, Simplified and Traditional Chinese forms, in this order.
SIMPLIFIED, TRADITIONAL = 2, 3
MARGIN = 20
LINE = 6.2
LABEL_WIDTH = 42
GREY, PALE = (96, 96, 96), (226, 226, 226)
# Nothing of these is seen: they end lines or change the direction of writing.
_UNSEEN = {
    ord(sign): None
    for sign in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
}


class _Sheets(FPDF):
    """A4 pages with a pale line across each and the number of pages at its foot."""

    def __init__(self, cover: Cover, *, face: int):
        super().__init__(format="A4")
        self.cover = cover
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=MARGIN)
        self.add_font(FAMILY, fname=str(FONT_PATH), collection_font_number=face)
        self.set_font(FAMILY, size=11)

    def header(self) -> None:
        """The reader's name across the page, three times, so that no part of a copy is without it."""
        with self.local_context(text_color=PALE, font_size_pt=16):
            width = self.get_string_width(self.cover.watermark)
            for height in (80, 165, 250):
                with self.rotation(30, self.w / 2, height):
                    self.text(max(4, (self.w - width) / 2), height, self.cover.watermark)

    def footer(self) -> None:
        """What this is, and which page."""
        self.set_y(-MARGIN + 4)
        with self.local_context(text_color=GREY, font_size_pt=8.5):
            numbers = self.cover.page_words.format(page=self.page_no(), pages="{nb}")
            self.cell(0, 5, self.cover.foot)
            self.set_x(self.l_margin)
            self.cell(0, 5, numbers, align="R")


def booklet(cover: Cover, blocks: Iterable[Block], *, traditional: bool = False) -> bytes:
    """The whole PDF. ``traditional`` draws the forms that are usual in traditional script."""
    clean = Cover(**{name: shown(text) for name, text in vars(cover).items()})
    sheets = _Sheets(clean, face=TRADITIONAL if traditional else SIMPLIFIED)
    sheets.set_title(clean.title)
    sheets.set_lang("zh-Hant" if traditional else "zh-Hans")
    sheets.add_page()
    _write(sheets, clean.title, size=20)
    _write(sheets, clean.subtitle, size=12, colour=GREY)
    sheets.ln(3)
    for block in blocks:
        _DRAWN[type(block)](sheets, block)
    return bytes(sheets.output())


def shown(text: str) -> str:
    """The text with what the typeface lacks written by its code point, and without what can't be seen."""
    known = _characters()
    lines = text.translate(_UNSEEN).replace("\r\n", "\n").replace("\t", "    ").split("\n")
    return "\n".join(
        "".join(sign if ord(sign) in known else f"[U+{ord(sign):04X}]" for sign in line) for line in lines
    )


@cache
def _characters() -> frozenset[int]:
    with TTFont(FONT_PATH, fontNumber=SIMPLIFIED, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _write(sheets: _Sheets, text: str, *, size: float = 11, colour=(0, 0, 0), width: float = 0) -> None:
    """Words that go on over as many lines and pages as they need."""
    with sheets.local_context(font_size_pt=size, text_color=colour):
        room = (width or sheets.epw) - 2 * sheets.c_margin
        lines = broken(text, width_of=sheets.get_string_width, room=room)
        sheets.multi_cell(
            width,
            LINE * size / 11,
            "\n".join(lines),
            align="L",
            wrapmode="CHAR",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )


def _keep_together(sheets: _Sheets, height: float) -> None:
    """A new page where what comes next would be torn from what belongs to it."""
    if sheets.will_page_break(height):
        sheets.add_page()


def _heading(sheets: _Sheets, block: Heading) -> None:
    _keep_together(sheets, 30)
    sheets.ln(4)
    _write(sheets, shown(block.text), size=14)
    with sheets.local_context(draw_color=GREY):
        sheets.line(sheets.l_margin, sheets.get_y(), sheets.w - sheets.r_margin, sheets.get_y())
    sheets.ln(2)


def _facts(sheets: _Sheets, block: Facts) -> None:
    for label, value in block.rows:
        _keep_together(sheets, LINE)
        top, page = sheets.get_y(), sheets.page
        _write(sheets, shown(str(label)), size=9, colour=GREY, width=LABEL_WIDTH)
        below = sheets.get_y() if sheets.page == page else 0
        if sheets.page == page:
            sheets.set_y(top)
        sheets.set_left_margin(MARGIN + LABEL_WIDTH)
        sheets.set_x(MARGIN + LABEL_WIDTH)
        _write(sheets, shown(str(value)) or "—")
        sheets.set_left_margin(MARGIN)
        if sheets.page == page:
            sheets.set_y(max(below, sheets.get_y()))
    sheets.ln(2)


def _prose(sheets: _Sheets, block: Prose) -> None:
    if block.label:
        _keep_together(sheets, 16)
        _write(sheets, shown(block.label), size=9, colour=GREY)
    _write(sheets, shown(block.text))
    sheets.ln(2)


def _entry(sheets: _Sheets, block: Entry) -> None:
    _keep_together(sheets, 18)
    _write(sheets, shown(block.head), size=11.5)
    _write(sheets, shown(block.meta), size=9, colour=GREY)
    if block.text:
        _write(sheets, shown(block.text))
    sheets.ln(2.5)


def _table(sheets: _Sheets, block: Table) -> None:
    # Without the heads in bold: the typeface has one weight.
    sheets.set_font_size(9)
    with sheets.table(
        col_widths=tuple(block.widths), line_height=5, padding=1, wrapmode="CHAR", first_row_as_headings=False
    ) as table:
        for cells in (block.heads, *block.rows):
            row = table.row()
            for cell in cells:
                row.cell(shown(str(cell)))
    sheets.set_font_size(11)
    sheets.ln(3)


_DRAWN = {Heading: _heading, Facts: _facts, Prose: _prose, Entry: _entry, Table: _table}
