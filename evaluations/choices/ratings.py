"""The words of a rating."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Grade(TextChoices):
    """How satisfied the citizen is."""

    SATISFIED = "satisfied", _("Satisfied")
    MOSTLY = "mostly", _("Mostly satisfied")
    DISSATISFIED = "dissatisfied", _("Dissatisfied")


class Reason(TextChoices):
    """Why a citizen isn't satisfied; the first three say that the matter isn't settled and reopen the case once."""

    NOT_SOLVED = "not_solved", _("The problem still exists")
    NOT_TRUE = "not_true", _("The answer does not match the facts")
    NOT_DONE = "not_done", _("What was promised was not done")
    ATTITUDE = "attitude", _("The staff's attitude or manner")
    TOO_SLOW = "too_slow", _("It took too long")
    OTHER = "other", _("Something else")
