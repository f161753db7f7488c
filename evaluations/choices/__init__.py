"""The words of what citizens say."""

from evaluations.choices.ratings import Grade, Reason

__all__ = ["Grade", "Reason"]
