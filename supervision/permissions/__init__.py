"""Who may do what in supervision."""

from supervision.permissions.accountability import (
    can_decide_on_false_accusation,
    can_decide_on_measure,
    can_keep_ledger,
    can_see_leaders,
)

__all__ = [
    "can_decide_on_false_accusation",
    "can_decide_on_measure",
    "can_keep_ledger",
    "can_see_leaders",
]
