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

__all__ = [
    "CallRefused",
    "CannotRate",
    "Said",
    "call_back_dissatisfied",
    "change_calls",
    "draw_call_backs",
    "enter_call_back",
    "enter_for_system",
    "hand_back",
    "note_attempt",
    "rate_case",
    "set_call_share",
    "take_call_back",
    "watch_call_backs",
]
