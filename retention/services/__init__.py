"""The only writers of terms, holds and destruction lists, and the only way in which a record goes."""

from retention.services.batches import decide_on_batch, propose_batch
from retention.services.dispose import dispose_next
from retention.services.files import remove_next_file
from retention.services.gate import gate_statements
from retention.services.holds import ask_to_lift, decide_on_lifting, place_hold
from retention.services.refused import RetentionRefused
from retention.services.terms import ask_for_term, decide_on_term

__all__ = [
    "RetentionRefused",
    "ask_for_term",
    "ask_to_lift",
    "decide_on_batch",
    "decide_on_lifting",
    "decide_on_term",
    "dispose_next",
    "gate_statements",
    "place_hold",
    "propose_batch",
    "remove_next_file",
]
