"""Who sees which accountability file: the commission chain of the case, less everybody whom it touches."""

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.selectors import standing_of


class AccountQuerySet(QuerySet):
    """Accountability files."""

    def visible_to(self, user):
        """The files on cases that the user supervises, less those on himself, his ties, his superiors and his own unit.

        The person concerned and the side that the case accuses never see one: a case that accuses them isn't supervised
        by them, and a file on somebody they are shut out from is left out once more by the person and the unit.
        """
        standing = standing_of(user, on=timezone.localdate())
        cases = apps.get_model("cases", "Case").objects.supervised_by(user).order_by().values("pk")
        return self.filter(case__in=cases).exclude(
            Q(person__isnull=False, person_id__in=standing.shut_persons)
            | Q(unit__isnull=False, unit_id__in=standing.shut_units)
        )

    def for_list(self):
        """With what a list shows."""
        return self.select_related("case", "person", "unit")
