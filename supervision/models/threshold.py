"""The limits of the detectors: every value that ever held, from which day, set by whom and why."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only
from supervision import choices
from supervision.rules import check_limits


class Threshold(models.Model):
    """One version of all limits of a detector. It is never changed: another value is another version.

    Of the versions whose day has come the one with the latest day counts, of two with the same day the later one.
    """

    detector = WordField(_("detector"), max_length=20, choices=choices.Detector)
    values = models.JSONField(_("limits"))
    effective_on = models.DateField(_("valid from"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set at"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("limits of a detector")
        verbose_name_plural = _("limits of detectors")
        ordering = ["detector", "-effective_on", "-id"]
        indexes = [
            models.Index(fields=["detector", "-effective_on", "-id"], name="threshold_in_force"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(detector__in=choices.Detector.values), name="threshold_detector_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="threshold_has_a_reason"),
        ]
        triggers = append_only("the history of the limits")

    def __str__(self):
        return f"{self.get_detector_display()} · {self.effective_on}"

    def clean(self):
        """Exactly the limits that the detector has, each within its bounds."""
        try:
            check_limits(self.detector, self.values)
        except (ValueError, KeyError) as problem:
            raise ValidationError({"values": str(problem)}) from problem
