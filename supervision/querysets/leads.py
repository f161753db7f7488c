"""Who may see which lead: commissions on the way up from the one that has it, and never those whom it concerns."""

from collections.abc import Collection

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import Decision
from accounts.selectors import COMMISSIONERS, Standing, standing_of
from common.conditions import written
from organizations.choices import UnitKind

LOOKS_AT_LEADS = COMMISSIONERS


def commissions_of(standing: Standing, *, roles: Collection[str] = LOOKS_AT_LEADS) -> set[int]:
    """The ids of the commissions for which somebody inspects or which he leads, or is one of other roles."""
    return {
        acting.unit.pk
        for acting in standing.actings
        if acting.role in roles and acting.unit.kind == UnitKind.COMMISSION
    }


class LeadQuerySet(QuerySet):
    """Leads, always asked with somebody in mind."""

    def visible_to(self, user):
        """Those of the user's commission and of the ones below it, less those that concern the user's side.

        The user's side is what a case's accusation shuts out too: his own units and those above, what he has declared a tie
        to, and who leads them. It is asked of the lead as it was found, and of what its cases accuse at this moment. A lead
        with a case from which the user keeps away by decision isn't there for him either.
        """
        standing = standing_of(user, on=timezone.localdate())
        commissions = commissions_of(standing)
        if not commissions:
            return self.none()
        return self.filter(commission__lineage__overlap=list(commissions)).open_to(user, standing)

    def open_to(self, user, standing: Standing):
        """Without the leads that the user must keep away from, whichever commission has them."""
        return self.outside_firewall_of(standing).outside_recusals_of(user)

    def outside_recusals_of(self, user):
        """Without those with a case from which the user keeps away because somebody agreed to a citizen's demand (R3)."""
        kept = apps.get_model("cases", "Recusal").objects.filter(about=user, decision=Decision.GRANTED)
        evidence = apps.get_model("supervision", "LeadEvidence").objects.order_by()
        shut = evidence.filter(case__in=kept.order_by().values("case"))
        return self.exclude(pk__in=shut.values("lead"))

    def outside_firewall_of(self, standing: Standing):
        """Without the leads about a unit or person of this standing, or with a case that accuses one."""
        leads = self.model._default_manager
        condition = written(
            ("leads", standing.shut_units, standing.shut_persons), lambda: leads.kept_from(standing)
        )
        return self.none() if condition is None else self.filter(condition)

    def kept_from(self, standing: Standing):
        """The same, as it is written in full; ``written`` keeps the text of it."""
        accused = apps.get_model("cases", "Accused").objects.against(standing)
        matters = accused.filter(case__matter__isnull=False).values("case__matter")
        evidence = apps.get_model("supervision", "LeadEvidence").objects.order_by()
        # Begun at the accusations, which are few; begun at the leads all their evidence would be gone through.
        shut = evidence.filter(case__in=accused.values("case")), evidence.filter(case__matter__in=matters)
        return self.exclude(
            Q(shut_units__overlap=list(standing.shut_units))
            | Q(shut_persons__overlap=list(standing.shut_persons))
        ).exclude(Q(pk__in=shut[0].values("lead")) | Q(pk__in=shut[1].values("lead")))


class EvidenceQuerySet(QuerySet):
    """Evidence of leads, always asked with somebody in mind."""

    def visible_to(self, user):
        """The cases among it that the user may read."""
        return self.filter(case__in=apps.get_model("cases", "Case").objects.visible_to(user).values("pk"))
