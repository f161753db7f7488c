"""What is kept of what citizens say."""

from evaluations.models.ratings import Rating

__all__ = ["Rating"]
