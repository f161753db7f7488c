"""Which sessions and questions somebody sees: commissions those of their area and below, a unit those it is on the line for."""

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, WRITERS, standing_of
from hotline.choices import AHEAD, SessionStage

ORGANISERS, GUESTS = COMMISSIONERS, WRITERS
OPERATORS = (Role.INTAKE_CLERK, *ORGANISERS)


def offices_of(user, *roles: str) -> set[int]:
    """The commissions for which the user acts in one of the roles."""
    return standing_of(user, on=timezone.localdate()).unit_ids(*roles)


class SessionQuerySet(QuerySet):
    """Sessions of the programme."""

    def visible_to(self, user):
        """Those of the commissions that the user acts for and of all below them, and those for which his unit is on the line."""
        offices, units = offices_of(user, *OPERATORS), offices_of(user, *GUESTS)
        return self.filter(Q(organiser__lineage__overlap=list(offices)) | Q(unit_id__in=units))

    def announced(self):
        """Those that everybody may know of: their line-up was confirmed once."""
        return self.exclude(announced_at=None)

    def ahead(self):
        """Those still to come."""
        return self.filter(stage__in=AHEAD)

    def wound_up(self):
        """Those that are off the air."""
        return self.filter(stage__in=(SessionStage.OFF_AIR, SessionStage.CLOSED))

    def with_places(self):
        """With the units, areas and sector that every list names."""
        return self.select_related("organiser__area", "unit", "sector")


class QuestionQuerySet(QuerySet):
    """Questions of a session, always asked with somebody in mind, or for the public."""

    def visible_to(self, user):
        """Those of the sessions that the user's commission holds, less what his side is accused of or was handed up (R2, R12)."""
        offices = offices_of(user, *OPERATORS)
        standing = standing_of(user, on=timezone.localdate())
        cases = apps.get_model("cases", "Case").objects
        open_cases = cases.outside_firewall_of(standing).filter(handed_up_from="").outside_recusals_of(user)
        return self.filter(
            Q(case=None) | Q(case__in=open_cases.order_by().values("pk")),
            session__organiser_id__in=offices,
        )

    def waiting(self):
        """Those to be put on the air or passed on."""
        return self.filter(stage="waiting")

    def aired(self):
        """What everybody has heard; of a case that was handed up sealed nothing stands on a public page (R12)."""
        return self.exclude(asked_at=None).filter(case__handed_up_from="")

    def in_line(self):
        """The first in the queue first."""
        return self.order_by("place", "pk")


class ReceiptQuerySet(QuerySet):
    """In which cities the guidance has arrived."""

    def of_user(self, user):
        """Those of the commissions that the user acts for."""
        return self.filter(unit_id__in=offices_of(user, *ORGANISERS))
