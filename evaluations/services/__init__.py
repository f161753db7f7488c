"""Everything that changes what citizens have said, and what it sets in motion."""

from evaluations.services.ratings import CannotRate, rate_case

__all__ = ["CannotRate", "rate_case"]
