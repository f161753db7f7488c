"""Who may see which supervision order. Every list, count, export, page and notice goes through ``visible_to``."""

import operator
from datetime import datetime
from functools import reduce

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.selectors import COMMISSIONERS, WRITERS, Acting, standing_of
from cases.models import Case
from organizations.choices import UnitKind
from organizations.models import Sector
from supervision.choices import OPEN_STAGES, OWING_STAGES

COMMISSION_WORKERS, UNIT_WORKERS = COMMISSIONERS, WRITERS


class OrderQuerySet(QuerySet):
    """Supervision orders, always asked with somebody in mind."""

    def visible_to(self, user):
        """The orders of the user's commission and of those below it, and the orders that the user's unit has to act on.

        An order about a case is there only for whoever may know of the case; so none ever comes before those that the case
        accuses (R2). What is about a unit whose supervision failed is kept from everybody at or below that unit (M11).
        """
        standing = standing_of(user, on=timezone.localdate())
        scopes = [scope for acting in standing.actings if (scope := _scope(acting)) is not None]
        if not scopes:
            return self.none()
        known = Case.objects.known_to(user).filter(pk=OuterRef("case")).order_by()
        return self.filter(
            reduce(operator.or_, scopes),
            Q(case=None) | Exists(known),
            Q(about=None) | ~Q(about__in=standing.shut_units),
        )

    def open(self):
        """Orders on which somebody still has to act."""
        return self.filter(stage__in=OPEN_STAGES)

    def owing(self):
        """Orders to which the unit still has to reply."""
        return self.filter(stage__in=OWING_STAGES)

    def of_sector(self, sector: Sector):
        """Those about a case of the sector, and those without a case to a unit whose line of work leads it."""
        lines = sector.leads.order_by().values("line")
        return self.filter(Q(case__sector=sector) | Q(case=None, addressee__line__in=lines))

    def in_area(self, code: str):
        """Those to units of a city and all below it, or of one county."""
        prefix = code[:4] if code.endswith("00") else code
        return self.filter(addressee__area__code__startswith=prefix)

    def overdue(self, *, at: datetime):
        """Orders whose reply is late."""
        return self.filter(due_at__lte=at)

    def with_parties(self):
        """With everything that a page names of an order."""
        return self.select_related(
            "issuer__area", "addressee__area", "leader", "post", "about", "case", "renews", "issued_by"
        ).defer("case__search_text", "case__search_index", "case__story")

    def locked(self):
        """With its parties and locked, as everything that changes an order begins."""
        return self.select_for_update(of=("self",)).with_parties()


def _scope(acting: Acting) -> Q | None:
    """The orders that one duty opens, before the case is asked; None when it opens none."""
    if acting.role in COMMISSION_WORKERS and acting.unit.kind == UnitKind.COMMISSION:
        return Q(issuer__lineage__contains=[acting.unit.pk]) | Q(addressee=acting.unit)
    if acting.role in UNIT_WORKERS:
        return Q(addressee=acting.unit)
    return None
