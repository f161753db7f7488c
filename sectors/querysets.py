"""Whose plan somebody sees: the leading departments their own sector's, the province's commission all (M04, M10)."""

from collections.abc import Iterable
from datetime import date

from django.apps import apps
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, WRITERS, Acting, Reach, is_main_unit, standing_of
from organizations.choices import Level, Line, UnitKind


def lines_led_by(user, *roles: str) -> set[str]:
    """The lines of work whose provincial department the user acts for in one of the roles."""
    return {acting.unit.line for acting in _actings(user, roles) if _is_lead_unit(acting)}


def in_province_commission(user, *roles: str) -> bool:
    """Whether the user acts for the commission of the province in one of the roles."""
    return any(
        acting.unit.kind == UnitKind.COMMISSION
        and acting.unit.line == Line.COMMISSION
        and _is_provincial(acting)
        for acting in _actings(user, roles)
    )


def beginnings_of_systems(user) -> tuple[str, ...]:
    """How the codes begin of the areas of the authorities whose system this is."""
    actings = [acting for acting in _actings(user, (Role.MUNICIPAL_SYSTEM,)) if acting.unit.area]
    return tuple(Reach.of(acting.unit).area_prefix for acting in actings)


class CampaignQuerySet(QuerySet):
    """Campaigns."""

    def current_first(self, *, on: date):
        """The one that runs on that day, then the latest that has begun, then those to come."""
        runs = Q(starts_on__lte=on, ends_on__gte=on)
        return self.annotate(
            runs=ExpressionWrapper(runs, output_field=BooleanField()),
            has_begun=ExpressionWrapper(Q(starts_on__lte=on), output_field=BooleanField()),
        ).order_by("-runs", "-has_begun", "-starts_on", "-pk")


class PlanQuerySet(QuerySet):
    """Sector plans, drafts and all."""

    def visible_to(self, user):
        """Those of the sectors that the user's department leads; all of them for the commission of the province."""
        if in_province_commission(user, *COMMISSIONERS):
            return self
        leads = apps.get_model("organizations", "SectorLead").objects.filter(
            line__in=lines_led_by(user, *WRITERS)
        )
        return self.filter(sector__in=leads.order_by().values("sector"))


def _actings(user, roles: Iterable[str]) -> list[Acting]:
    standing = standing_of(user, on=timezone.localdate())
    return [acting for acting in standing.actings if acting.role in roles]


def _is_provincial(acting: Acting) -> bool:
    return acting.unit.area is not None and acting.unit.area.level == Level.PROVINCE


def _is_lead_unit(acting: Acting) -> bool:
    return _is_provincial(acting) and is_main_unit(acting)
