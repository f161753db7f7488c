"""What supervision keeps."""

from supervision.models.accountability import (
    Accountability,
    AccountEvent,
    Appeal,
    FalseAccusation,
    MeasureProposal,
)

__all__ = ["AccountEvent", "Accountability", "Appeal", "FalseAccusation", "MeasureProposal"]
