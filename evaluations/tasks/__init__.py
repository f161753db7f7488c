"""Beat wakes these up; what has to be done stands in the database."""

from evaluations.tasks.call_backs import draw_call_backs, watch_call_backs

__all__ = ["draw_call_backs", "watch_call_backs"]
