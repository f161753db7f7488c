"""Reply templates: which are offered for a text, found by words, and filled for a case."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import override

from cases.choices import ClockName, TemplateBlank, TemplatePurpose
from cases.models import Case, ReplyTemplate
from cases.querysets import TemplateQuerySet
from cases.rules.templates import fill_blanks
from cases.selectors.rows import place_of
from common.numbering import CHINA
from organizations.models import Unit

# The texts of templates are Chinese, so are the names and days that are put into them.
LANGUAGE = "zh-hans"


def for_purposes(templates: TemplateQuerySet, purposes: tuple[str, ...]) -> list[ReplyTemplate]:
    """The current ones for these texts, those that are used most first."""
    wanted = templates.current().filter(purpose__in=purposes or TemplatePurpose.values)
    return list(wanted.select_related("unit").order_by("-uses", "title"))


def searched(templates: TemplateQuerySet, query: str) -> TemplateQuerySet:
    """Those that hold every word in title or text."""
    for word in query.split():
        templates = templates.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return templates.select_related("unit", "changed_by")


def filled(template: ReplyTemplate, case: Case, *, unit: Unit | None, at: datetime) -> str:
    """The words of a template for a case; a blank that the case can't fill stays as it is."""
    with override(LANGUAGE):
        return fill_blanks(template.text, values_of(case, unit=unit, at=at))


def values_of(case: Case, *, unit: Unit | None, at: datetime) -> dict[str, str]:
    """What fills each blank; empty where there is nothing."""
    conclude = case.clocks.filter(name=ClockName.CONCLUDE, stopped_at=None).first()
    return {
        TemplateBlank.NUMBER: case.number,
        TemplateBlank.SECTOR: case.sector.label if case.sector else "",
        TemplateBlank.PLACE: place_of(case.area),
        TemplateBlank.RECEIVED_ON: _day(case.received_at.astimezone(CHINA)),
        TemplateBlank.DUE_ON: _day(conclude.due_on) if conclude else "",
        TemplateBlank.TODAY: _day(at.astimezone(CHINA)),
        TemplateBlank.UNIT: unit.label if unit else "",
        TemplateBlank.PHONE: unit.phone if unit else "",
        TemplateBlank.RESPONSIBLE: case.responsible.label if case.responsible else "",
        TemplateBlank.DESK: case.desk.label,
    }


def _day(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
