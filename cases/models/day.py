"""Days that this system holds to be worked or free otherwise than the calendar says by itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.querysets import DayQuerySet
from common.fields import WordField
from common.triggers import audited


class DayDecision(models.Model):
    """What somebody has entered about one day, and by which notice. The newest entry of a day counts; none is changed.

    ``applied_at`` is when the last days that hang on it had been worked out anew.
    """

    day = models.DateField(_("day"))
    kept = WordField(_("it is"), max_length=15, choices=choices.DayKept)
    source = models.CharField(_("by which notice"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))
    applied_at = models.DateTimeField(_("dates worked out anew at"), null=True, blank=True)

    objects = DayQuerySet.as_manager()

    class Meta:
        verbose_name = _("working day or free day")
        verbose_name_plural = _("working days and free days")
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["id"], name="day_to_apply", condition=Q(applied_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kept__in=choices.DayKept.values), name="day_kept_is_known"),
            models.CheckConstraint(condition=~Q(source=""), name="day_has_source"),
        ]
        triggers = [
            triggers.never_deleted("day_never_deleted"),
            triggers.text_stays("day_stays", "day", "kept", "source", "entered_by_id", "entered_at"),
            audited(unnoted=("applied_at",)),
        ]

    def __str__(self):
        return f"{self.day} · {self.get_kept_display()}"
