"""Ready-made questions about users and what they may act for."""

from datetime import date, timedelta

from django.contrib.auth.models import UserManager
from django.db.models import Exists, OuterRef, Q, QuerySet

SOON = timedelta(days=30)


class DutyQuerySet(QuerySet):
    """Who acts for which unit."""

    def in_force(self, *, on: date):
        """Duties that ran on that day (both ends included)."""
        return self.filter(Q(from_on__lte=on), Q(to_on__isnull=True) | Q(to_on__gte=on))

    def ending_soon(self, *, on: date):
        """Duties in force that end within thirty days."""
        return self.in_force(on=on).filter(to_on__lte=on + SOON)


class TieQuerySet(QuerySet):
    """What keeps users away."""

    def in_force(self):
        """Ties that haven't ended."""
        return self.filter(ended_at=None)


class UserQuerySet(QuerySet):
    """Users, by what they may act for."""

    def acting_for(self, *, unit_ids, roles, on: date):
        """Active users who act for one of the units in one of the roles on that day."""
        duties = self.model.duties.rel.related_model.objects.in_force(on=on)
        return self.filter(
            Exists(duties.filter(user=OuterRef("pk"), unit_id__in=unit_ids, role__in=roles)), is_active=True
        )


class AccountManager(UserManager.from_queryset(UserQuerySet)):
    """Creates users as Django does, and answers the questions above."""
