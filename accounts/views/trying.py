"""Doing what a form asks for, where a service may refuse it."""

from collections.abc import Callable

from accounts.selectors import ActRefused


def tried(form, act: Callable):
    """Do it and return what came of it, or True where that is nothing; None if it was refused.

    Each reason becomes an error of the form, beside its field where it has one, and nothing typed is lost.
    """
    try:
        return act() or True
    except ActRefused as refusal:
        form.add_refusal(refusal)
        return None
