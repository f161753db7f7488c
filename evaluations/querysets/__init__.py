"""Who sees what of what citizens say."""

from evaluations.querysets.call_backs import CALLERS, SUPERVISORS, CallBackQuerySet
from evaluations.querysets.windows import ServiceWindowQuerySet, VisitAlarmQuerySet

__all__ = ["CALLERS", "SUPERVISORS", "CallBackQuerySet", "ServiceWindowQuerySet", "VisitAlarmQuerySet"]
