"""The console's pages of what citizens say."""

from evaluations.admin.ratings import RatingAdmin

__all__ = ["RatingAdmin"]
