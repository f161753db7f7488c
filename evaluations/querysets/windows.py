"""Who sees which service window, and which alarm."""

import operator
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.selectors import WRITERS, reaches_of, standing_of


class ServiceWindowQuerySet(QuerySet):
    """The list of service windows."""

    def on(self, day):
        """Those that are on the list on that day."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)

    def within(self, begin, end):
        """Those that were on the list on any day of a period."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=begin), from_on__lte=end)

    def visible_to(self, user):
        """A commission those of its area, a unit itself and those that it commands."""
        own = standing_of(user, on=timezone.localdate()).unit_ids(*WRITERS)
        return self.filter(reduce(operator.or_, _areas(user), Q(unit__lineage__overlap=list(own))))


class VisitAlarmQuerySet(QuerySet):
    """Alarms, for commissions alone: the unit never learns who has said what of it."""

    def visible_to(self, user):
        """Those of the area of a commission, never those about the reader's own side."""
        shut = standing_of(user, on=timezone.localdate()).shut_units
        return self.filter(reduce(operator.or_, _areas(user), Q(pk=None))).exclude(unit__in=shut)


def _areas(user) -> list[Q]:
    return [
        Q(unit__area__code__startswith=reach.area_prefix) for reach in reaches_of(user) if reach.is_commission
    ]
