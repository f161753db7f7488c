"""The pages on which citizens say how they are satisfied, and those of the callers who ask them."""

from evaluations.views.call_figures import CallFigures, CallFiguresFile, CallShares
from evaluations.views.callers import Call, CallBacks, NextCall
from evaluations.views.calls import Calls
from evaluations.views.ratings import Rate

__all__ = ["Call", "CallBacks", "CallFigures", "CallFiguresFile", "CallShares", "Calls", "NextCall", "Rate"]
