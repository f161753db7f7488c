"""Who may see which case. Every list, count, search, export, API answer and notice goes through ``visible_to``."""

import operator
from collections.abc import Collection
from datetime import datetime
from functools import reduce

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Acting, Standing, standing_of
from cases.choices import Decision, NoteCircle, TemplateReach
from cases.lifecycle import UNIT_STAGES
from organizations.choices import Level, UnitKind
from organizations.models import SectorLead
from organizations.selectors import area_codes_upwards


class CaseQuerySet(QuerySet):
    """Cases, always asked with somebody in mind."""

    def visible_to(self, user):
        """The cases that this user may read: those in the scope of a duty, less those that accuse the user's side.

        A user without a unit sees nothing; a system administrator sees no case.
        """
        return self._in_scopes(user)

    def known_to(self, user):
        """Those, and the cases in which the user's unit helps: of these he knows that they are there, and his own part.

        What else stands in such a case isn't his to read (M56): whatever shows or touches more asks ``visible_to``.
        """
        return self._in_scopes(user, helping=True)

    def supervised_by(self, user):
        """Those that the user watches over for a discipline commission, whatever other duties he has."""
        return self._in_scopes(user, roles=(Role.INSPECTOR, Role.COMMISSION_LEADER))

    def _in_scopes(self, user, *, helping: bool = False, roles: Collection[str] = tuple(Role)):
        standing = standing_of(user, on=timezone.localdate())
        scopes = [
            scope & not_sealed_from(acting)
            for acting in standing.actings
            if acting.role in roles
            if (scope := _scope(acting, user, helping=helping)) is not None
        ]
        if not scopes:
            return self.none()
        seen = self.filter(reduce(operator.or_, scopes))
        return seen.outside_firewall_of(standing).outside_recusals_of(user)

    def outside_recusals_of(self, user):
        """Without those from which he keeps away because a citizen demanded it and somebody agreed (R3)."""
        kept = apps.get_model("cases", "Recusal").objects.filter(about=user, decision=Decision.GRANTED)
        return self.exclude(pk__in=kept.order_by().values("case_id"))

    def outside_firewall_of(self, standing: Standing):
        """Without the cases that accuse a unit or person which this standing is shut out from (R2, M11).

        What one case of a matter accuses shuts out from all cases of the matter: they share their answer.
        """
        accused = apps.get_model("cases", "Accused").objects.against(standing)
        of_the_matter = accused.filter(case__matter=OuterRef("matter"))
        return self.filter(
            ~Exists(accused.filter(case=OuterRef("pk"))), Q(matter=None) | ~Exists(of_the_matter)
        )

    def open(self):
        """Cases in which somebody still has to act: those with a due date, which the database sees to."""
        return self.filter(due_at__isnull=False)

    def overdue(self, *, at: datetime):
        """Cases whose tightest clock has run out."""
        return self.filter(due_at__lte=at)

    def with_units(self):
        """With the units that have or had the case, and without the texts that are only searched."""
        return self.defer("search_text", "search_index").select_related(
            "desk", "responsible", "escalated_to", "reviewer"
        )

    def locked(self):
        """With its units and ``has_recusals`` (by decision), and locked as everything that changes a case begins; what it names isn't."""
        units = self.with_units().annotate(has_recusals=_has("Recusal", decision=Decision.GRANTED))
        return units.select_for_update(of=("self",))

    def knowing_of_extras(self):
        """With what is only asked for where there is some; ``has_demand``: that somebody keeps away, which waits."""
        extras = {"has_messages": "CaseMessage", "has_files": "Attachment", "has_helpers": "CoHandler"}
        has = {name: _has(model) for name, model in extras.items()}
        return self.annotate(**has, has_demand=_has("Recusal", decision=""))

    def counting_notes(self, unit_ids):
        """With how many internal notes were written for these units, and how many others were for the commission too."""
        notes = apps.get_model("cases", "CaseNote").objects.filter(case=OuterRef("pk"), about=None)
        own = Q(unit_id__in=unit_ids)
        return self.annotate(
            own_notes=_number_of(notes.filter(own)),
            shared_notes=_number_of(notes.filter(~own, circle=NoteCircle.COMMISSION)),
        )

    def for_list(self):
        """Only the columns that a list shows; the long texts stay in the database."""
        return self.defer("story", "search_text", "search_index", "text_marks").select_related(
            "sector", "area", "responsible"
        )


def _has(model: str, **which) -> Exists:
    return Exists(apps.get_model("cases", model).objects.filter(case=OuterRef("pk"), **which))


def _number_of(notes: QuerySet) -> Coalesce:
    counted = notes.order_by().values("case").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


class AccusedQuerySet(QuerySet):
    """Accusations, asked with somebody in mind."""

    def against(self, standing: Standing):
        """Those against a unit or person whose accusation shuts this standing out."""
        return self.filter(Q(unit_id__in=standing.shut_units) | Q(person_id__in=standing.shut_persons))


class DayQuerySet(QuerySet):
    """What was entered about days; they are nobody's secret."""

    def in_force(self):
        """The newest entry of every day, which is the one that counts."""
        return self.order_by("day", "-id").distinct("day")


class PartQuerySet(QuerySet):
    """What co-handlers are asked."""

    def with_contributions(self):
        """With what was handed in, and the people and units behind it."""
        return self.select_related("unit", "asked_for", "asked_by").prefetch_related(
            "contributions__author", "contributions__returned_by"
        )

    def awaited(self):
        """Those of which nothing stands: nothing was handed in, or it was sent back."""
        contributions = apps.get_model("cases", "Contribution").objects
        return self.filter(~Exists(contributions.filter(part=OuterRef("pk"), returned_at=None)))

    def of_units(self, unit_ids):
        """Those asked of one of these units."""
        return self.filter(unit_id__in=unit_ids)


class NoteQuerySet(QuerySet):
    """Internal notes, always asked with a reader in mind."""

    def in_circle(self, *, unit_ids, supervises: bool):
        """Those that somebody reads who acts for these units; the supervising commission reads what was written for it."""
        own = Q(unit_id__in=unit_ids)
        return self.filter(own | Q(circle=NoteCircle.COMMISSION)) if supervises else self.filter(own)


class TemplateQuerySet(QuerySet):
    """Reply templates, asked with somebody in mind."""

    def offered_to(self, user):
        """Those that the user may put into a text: of his units, of the commissions of their areas, and the built-in ones."""
        units = [acting.unit for acting in standing_of(user, on=timezone.localdate()).actings]
        own = Q(unit_id__in=[unit.pk for unit in units])
        codes = {code for unit in units if unit.area for code in area_codes_upwards(unit.area.code)}
        of_area = Q(reach=TemplateReach.AREA, unit__area__code__in=codes)
        return self.filter(own | of_area | Q(unit=None))

    def current(self):
        """Those that weren't archived."""
        return self.filter(archived_at=None)


class HandoverQuerySet(QuerySet):
    """Sealed hand-overs, always asked with somebody in mind."""

    def visible_to(self, user):
        """Those of the desks at which this user takes complaints in; nobody else learns that there was one."""
        desks = standing_of(user, on=timezone.localdate()).unit_ids(Role.INTAKE_CLERK)
        return self.filter(desk_id__in=desks)


# The levels that may have handed a case up which somebody of this level still reads (R12).
LEFT_OPEN_TO = {Level.PROVINCE: ("", Level.COUNTY, Level.CITY), Level.CITY: ("", Level.COUNTY)}


def not_sealed_from(acting: Acting) -> Q:
    """A case that was handed up is gone for everybody of the level that it left and of those below."""
    area = acting.unit.area
    return Q() if area is None else Q(handed_up_from__in=LEFT_OPEN_TO.get(area.level, ("",)))


def _scope(acting: Acting, user, *, helping: bool) -> Q | None:
    """The cases that one duty opens, before the firewall; None when it opens none.

    ``helping``: those too in which the unit is a co-handler.
    """
    match acting.role:
        case Role.INTAKE_CLERK:
            return Q(desk=acting.unit)
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            return _commission_scope(acting)
        case Role.HANDLER:
            return any_of(*unit_branches(acting, helping=helping))
        case Role.UNIT_LEADER:
            return _leader_scope(acting, helping=helping)
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


def _leader_scope(acting: Acting, *, helping: bool) -> Q:
    """A leader reads what the unit has; a leading department also steers its sector in its area, once assigned (M04)."""
    sector, branches = _led_sector(acting), unit_branches(acting, helping=helping)
    if sector is None:
        return any_of(*branches)
    if acting.unit.area.level == Level.PROVINCE:
        # An eighth of all cases: going through them in order is quicker than making a list of their numbers first.
        return reduce(operator.or_, (*branches, sector))
    return any_of(*branches, sector)


def unit_branches(acting: Acting, *, helping: bool = False) -> tuple[Q, ...]:
    """What a unit has, what came up to it and what it reviews; with ``helping`` also what it helps with."""
    helped = (
        apps.get_model("cases", "CoHandler").objects.filter(unit=acting.unit).order_by().values("case_id")
    )
    reviewed = apps.get_model("cases", "Review").objects.filter(unit=acting.unit).order_by().values("case_id")
    return (
        Q(responsible=acting.unit),
        Q(escalated_to=acting.unit),
        Q(pk__in=reviewed, stage__in=UNIT_STAGES),
        *([Q(pk__in=helped, stage__in=UNIT_STAGES)] if helping else []),
    )


def led_sectors(acting: Acting) -> QuerySet:
    """The ids of the sectors that the unit's line leads."""
    return SectorLead.objects.filter(line=acting.unit.line).values("sector_id")


def _led_sector(acting: Acting) -> Q | None:
    """The assigned cases of the sectors that the unit's line leads, in its area; None above the province."""
    area = acting.unit.area
    if area is None:
        return None
    within = {Level.PROVINCE: Q(), Level.CITY: Q(city=area)}.get(area.level, Q(area=area))
    return Q(sector_id__in=led_sectors(acting), stage__in=UNIT_STAGES) & within


def any_of(*branches: Q) -> Q:
    """The cases in any branch, each found by an index of its own; an OR would have the database go through all cases."""
    first, *others = (
        apps.get_model("cases", "Case").objects.filter(branch).values("pk").order_by() for branch in branches
    )
    return Q(pk__in=first.union(*others))


SHOWN_OF_CASE = ("case__sector_id", "case__city_id")


class PublicAnswerQuerySet(QuerySet):
    """Texts for the public; the only ones that are asked without somebody in mind."""

    def released(self):
        """Those that everybody may read, with no more of the case than where and what about."""
        return self.filter(decision=Decision.GRANTED, withdrawn_at=None)

    def for_everybody(self):
        """With what the public pages show, and nothing else.

        Of a case that was handed up sealed nothing stands there: the level that it left reads these pages too (R12).
        """
        shown = ("slug", "title", "matter", "outcome", "decided_at", "withdrawn_at", *SHOWN_OF_CASE)
        return self.filter(case__handed_up_from="").only(*shown).select_related("case")
