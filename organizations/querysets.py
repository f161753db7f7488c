"""Ready-made questions about areas and units."""

from datetime import date

from django.db.models import Q, QuerySet


class DatedQuerySet(QuerySet):
    """Rows that hold from one day to another."""

    def in_force(self, *, on: date):
        """Rows that were valid on that day (both ends included)."""
        return self.filter(Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class TenureQuerySet(QuerySet):
    """Who held a post, and when."""

    def in_office(self, *, on: date):
        """Tenures that ran on that day (both ends included)."""
        return self.filter(Q(from_on__lte=on), Q(to_on__isnull=True) | Q(to_on__gte=on))


class UnitQuerySet(QuerySet):
    """Units of the three levels."""

    def below(self, unit_id: int):
        """The unit itself and everything under it in its line."""
        return self.filter(lineage__contains=[unit_id])
