"""An official document on paper after GB/T 9704-2012: red head, number, red rule, title, body, date, and the notes at its end.

A4 with margins of 37, 28, 26 and 35 mm; the type area of 156 by 225 mm holds 22 lines of 28 characters of size 3. The house has
one typeface, so that the standard's Fangsong and Xiaobiaosong are drawn in it.

Importing this takes as long as the booklets do, so whoever draws does it in the function that draws.
"""

from fpdf import FPDF

from common.blocks import Document
from common.lines import broken
from common.pdf import FAMILY, SIMPLIFIED, shown
from common.pdf import FONT_PATH as FONT

TOP, LEFT, WIDTH, LINES = 37.0, 28.0, 156.0, 22
PITCH = 225.0 / LINES
# Sizes 2, 3 and 4 of Chinese printing in points; size 3 a trifle smaller, so that 28 characters fill the line.
TITLE_SIZE, BODY_SIZE, NOTE_SIZE = 22.0, 15.79, 14.0
HEAD_SIZE, SMALLEST_HEAD = 34.0, 22.0
HEAD_TOP = TOP + 35.0
MM = 25.4 / 72
RED, BLACK = (200, 16, 16), (0, 0, 0)
INDENT = "　　"
# So much may a line be wider: 28 letters fill it exactly, and sums of many widths are not exact.
TOLERANCE = 0.2


class _Paper(FPDF):
    """Sheets with the page number below the type area: on the right of odd pages, on the left of even ones."""

    def __init__(self):
        super().__init__(format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.add_font(FAMILY, fname=str(FONT), collection_font_number=SIMPLIFIED)
        self.set_font(FAMILY, size=BODY_SIZE)

    def footer(self) -> None:
        """The number between two dashes, one character in from the edge."""
        words = f"— {self.page_no()} —"
        with self.local_context(font_size_pt=NOTE_SIZE, text_color=BLACK):
            wide = self.get_string_width(words)
            inset = NOTE_SIZE * MM
            x = LEFT + WIDTH - wide - inset if self.page_no() % 2 else LEFT + inset
            self.text(x, TOP + 225 + 7 + NOTE_SIZE * MM, words)

    def put(self, text: str, x: float, top: float, *, size: float = BODY_SIZE, colour=BLACK) -> None:
        """One line of text whose cell begins at this height."""
        with self.local_context(font_size_pt=size, text_color=colour):
            self.text(x, top + size * MM * 0.88, text)

    def centred(self, text: str, top: float, *, size: float = BODY_SIZE, colour=BLACK) -> None:
        """One line in the middle of the type area."""
        self.put(text, LEFT + (WIDTH - self.width_of(text, size)) / 2, top, size=size, colour=colour)

    def width_of(self, text: str, size: float) -> float:
        """How wide a text is in that size."""
        with self.local_context(font_size_pt=size):
            return self.get_string_width(text)

    def rule(self, height: float, *, thickness: float, colour=BLACK) -> None:
        """A line across the type area."""
        with self.local_context(draw_color=colour, line_width=thickness):
            self.line(LEFT, height, LEFT + WIDTH, height)


def head_size(head: str) -> float:
    """In points, by half ones, as large as one line takes: a Chinese letter is a square."""
    fitting = int(2 * (WIDTH - 1) / MM / max(1, len(head))) / 2
    return max(SMALLEST_HEAD, min(HEAD_SIZE, fitting))


def official_pdf(document: Document) -> bytes:
    """The whole PDF."""
    clean = _clean(document)
    paper = _Paper()
    paper.set_title(f"{clean.number} {clean.title}".strip())
    paper.set_author(clean.signature)
    paper.set_lang("zh-Hans")
    paper.add_page()
    first_line = _head(paper, clean)
    lines = [
        *_broken(paper, clean.addressee),
        *(
            line
            for text in clean.paragraphs
            for part in text.split("\n")
            for line in _broken(paper, INDENT + part.strip())
        ),
    ]
    end = _signed(paper, clean, *_body(paper, lines, first_line))
    _notes(paper, clean, end)
    return bytes(paper.output())


def _clean(document: Document) -> Document:
    values = {}
    for name, value in vars(document).items():
        if isinstance(value, str):
            value = shown(value)
        elif name in ("paragraphs", "printed"):
            value = tuple(map(shown, value))
        values[name] = value
    return Document(**values)


def _head(paper: _Paper, document: Document) -> int:
    """Mark, red head, number, red rule and title; the first free line of the page."""
    if document.mark:
        with paper.local_context(fill_color=document.mark_colour):
            paper.rect(LEFT, TOP, 2.2, BODY_SIZE * MM, style="F")
        paper.put(document.mark, LEFT + 4, TOP)
    size = head_size(document.head)
    heads = _broken(paper, document.head, size=size)
    for place, line in enumerate(heads):
        paper.centred(line, HEAD_TOP + place * size * MM * 1.25, size=size, colour=RED)
    below = HEAD_TOP + len(heads) * size * MM * 1.25
    paper.centred(document.number, below + PITCH, size=BODY_SIZE)
    rule = below + PITCH + BODY_SIZE * MM + 4
    paper.rule(rule, thickness=0.6, colour=RED)
    titles = _broken(paper, document.title, size=TITLE_SIZE)
    top = rule + PITCH
    for place, line in enumerate(titles):
        paper.centred(line, top + place * TITLE_SIZE * MM * 1.4, size=TITLE_SIZE)
    below_title = top + len(titles) * TITLE_SIZE * MM * 1.4 + PITCH * 0.6
    return int(-(-(below_title - TOP) // PITCH))


def _body(paper: _Paper, lines: list[str], free: int) -> tuple[int, list[str]]:
    """Draw all but the last two lines, which stay with the signature; the first free line, and what is left."""
    kept = lines[-2:]
    for line in lines[:-2]:
        free = _line(paper, line, free)
    return free, kept


def _signed(paper: _Paper, document: Document, free: int, kept: list[str]) -> int:
    """The end of the body with who issues it and when, never torn from each other; the first free line."""
    if free + len(kept) + 3 > LINES:
        free = _new_page(paper)
    for line in kept:
        free = _line(paper, line, free)
    free += 1
    # The date ends four characters before the edge; who issues it stands in the middle above the date.
    date_width = paper.width_of(document.date, BODY_SIZE)
    date_x = LEFT + WIDTH - date_width - 4 * BODY_SIZE * MM
    name_width = paper.width_of(document.signature, BODY_SIZE)
    name_x = min(date_x + (date_width - name_width) / 2, LEFT + WIDTH - name_width)
    paper.put(document.signature, max(LEFT, name_x), TOP + free * PITCH)
    paper.put(document.date, date_x, TOP + (free + 1) * PITCH)
    return free + 2


def _notes(paper: _Paper, document: Document, free: int) -> None:
    """Who gets a copy, and who has it printed when: between rules at the foot of the last page."""
    inner = WIDTH - 2 * NOTE_SIZE * MM
    copies = _broken(paper, document.copies, size=NOTE_SIZE, width=inner) if document.copies else []
    height = NOTE_SIZE * MM * 1.7
    needed = (len(copies) + 1) * height
    top = TOP + 225 - needed
    if TOP + free * PITCH > top - PITCH:
        _new_page(paper)
    x = LEFT + NOTE_SIZE * MM
    paper.rule(top, thickness=0.35)
    for place, line in enumerate(copies):
        paper.put(line, x, top + place * height + 1.6, size=NOTE_SIZE)
    last = top + len(copies) * height
    if copies:
        paper.rule(last, thickness=0.25)
    name, day = document.printed
    paper.put(name, x, last + 1.6, size=NOTE_SIZE)
    paper.put(day, LEFT + WIDTH - NOTE_SIZE * MM - paper.width_of(day, NOTE_SIZE), last + 1.6, size=NOTE_SIZE)
    paper.rule(last + height, thickness=0.35)


def _line(paper: _Paper, text: str, free: int) -> int:
    if free >= LINES:
        free = _new_page(paper)
    paper.put(text, LEFT, TOP + free * PITCH)
    return free + 1


def _new_page(paper: _Paper) -> int:
    paper.add_page()
    return 0


def _broken(paper: _Paper, text: str, *, size: float = BODY_SIZE, width: float = WIDTH) -> list[str]:
    with paper.local_context(font_size_pt=size):
        return broken(text, width_of=paper.get_string_width, room=width + TOLERANCE)
