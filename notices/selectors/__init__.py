"""What is shown of notices, whom they reach by which channel, and which words hold."""

from notices.selectors.dead import DeadLetter, dead_letters_of, kind_of, shown, without_personal_data
from notices.selectors.matrix import Plan, forget_routes, matrix, plans_of, ready_to_be_told
from notices.selectors.words import SAMPLES, Wordbook, built_in, sample_context, with_words, wordbook_of

__all__ = [
    "SAMPLES",
    "DeadLetter",
    "Plan",
    "Wordbook",
    "built_in",
    "dead_letters_of",
    "forget_routes",
    "kind_of",
    "matrix",
    "plans_of",
    "ready_to_be_told",
    "sample_context",
    "shown",
    "with_words",
    "without_personal_data",
    "wordbook_of",
]
