"""The interface for municipal call centres and for systems that record visits."""

from evaluations.api.views.call_backs import CallBackList, CallBackResult
from evaluations.api.views.visits import VisitRows

__all__ = ["CallBackList", "CallBackResult", "VisitRows"]
