"""The only writers of what supervision keeps. Each is one transaction; a refusal carries every reason."""

from supervision.services.accountability import (
    LedgerRefused,
    answer_appeal,
    clear_name,
    decide_on_measure,
    open_account,
    propose_measure,
    record_appeal,
    serve_measure,
)
from supervision.services.false_accusations import (
    ask_for_false_accusation,
    decide_on_false_accusation,
)
from supervision.services.watching import watch_accounts

__all__ = [
    "LedgerRefused",
    "answer_appeal",
    "ask_for_false_accusation",
    "clear_name",
    "decide_on_false_accusation",
    "decide_on_measure",
    "open_account",
    "propose_measure",
    "record_appeal",
    "serve_measure",
    "watch_accounts",
]
