"""Who sees which record: the leading departments their sector's, commissions all, both in their area; a unit its own (M04)."""

import operator
from functools import reduce

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.selectors import WRITERS, reaches_of, standing_of
from registers.choices import FindingState


class RecordQuerySet(QuerySet):
    """Records of registers, always asked with somebody in mind."""

    def visible_to(self, user):
        """Those of the sectors and areas that a duty reaches, and those that the user's own unit answers for."""
        standing = standing_of(user, on=timezone.localdate())
        scopes = [Q(unit__in=standing.unit_ids(*WRITERS))]
        for reach in reaches_of(user):
            scope = Q(area__code__startswith=reach.area_prefix)
            scopes.append(scope if reach.is_commission else scope & Q(sector__in=reach.sector_ids))
        return self.filter(reduce(operator.or_, scopes))

    def with_alarm(self, user, *, rule: str = "", level: str = ""):
        """Those with an open alarm that the user may know of; of one rule, or come up to one level, when that is named."""
        findings = apps.get_model("registers", "Finding").objects.visible_to(user)
        findings = findings.filter(record=OuterRef("pk"), state=FindingState.OPEN)
        asked = {name: value for name, value in (("rule", rule), ("level", level)) if value}
        return self.filter(Exists(findings.filter(**asked)))

    def due(self, *, on):
        """Those whose rules haven't been asked on that day yet."""
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=on))


class FindingQuerySet(QuerySet):
    """Alarms, always asked with somebody in mind."""

    def visible_to(self, user):
        """Those of records that the user sees; a proposal is for commissions, never for the side that it is about."""
        records = apps.get_model("registers", "Record").objects.visible_to(user)
        found = self.filter(record__in=records.order_by().values("pk"))
        return found.exclude(_kept_from(user, "record__unit"))

    def told_to(self, user):
        """Those that the user sees and that are about no unit that he belongs to or has a tie to."""
        shut = standing_of(user, on=timezone.localdate()).shut_units
        return self.visible_to(user).exclude(record__unit__in=shut)


class RecordEventQuerySet(QuerySet):
    """The history of records."""

    def shown_to(self, user):
        """Without what tells of proposals, for whom those aren't meant."""
        return self.exclude(_kept_from(user, "record__unit"))


def _kept_from(user, unit: str) -> Q:
    """Proposals, for whoever is no commission; and those about the user's own side, for everybody."""
    if not any(reach.is_commission for reach in reaches_of(user)):
        return Q(is_for_commission=True)
    shut = standing_of(user, on=timezone.localdate()).shut_units
    return Q(is_for_commission=True) & Q(**{f"{unit}__in": shut})
