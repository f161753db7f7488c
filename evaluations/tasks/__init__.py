"""Beat wakes these up; what has to be done stands in the database."""

from evaluations.tasks.windows import draw_visits, sweep_visit_batches, watch_windows

__all__ = ["draw_visits", "sweep_visit_batches", "watch_windows"]
