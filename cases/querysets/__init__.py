"""Rows asked with somebody in mind."""

from cases.querysets.beside import (
    AccusedQuerySet,
    DayQuerySet,
    HandoverQuerySet,
    NoteQuerySet,
    PartQuerySet,
    PublicAnswerQuerySet,
    TemplateQuerySet,
)
from cases.querysets.case import CaseQuerySet
from cases.querysets.scopes import LEFT_OPEN_TO, any_of, led_sectors, not_sealed_from, sight_of, unit_branches

__all__ = [
    "LEFT_OPEN_TO",
    "AccusedQuerySet",
    "CaseQuerySet",
    "DayQuerySet",
    "HandoverQuerySet",
    "NoteQuerySet",
    "PartQuerySet",
    "PublicAnswerQuerySet",
    "TemplateQuerySet",
    "any_of",
    "led_sectors",
    "not_sealed_from",
    "sight_of",
    "unit_branches",
]
