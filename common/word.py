"""The same official document as a Word file, for units that file and print it in their own offices (GB/T 9704-2012).

Paper, margins, sizes, red head and rule are those of ``common.official``; the typefaces are named as the standard names them,
so that an office that has them sees Fangsong and Xiaobiaosong. The file says of itself its title and who issues it, nothing else.
"""

import io

from docx import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from common.blocks import Document
from common.official import BODY_SIZE, NOTE_SIZE, PITCH, TITLE_SIZE, TOP, WIDTH, head_size

BODY_FACE, TITLE_FACE, HEADING_FACE = "仿宋_GB2312", "方正小标宋简体", "黑体"
AFTER_BORDERS = ("w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
RED, BLACK = RGBColor(200, 16, 16), RGBColor(0, 0, 0)
INDENT = 2
# A line of which 22 fill the page.
LINE = Mm(PITCH)


def official_docx(document: Document, *, created_at) -> bytes:
    """The whole file; ``created_at`` is the moment that it tells of itself."""
    word = WordFile()
    _set_page(word)
    _describe(word, document, created_at)
    head = {"size": head_size(document.head), "face": TITLE_FACE, "colour": RED}
    _line(word, document.head, align="center", before=Mm(35), **head)
    _rule(_line(word, document.number, align="center", before=Mm(PITCH)), "bottom", "C81010", 18)
    _line(word, document.title, size=TITLE_SIZE, face=TITLE_FACE, align="center", before=LINE, after=LINE)
    _line(word, document.addressee)
    for text in document.paragraphs:
        _line(word, text, indent=INDENT, face=HEADING_FACE if _is_heading(text) else BODY_FACE)
    _line(word, document.signature, align="right", before=LINE, inset=2)
    _line(word, document.date, align="right", inset=4)
    _notes(word, document)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _is_heading(text: str) -> bool:
    """A paragraph that begins with 一、 and ends without a full stop is a heading of the first level."""
    number, mark, rest = text.partition("、")
    return (
        bool(mark and rest)
        and not rest.endswith("。")
        and all(sign in "一二三四五六七八九十" for sign in number)
    )


def _set_page(word) -> None:
    # Without it a program may take another region's forms and signs for a typeface that it hasn't got.
    (language,) = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28 - NOTE_SIZE * 0.35)
    section.different_first_page_header_footer = False
    word.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        _style(paragraph, align=align, inset=1, exact=False)
        for piece in ("— ", None, " —"):
            run = paragraph.add_run(piece or "")
            _face(run, size=NOTE_SIZE, face="宋体")
            if piece is None:
                _page_number(run)


def _describe(word, document: Document, created_at) -> None:
    """Only the title and who issues it; the library's own words and the name of whoever made the file stay out."""
    facts = word.core_properties
    facts.title = f"{document.number} {document.title}".strip()
    facts.author = facts.last_modified_by = document.signature
    facts.comments = facts.keywords = facts.subject = facts.category = ""
    facts.language = "zh-CN"
    facts.created = facts.modified = created_at.replace(tzinfo=None)
    facts.revision = 1


def _line(word, text: str, *, size=BODY_SIZE, face=BODY_FACE, colour=BLACK, **style):
    paragraph = word.add_paragraph()
    _style(paragraph, **style)
    _face(paragraph.add_run(text), size=size, face=face, colour=colour)
    return paragraph


def _style(paragraph, *, align="both", before=0, after=0, indent=0, inset=0, exact=True) -> None:
    sides = {
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }
    form = paragraph.paragraph_format
    paragraph.alignment = sides[align]
    form.space_before, form.space_after = before, after
    form.first_line_indent = Pt(indent * BODY_SIZE)
    if inset:
        setattr(form, f"{align}_indent", Pt(inset * BODY_SIZE))
    if exact:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, LINE


def _face(run, *, size, face, colour=BLACK) -> None:
    run.font.size, run.font.color.rgb, run.font.name = Pt(size), colour, face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _rule(paragraph, side: str, colour: str, eighths: int) -> None:
    """A line along one side of a paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "6"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    # Word reads the parts of a paragraph's form in one order only: borders before distances.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def _page_number(run) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)


def _notes(word, document: Document) -> None:
    """Copies, and who has it printed and when: one letter in from each side, between rules."""
    rows = [document.copies] if document.copies else []
    rows.append("\t".join(document.printed))
    for place, text in enumerate(rows):
        paragraph = _line(word, text, size=NOTE_SIZE, indent=1, align="left", before=LINE if not place else 0)
        right = Mm(WIDTH) - Pt(NOTE_SIZE)
        paragraph.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
        _rule(paragraph, "top", "000000", 8 if not place else 6)
    _rule_below(paragraph)


def _rule_below(paragraph) -> None:
    borders = paragraph._p.get_or_add_pPr().find(qn("w:pBdr"))
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
