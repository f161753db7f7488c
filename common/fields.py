"""Columns that this house has of its own."""

from django.db import models


class WordField(models.CharField):
    """A column that holds one word of a list; migrations know its length and not the list.

    The database isn't told which words there are, so a new word, or a new label of one, changes nothing there. Django would
    write a migration all the same, and two people who each add a word would have to reconcile theirs.
    """

    def deconstruct(self):
        """The column as migrations see it: text of that length."""
        name, _path, args, options = super().deconstruct()
        options.pop("choices", None)
        return name, "django.db.models.CharField", args, options
