"""Who sees what of what citizens say."""

from evaluations.querysets.call_backs import CALLERS, SUPERVISORS, CallBackQuerySet

__all__ = ["CALLERS", "SUPERVISORS", "CallBackQuerySet"]
