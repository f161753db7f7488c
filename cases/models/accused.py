"""Whom a case accuses."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import triggers
from cases.models.case import Case
from cases.querysets import AccusedQuerySet
from organizations.models import Person, Unit


class Accused(models.Model):
    """A unit or person that the case complains of, tied to the register where it is known there."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="accused", verbose_name=_("case"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="accusations", verbose_name=_("unit")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="accusations", verbose_name=_("official")
    )
    unit_text = models.CharField(_("unit in words"), max_length=120, blank=True)
    person_text = models.CharField(_("person in words"), max_length=120, blank=True)

    objects = AccusedQuerySet.as_manager()

    class Meta:
        verbose_name = _("accused")
        verbose_name_plural = _("accused")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["unit", "case"], name="accused_unit", condition=Q(unit__isnull=False)),
            models.Index(fields=["person", "case"], name="accused_person", condition=Q(person__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False)
                | Q(person__isnull=False)
                | ~Q(unit_text="")
                | ~Q(person_text=""),
                name="accused_names_somebody",
            ),
            models.UniqueConstraint(
                fields=["case", "unit", "person", "unit_text", "person_text"],
                name="accused_once",
                nulls_distinct=False,
            ),
        ]
        triggers = [triggers.accused_holds_no_case(), triggers.never_deleted("accused_never_deleted")]

    def __str__(self):
        names = (str(self.unit or self.unit_text), str(self.person or self.person_text))
        return " · ".join(name for name in names if name)
