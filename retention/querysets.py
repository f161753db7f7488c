"""Who sees which holds, lists and tombstones."""

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.selectors import standing_of
from supervision.querysets.leads import commissions_of


def own_commissions(user, *roles: str) -> set[int]:
    """Ids of the discipline commissions for which the user keeps records, or that he works for in one of the roles."""
    standing = standing_of(user, on=timezone.localdate())
    return commissions_of(standing, roles=roles) if roles else commissions_of(standing)


class HoldQuerySet(QuerySet):
    """Holds."""

    def visible_to(self, user):
        """Those on cases that the user supervises."""
        cases = apps.get_model("cases", "Case").objects.supervised_by(user)
        return self.filter(case__in=cases.order_by().values("pk"))

    def in_force(self):
        """Those that nobody has lifted."""
        return self.filter(lifted_at=None)


class _OfCommission(QuerySet):
    """Rows of destruction lists: ``unit_path`` leads to the commission, ``lines`` gives the lines of a row."""

    unit_path = "batch__unit"

    def of_commissions(self, user):
        """Those of the user's commission and of the commissions below it."""
        own = own_commissions(user)
        return self.filter(**{f"{self.unit_path}__lineage__overlap": sorted(own)}) if own else self.none()


class BatchQuerySet(_OfCommission):
    """Destruction lists."""

    unit_path = "unit"

    def visible_to(self, user):
        """Those of the user's commission and below, but none with a case that is there and that he may not see.

        So nobody whom a listed case accuses, or who keeps away from one, learns of the list.
        """
        cases = apps.get_model("cases", "Case").objects
        lines = apps.get_model("retention", "DisposalLine").objects.filter(batch=OuterRef("pk"))
        there = cases.filter(pk=OuterRef("case_id"))
        seen = cases.supervised_by(user).filter(pk=OuterRef("case_id"))
        hidden = lines.filter(Exists(there), ~Exists(seen))
        return self.of_commissions(user).filter(~Exists(hidden))


class LineQuerySet(QuerySet):
    """Lines of destruction lists."""

    def to_carry_out(self):
        """Lines that wait, of lists that two people decided on."""
        return self.filter(state="waiting", batch__decision="granted")


class TombstoneQuerySet(_OfCommission):
    """Tombstones."""

    def visible_to(self, user):
        """Those of the lists of the user's commission and below. Nothing in them says whom a case accused."""
        return self.of_commissions(user)

    def unproved(self):
        """Those that no disposal bears out: no list that two people decided on, or the record is still there."""
        cases = apps.get_model("cases", "Case").objects.filter(pk=OuterRef("case_id"))
        borne_out = Q(batch__decision="granted", line__state="removed", batch__decided_by__isnull=False)
        borne_out &= Q(line__case_id=F("case_id")) & Q(line__batch=F("batch"))
        return self.filter(~borne_out | (~Q(record_class="identity") & Exists(cases)))
