"""Who may see what stands beside a case: accusations, days, parts, notes, templates, hand-overs, texts for the public."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Standing, standing_of
from cases.choices import Decision, NoteCircle, TemplateReach
from organizations.selectors import area_codes_upwards


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
