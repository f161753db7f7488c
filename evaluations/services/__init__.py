"""Everything that changes what citizens have said, and what it sets in motion."""

from evaluations.services.call_backs import call_back_dissatisfied, draw_call_backs
from evaluations.services.call_shares import set_call_share
from evaluations.services.call_watch import watch_call_backs
from evaluations.services.call_wishes import change_calls
from evaluations.services.callers import (
    CallRefused,
    Said,
    enter_call_back,
    enter_for_system,
    hand_back,
    note_attempt,
    take_call_back,
)
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
    "CallRefused",
    "CannotRate",
    "Said",
    "VisitOutcome",
    "WindowRefused",
    "add_staff_phones",
    "add_window",
    "call_back_dissatisfied",
    "change_calls",
    "confirm_visits",
    "decide_alarm",
    "draw_call_backs",
    "draw_due",
    "end_window",
    "enter_call_back",
    "enter_for_system",
    "expire_invitations",
    "forget_marks",
    "hand_back",
    "heading_words",
    "load_windows",
    "look_for_alarms",
    "note_attempt",
    "prepare_visits",
    "raise_alarm",
    "rate_case",
    "seal_visits_anew",
    "set_call_share",
    "set_window_rule",
    "sweep_batches",
    "take_call_back",
    "take_reply",
    "take_up_alarm",
    "take_visits",
    "watch_call_backs",
]
