"""How often beat looks after the service windows; the limits themselves are versions that the provincial commission sets."""

from common.env import env_int

# In one call of the API.
VISIT_CALL_ROWS = env_int("VISIT_CALL_ROWS", 200)
WINDOWS_BEAT = {
    "draw-visits": {"task": "evaluations.tasks.draw_visits", "schedule": 600.0},
    "watch-windows": {"task": "evaluations.tasks.watch_windows", "schedule": 600.0},
    "sweep-visit-batches": {"task": "evaluations.tasks.sweep_visit_batches", "schedule": 3600.0},
}
