"""Everything that changes what citizens have said, and what it sets in motion."""

from evaluations.services.ratings import CannotRate, rate_case
from evaluations.services.visit_alarms import decide_alarm, look_for_alarms, raise_alarm, take_up_alarm
from evaluations.services.visit_boxes import seal_visits_anew
from evaluations.services.visit_draws import draw_due, expire_invitations, forget_marks
from evaluations.services.visit_files import confirm_visits, prepare_visits, sweep_batches
from evaluations.services.visit_records import VisitOutcome, heading_words, take_visits
from evaluations.services.visit_replies import take_reply
from evaluations.services.windows import (
    WindowRefused,
    add_staff_phones,
    add_window,
    end_window,
    load_windows,
    set_window_rule,
)

__all__ = [
    "CannotRate",
    "VisitOutcome",
    "WindowRefused",
    "add_staff_phones",
    "add_window",
    "confirm_visits",
    "decide_alarm",
    "draw_due",
    "end_window",
    "expire_invitations",
    "forget_marks",
    "heading_words",
    "load_windows",
    "look_for_alarms",
    "prepare_visits",
    "raise_alarm",
    "rate_case",
    "seal_visits_anew",
    "set_window_rule",
    "sweep_batches",
    "take_reply",
    "take_up_alarm",
    "take_visits",
]
