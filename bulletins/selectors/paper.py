"""An edition on paper: the circular after GB/T 9704-2012, the exposure as a press text. Always in Chinese."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bulletins.models import Edition
from bulletins.selectors.texts import ReadPart, ReadText, read_text
from common.blocks import Block, Cover, Document, Facts, Heading, Prose
from organizations.choices import Level, Line
from organizations.models import Unit
from organizations.selectors import lead_unit_code
from supervision.selectors.leaders import commission_over
from supervision.selectors.order_paper import written

LANGUAGE = "zh-hans"
TENS = "十"
NUMERALS = "零一二三四五六七八九"
LONGEST_NAME = 60
# What systems don't take in the name of a file.
_UNFIT = {ord(sign): "" for sign in '\\/:*?"<>|\r\n\t'}


def paper_of(edition: Edition) -> Document:
    """What ``common.official`` and ``common.word`` draw of a circular; before its release it has no number yet."""
    with translation.override(LANGUAGE):
        text = read_text(edition)
        issuer, above = edition.issuer.label, commission_over(edition.issuer)
        day = written(timezone.localdate(edition.released_at or timezone.now()))
        return Document(
            head=_("Document of %(commission)s") % {"commission": issuer},
            number=edition.number or _("(draft, not numbered)"),
            title=text.title,
            addressee=_("%(unit)s:") % {"unit": addressed_to(edition)},
            paragraphs=tuple(_paragraphs(text)),
            signature=issuer,
            date=day,
            copies=_("Copy: %(unit)s.") % {"unit": above.label} if above else "",
            printed=(_office_of(edition.issuer), _("Printed on %(day)s") % {"day": day}),
        )


def press_of(edition: Edition) -> tuple[Cover, list[Block]]:
    """What ``common.pdf`` draws of an exposure: a text for newspapers and notice boards."""
    with translation.override(LANGUAGE):
        text = read_text(edition)
        day = written(timezone.localdate(edition.published_at or timezone.now()))
        blocks: list[Block] = [Prose(text.opening)] if text.opening else []
        for number, part in enumerate(text.parts, 1):
            blocks += _press_part(number, part)
        blocks += [Prose(text.closing)] if text.closing else []
        for moment, words in text.corrections:
            label = _("Correction of %(day)s") % {"day": written(timezone.localdate(moment))}
            blocks.append(Prose(words, label=label))
        cover = Cover(
            title=text.title,
            subtitle=f"{edition.issuer.label}　{day}",
            foot=edition.issuer.label,
            page_words=_("page {page} of {pages}"),
            watermark="",
        )
        return cover, blocks


def facts_of(edition: Edition) -> dict[str, str]:
    """What the files say of themselves: their title and whose they are, and nothing of whoever wrote them."""
    with translation.override(LANGUAGE):
        title = read_text(edition).title
        return {"title": f"{edition.number} {title}".strip(), "author": edition.issuer.label}


def file_name(edition: Edition, kind: str) -> str:
    """The name of a file of the edition: its number and title, shortened to what systems take."""
    with translation.override(LANGUAGE):
        words = facts_of(edition)["title"] or _("bulletin")
    return f"{words.translate(_UNFIT)[:LONGEST_NAME].strip()}.{kind}"


def addressed_to(edition: Edition) -> str:
    """The recipients in one line: all commissions below, and all departments beside, each by one word where none is missing."""
    units = [row.unit for row in edition.recipients.select_related("unit__area").order_by("unit__code")]
    below = [unit for unit in units if unit.line == Line.COMMISSION and unit.pk != edition.issuer_id]
    words = []
    if below and len(below) == commissions_below(edition).count():
        units = [unit for unit in units if unit not in below]
        words.append(_("the commissions of all areas below"))
    beside = [unit for unit in units if unit.area_id == edition.issuer.area_id]
    if beside and len(beside) == departments_beside(edition).count():
        units = [unit for unit in units if unit not in beside]
        words.append(_("all departments of this level"))
    return "、".join([*words, *(unit.label for unit in units)])


def commissions_below(edition: Edition):
    """The commissions whose next superior is the issuing one."""
    return edition.issuer.children.filter(is_active=True, line=Line.COMMISSION).order_by("code")


def departments_beside(edition: Edition):
    """The units of the issuer's own area that answer to the province or its government: one for each line of work."""
    beside = Unit.objects.filter(is_active=True, area=edition.issuer.area, code__in=_line_codes(edition))
    return beside.exclude(pk=edition.issuer_id).order_by("code")


def numeral(number: int) -> str:
    """A number below a hundred in Chinese, as headings count."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else TENS if tens == 1 else f"{NUMERALS[tens]}{TENS}"
    return f"{head}{NUMERALS[ones]}" if ones or not tens else head


def _line_codes(edition: Edition) -> list[str]:
    return [lead_unit_code(edition.issuer.area.code, line) for line in Line.values]


def _office_of(issuer: Unit) -> str:
    """Who has it printed: a province's commission has a general office, the others an office."""
    is_province = issuer.area is not None and issuer.area.level == Level.PROVINCE
    words = _("General office of %(commission)s") if is_province else _("Office of %(commission)s")
    return words % {"commission": issuer.label}


def _paragraphs(text: ReadText) -> list[str]:
    found = [*_lines(text.opening), *text.figures]
    for number, part in enumerate(text.parts, 1):
        found.append(f"{numeral(number)}、{part.heading}")
        found += _lines(part.text)
        found.append(_("Rule that was broken: %(rule)s") % {"rule": part.rule})
        if part.sanctions:
            found.append(_("Measures: %(measures)s") % {"measures": "；".join(part.sanctions)} + "。")
    found += _lines(text.closing)
    for moment, words in text.corrections:
        day = written(timezone.localdate(moment))
        found.append(_("Correction of %(day)s: %(words)s") % {"day": day, "words": words})
    return found or [""]


def _press_part(number: int, part: ReadPart) -> list[Block]:
    rows = [(_("Rule that was broken"), part.rule)]
    rows += [(_("Unit"), part.unit.label)] if part.unit else []
    rows += [(_("Measures"), "；".join(part.sanctions))] if part.sanctions else []
    found: list[Block] = [Heading(f"{numeral(number)}、{part.heading}"), Prose(part.text), Facts(rows)]
    return [*found, Prose(part.reply, label=_("What the unit says to it"))] if part.reply else found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
