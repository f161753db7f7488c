"""Who does what about what citizens say."""

from evaluations.permissions.windows import (
    can_decide_on_windows,
    can_keep_windows,
    can_record_visits,
    can_record_visits_of,
    can_see_windows,
    recording_units,
)

__all__ = [
    "can_decide_on_windows",
    "can_keep_windows",
    "can_record_visits",
    "can_record_visits_of",
    "can_see_windows",
    "recording_units",
]
