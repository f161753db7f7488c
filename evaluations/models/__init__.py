"""What is kept of what citizens say."""

from evaluations.models.call_backs import CallAttempt, CallBack, CallShare
from evaluations.models.ratings import Rating

__all__ = ["CallAttempt", "CallBack", "CallShare", "Rating"]
