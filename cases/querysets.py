"""Who may see which case. Every list, count, search, export, API answer and notice goes through ``visible_to``."""

import operator
from datetime import datetime
from functools import reduce

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Acting, Standing, standing_of
from cases.lifecycle import OPEN_STAGES, UNIT_STAGES
from organizations.choices import Level, UnitKind
from organizations.models import SectorLead


class CaseQuerySet(QuerySet):
    """Cases, always asked with somebody in mind."""

    def visible_to(self, user):
        """The cases that this user may read: those in the scope of a duty, less those that accuse the user's side.

        A user without a unit sees nothing; a system administrator sees no case.
        """
        standing = standing_of(user, on=timezone.localdate())
        scopes = [scope for acting in standing.actings if (scope := _scope(acting, user)) is not None]
        if not scopes:
            return self.none()
        return self.filter(reduce(operator.or_, scopes)).outside_firewall_of(standing)

    def outside_firewall_of(self, standing: Standing):
        """Without the cases that accuse a unit or person which this standing is shut out from (R2, M11)."""
        accused = apps.get_model("cases", "Accused").objects.filter(case=OuterRef("pk"))
        shut_out = Q(unit_id__in=standing.shut_units) | Q(person_id__in=standing.shut_persons)
        return self.filter(~Exists(accused.filter(shut_out)))

    def open(self):
        """Cases in which somebody still has to act."""
        return self.filter(stage__in=OPEN_STAGES)

    def overdue(self, *, at: datetime):
        """Cases whose tightest clock has run out."""
        return self.filter(due_at__lte=at)

    def for_list(self):
        """Only the columns that a list shows; the long texts stay in the database."""
        return self.defer("story", "search_text", "search_index").select_related(
            "sector", "area", "responsible"
        )


def _scope(acting: Acting, user) -> Q | None:
    """The cases that one duty opens, before the firewall; None when it opens none."""
    match acting.role:
        case Role.INTAKE_CLERK:
            return Q(desk=acting.unit)
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            return _commission_scope(acting)
        case Role.HANDLER:
            return _unit_scope(acting)
        case Role.UNIT_LEADER:
            return _unit_scope(acting) | _steering_scope(acting)
        case Role.MUNICIPAL_SYSTEM:
            return Q(submitted_by=user)
    return None


def _commission_scope(acting: Acting) -> Q | None:
    """A commission sees every case of its area; above the province only what was sent up to it."""
    if acting.unit.kind != UnitKind.COMMISSION:
        return None
    sent_up = Q(desk=acting.unit) | Q(escalated_to=acting.unit)
    area = acting.unit.area
    if area is None:
        return sent_up
    match area.level:
        case Level.PROVINCE:
            return Q()
        case Level.CITY:
            return sent_up | Q(city=area)
        case _:
            return sent_up | Q(area=area)


def _unit_scope(acting: Acting) -> Q:
    helps = apps.get_model("cases", "CoHandler").objects.filter(case=OuterRef("pk"), unit=acting.unit)
    return Q(responsible=acting.unit) | Q(escalated_to=acting.unit) | Q(Exists(helps), stage__in=UNIT_STAGES)


def _steering_scope(acting: Acting) -> Q:
    """A leading department steers the cases of its own sector in its area, once they are assigned (M04)."""
    area = acting.unit.area
    led = SectorLead.objects.filter(line=acting.unit.line).values("sector_id")
    own_sector = Q(sector_id__in=led, stage__in=UNIT_STAGES)
    if area is None:
        return Q(pk__in=[])
    match area.level:
        case Level.PROVINCE:
            return own_sector
        case Level.CITY:
            return own_sector & Q(city=area)
        case _:
            return own_sector & Q(area=area)
