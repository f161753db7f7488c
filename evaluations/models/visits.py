"""Visits to service windows, the draws among them, and files that wait to be imported."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only, never_deleted
from evaluations import choices
from organizations.models import Unit


class Visit(models.Model):
    """Somebody has been to a window. The unit's own number of the matter names it: recorded twice, it is one.

    ``phone_box`` holds the number, sealed, until the draw, and not an hour longer; ``phone_mark``, by which a reply finds its
    invitation and one number on many visits is noticed, goes after the days of rest.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits", verbose_name=_("unit"))
    number = models.CharField(_("business number"), max_length=80)
    visited_at = models.DateTimeField(_("visited at"))
    business = models.CharField(_("kind of business"), max_length=60)
    phone_box = models.TextField(editable=False, blank=True)
    phone_mark = models.CharField(max_length=32, editable=False, blank=True)
    source = WordField(_("came in by"), max_length=10, choices=choices.VisitSource)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    state = WordField(
        _("what became of it"), max_length=10, choices=choices.VisitState, default=choices.VisitState.WAITING
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["unit", "visited_at"], name="visit_of_unit"),
            models.Index(fields=["unit"], name="visit_to_draw", condition=Q(state="waiting")),
            models.Index(fields=["phone_mark"], name="visit_mark", condition=~Q(phone_mark="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="visit_once"),
            models.CheckConstraint(
                condition=Q(state=choices.VisitState.WAITING) | Q(phone_box=""), name="visit_number_forgotten"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="visit_stays", fields=["unit", "number", "visited_at", "recorded_at"]),
            never_deleted("visit_never_deleted"),
        ]

    def __str__(self):
        return f"{self.unit} · {self.number}"


class VisitDraw(models.Model):
    """That the visits of a unit were drawn on a day, once: how many waited, how many were barred, how many were drawn."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    on = models.DateField(_("drawn on"))
    waiting = models.PositiveIntegerField(_("waited"))
    barred = models.PositiveIntegerField(_("not asked"))
    drawn = models.PositiveIntegerField(_("drawn"))
    limits = models.JSONField(_("limits"))
    at = models.DateTimeField(_("drawn at"))

    class Meta:
        verbose_name = _("draw of visits")
        verbose_name_plural = _("draws of visits")
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "on"], name="draw_once_a_day")]
        triggers = append_only("the record of the draws")

    def __str__(self):
        return f"{self.unit} · {self.on}"


class VisitBatch(models.Model):
    """What was read of a file: the good rows sealed, since numbers stand in them, and what is wrong by line.

    Nothing is recorded until it is confirmed; then, or after a day, the rows are gone.
    """

    file_name = models.CharField(_("file"), max_length=200)
    box = models.TextField(editable=False, blank=True)
    problems = models.JSONField(_("problems"), default=list)
    counts = models.JSONField(_("counts"), default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("read by")
    )
    made_at = models.DateTimeField(_("read at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of visits")
        verbose_name_plural = _("imports of visits")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(box=""), name="visit_batch_forgets_its_rows"
            )
        ]

    def __str__(self):
        return self.file_name
