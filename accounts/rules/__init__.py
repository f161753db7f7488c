"""Conditions of accounts that need nothing but what is passed in."""

from accounts.rules.two_keys import against_deciding, against_words, is_own_act, lapses_at, last_day_of

__all__ = ["against_deciding", "against_words", "is_own_act", "lapses_at", "last_day_of"]
