"""Which rounds of the appraisal somebody sees: commissions those of their area and below, a unit those with its published result."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, WRITERS, standing_of
from evaluations.choices.appraisal import RoundStage

# Who speaks for a unit that is appraised.
APPRAISED_ROLES = WRITERS


def offices_of(user, *roles: str) -> set[int]:
    """The units for which the user acts in one of the roles."""
    return standing_of(user, on=timezone.localdate()).unit_ids(*roles)


def leads_office(user) -> set[int]:
    """The units that the user leads for a commission."""
    return offices_of(user, Role.COMMISSION_LEADER)


def shut_to(user) -> frozenset[int]:
    """The units on the user's own side and those that he has a tie to: of these he learns nothing before everybody does."""
    return standing_of(user, on=timezone.localdate()).shut_units


class RoundQuerySet(QuerySet):
    """Rounds of the appraisal."""

    def visible_to(self, user):
        """Those of the user's commission and of all below it; for a unit those that are published and have appraised it."""
        offices, units = offices_of(user, *COMMISSIONERS), offices_of(user, *APPRAISED_ROLES)
        own = Q(stage=RoundStage.PUBLISHED, appraised__unit_id__in=units)
        shown = self.model.objects.filter(Q(organiser__lineage__overlap=list(offices)) | own)
        return self.filter(pk__in=shown.order_by().values("pk"))

    def published(self):
        """Those that everybody reads."""
        return self.filter(stage=RoundStage.PUBLISHED)


class AppraisedQuerySet(QuerySet):
    """Units in rounds."""

    def visible_to(self, user):
        """For commissions all of their rounds; a unit sees itself alone, once the round is published.

        Of a commission nobody sees his own side's, and before the publication none of a round with it: the ranks of the others
        would tell its own.
        """
        offices, units = offices_of(user, *COMMISSIONERS), offices_of(user, *APPRAISED_ROLES)
        own = Q(round__stage=RoundStage.PUBLISHED, unit_id__in=units)
        beside = self.model.objects.filter(round=OuterRef("round"), unit_id__in=shut_to(user))
        open_to_all = Q(round__stage=RoundStage.PUBLISHED) | ~Exists(beside)
        office = Q(round__organiser__lineage__overlap=list(offices)) & ~Q(unit_id__in=shut_to(user))
        return self.filter(office & open_to_all | own)
