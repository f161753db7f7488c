"""What is shown of notices, whom they reach by which channel, and which words hold."""

from notices.selectors.dead import DeadLetter, dead_letters_of, kind_of, shown, without_personal_data
from notices.selectors.matrix import Plan, matrix, plans_of
from notices.selectors.words import SAMPLES, Wordbook, built_in, sample_context, with_words, wordbook_of

__all__ = [
    "SAMPLES",
    "DeadLetter",
    "Plan",
    "Wordbook",
    "built_in",
    "dead_letters_of",
    "kind_of",
    "matrix",
    "plans_of",
    "sample_context",
    "shown",
    "with_words",
    "without_personal_data",
    "wordbook_of",
]
