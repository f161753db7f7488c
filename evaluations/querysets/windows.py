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
        """A commission those that it watches over, a unit itself and those that it commands; none that the reader has a tie to."""
        standing = standing_of(user, on=timezone.localdate())
        own = standing.unit_ids(*WRITERS)
        commanded = Q(unit__lineage__overlap=list(own)) & ~Q(unit__in=standing.shut_units - own)
        return self.filter(commanded | Q(pk__in=self.model.objects.watched_by(user).order_by().values("pk")))

    def watched_by(self, user):
        """Those of the area of a commission, never the reader's own side: of these nobody may tell from day to day who has rated."""
        return self._in_area_of(user).exclude(unit__in=_shut_to(user))

    def kept_from(self, user):
        """Those of the area of a commission that are on the reader's own side."""
        return self._in_area_of(user).filter(unit__in=_shut_to(user))

    def _in_area_of(self, user):
        return self.filter(reduce(operator.or_, _areas(user), Q(pk=None)))


class VisitAlarmQuerySet(QuerySet):
    """Alarms, for commissions alone: the unit never learns who has said what of it."""

    def visible_to(self, user):
        """Those of the area of a commission, never those about the reader's own side."""
        return self.filter(reduce(operator.or_, _areas(user), Q(pk=None))).exclude(unit__in=_shut_to(user))


def _shut_to(user) -> frozenset[int]:
    return standing_of(user, on=timezone.localdate()).shut_units


def _areas(user) -> list[Q]:
    return [
        Q(unit__area__code__startswith=reach.area_prefix) for reach in reaches_of(user) if reach.is_commission
    ]
