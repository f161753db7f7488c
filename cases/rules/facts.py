"""What a condition of a move may look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class MoveFacts:
    """Everything that a condition may look at.

    ``case`` has the columns of a case; ``details`` is what was filled in; ``barred_units`` are the ids among the chosen
    units that the firewall shuts out; ``running`` are the names of the clocks that run; ``objection_until`` is the end
    of the time to object (None: no limit in this rule set); ``joined`` is how many cases are joined to this one;
    ``review_until`` is the end of the time to ask for a review (None: there is nothing to review); ``too_low`` says that
    a chosen unit stands at a level which the case was taken from; ``actor_id`` is the user who moves (None: a citizen or
    the system); ``requests`` are those of the kind that the move is about, the oldest first; ``term_until`` is the end of
    the time to conclude (None: it doesn't run); ``questions`` is how often that time stood still for the citizen, and
    ``hearings`` how often that of the present review did for a hearing; ``party`` is as what somebody moves; ``helps``
    says that the chosen or acting unit is a co-handler; ``part`` is what that unit was asked last (None: nothing); ``own_units`` are the
    commissions that the actor works for; ``spoken_of`` are the ids among the chosen units of which the complaint speaks.
    """

    case: Any
    required: tuple[str, ...]
    details: Mapping[str, Any]
    note: str
    at: datetime
    barred_units: frozenset[int] = frozenset()
    running: frozenset[str] = frozenset()
    objection_until: datetime | None = None
    joined: int = 0
    review_until: datetime | None = None
    too_low: bool = False
    actor_id: int | None = None
    requests: tuple[Any, ...] = ()
    term_until: datetime | None = None
    questions: int = 0
    hearings: int = 0
    party: str = ""
    helps: bool = False
    part: Any = None
    own_units: frozenset[int] = frozenset()
    spoken_of: frozenset[int] = frozenset()

    @property
    def pending(self) -> Any:
        """The request that waits for a decision, or None."""
        return next((request for request in self.requests if not request.decision), None)


def is_filled(value: Any) -> bool:
    """Whether something was given; blanks are nothing."""
    return bool(value.strip()) if isinstance(value, str) else value is not None
