"""Writing reply templates, and those that come with the system."""

import csv
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from cases.choices import TemplateBlank, TemplateReach
from cases.models import ReplyTemplate
from cases.permissions import can_edit_template, may_reach
from cases.rules.templates import unknown_blanks
from organizations.models import Unit

BUILT_IN = Path(__file__).resolve().parent.parent / "data" / "reply_templates.csv"


class TemplateRefused(Exception):
    """The template can't be kept so; ``field`` is what is wrong: unit, reach, text or title."""

    def __init__(self, field: str):
        self.field = field
        super().__init__(field)


@transaction.atomic
def save_template(
    *,
    actor: User,
    at,
    unit: Unit,
    reach: str,
    purpose: str,
    title: str,
    text: str,
    template: ReplyTemplate | None = None,
) -> ReplyTemplate:
    """Keep a new template, or a changed one; a copy is a new one. Raises TemplateRefused."""
    if template is not None and not can_edit_template(actor, template):
        raise TemplateRefused("unit")
    if not may_reach(actor, unit, reach):
        raise TemplateRefused("reach")
    if not text.strip() or unknown_blanks(text, TemplateBlank.values):
        raise TemplateRefused("text")
    row = template or ReplyTemplate()
    row.unit, row.reach, row.purpose = unit, reach, purpose
    row.title, row.text = title.strip(), text.strip()
    row.changed_by, row.changed_at = actor, at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as problem:
        raise TemplateRefused("title") from problem
    return row


def archive_template(*, template: ReplyTemplate, actor: User, at, is_wanted: bool) -> None:
    """Put a template away, or take it back into use. Raises TemplateRefused."""
    if not can_edit_template(actor, template):
        raise TemplateRefused("unit")
    template.archived_at = None if is_wanted else at
    template.changed_by, template.changed_at = actor, at
    try:
        with transaction.atomic():
            template.save(update_fields=["archived_at", "changed_by", "changed_at"])
    except IntegrityError as problem:
        raise TemplateRefused("title") from problem


def count_use(*, template: ReplyTemplate) -> None:
    """Somebody has put it into a text."""
    ReplyTemplate.objects.filter(pk=template.pk).update(uses=F("uses") + 1)


@transaction.atomic
def load_built_in(*, at) -> int:
    """Bring the templates that come with the system up to their file; returns how many were written."""
    known = {row.code: row for row in ReplyTemplate.objects.filter(unit=None)}
    written = 0
    with BUILT_IN.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            row = known.get(line["code"]) or ReplyTemplate(
                code=line["code"], reach=TemplateReach.EVERYBODY, changed_at=at
            )
            if (row.purpose, row.title, row.text) != (line["purpose"], line["title"], line["text"]):
                row.purpose, row.title, row.text = line["purpose"], line["title"], line["text"]
                row.changed_at = at
                row.save()
                written += 1
    return written
