"""The pages on which citizens say how they are satisfied."""

from evaluations.views.ratings import Rate

__all__ = ["Rate"]
