"""What is kept for how long, and what of it goes: data and pure rules."""

from retention.rules.registry import REGISTRY, Gone, Kept, Part, removed_parts
from retention.rules.schedule import (
    CLASS_BY_NAME,
    CLASSES,
    ENDED_STAGES,
    UNANSWERED_STAGES,
    ClassRow,
    due_on,
    ended_before,
    is_possible_term,
)

__all__ = [
    "CLASSES",
    "CLASS_BY_NAME",
    "ENDED_STAGES",
    "REGISTRY",
    "UNANSWERED_STAGES",
    "ClassRow",
    "Gone",
    "Kept",
    "Part",
    "due_on",
    "ended_before",
    "is_possible_term",
    "removed_parts",
]
