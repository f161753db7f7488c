"""Which rounds of the appraisal somebody sees: commissions those of their area and below, a unit those with its published result."""

from django.db.models import Q, QuerySet
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
        """For commissions all of their rounds; a unit sees itself alone, once the round is published."""
        offices, units = offices_of(user, *COMMISSIONERS), offices_of(user, *APPRAISED_ROLES)
        own = Q(round__stage=RoundStage.PUBLISHED, unit_id__in=units)
        return self.filter(Q(round__organiser__lineage__overlap=list(offices)) | own)
