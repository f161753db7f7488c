"""Who sees which rows of what citizens say."""

from evaluations.querysets.windows import ServiceWindowQuerySet, VisitAlarmQuerySet

__all__ = ["ServiceWindowQuerySet", "VisitAlarmQuerySet"]
