"""Beat wakes these up; what has to be done stands in the database."""

from evaluations.tasks.call_backs import draw_call_backs, watch_call_backs
from evaluations.tasks.windows import draw_visits, sweep_visit_batches, watch_windows

__all__ = [
    "draw_call_backs",
    "draw_visits",
    "sweep_visit_batches",
    "watch_call_backs",
    "watch_windows",
]
