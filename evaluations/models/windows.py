"""The list of the service windows, the limits by which visitors are asked, and whose numbers are never asked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.triggers import append_only, audited
from evaluations.querysets import ServiceWindowQuerySet
from organizations.models import Unit


class ServiceWindow(models.Model):
    """That a unit is on the list of service windows, from a day on and up to another; kept by the provincial commission (M64, M76)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="windows", verbose_name=_("unit"))
    position = models.PositiveSmallIntegerField(_("place in the list"))
    from_on = models.DateField(_("on the list from"))
    to_on = models.DateField(_("on the list until"), null=True, blank=True)
    reason = models.CharField(_("basis"), max_length=300)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    added_at = models.DateTimeField(_("entered at"))

    objects = ServiceWindowQuerySet.as_manager()

    class Meta:
        verbose_name = _("service window")
        verbose_name_plural = _("service windows")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(to_on=None), name="window_once_on_the_list"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="window_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="window_has_a_basis"),
        ]
        triggers = [audited()]

    def __str__(self):
        return str(self.unit)


class WindowRule(models.Model):
    """One version of the limits of the service windows, for all (``unit`` empty) or two of them for one unit.

    It is never changed: another value is another version. Of those whose day has come the one with the latest day counts.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the unit alone")
    )
    values = models.JSONField(_("limits"))
    effective_on = models.DateField(_("valid from"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set at"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("limits of the service windows")
        verbose_name_plural = _("limits of the service windows")
        ordering = ["-effective_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="window_rule_has_a_reason")]
        triggers = [*append_only("the history of the limits"), audited()]

    def __str__(self):
        return f"{self.unit or '—'} · {self.effective_on}"


class StaffPhone(models.Model):
    """The mark of a number of somebody who works at a window: never asked, and an alarm when a visit is recorded with it.

    The number itself isn't kept at all.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staff_phones", verbose_name=_("unit"))
    phone_mark = models.CharField(max_length=32, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    added_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("staff number")
        verbose_name_plural = _("staff numbers")
        constraints = [
            models.UniqueConstraint(fields=["unit", "phone_mark"], name="staff_phone_once"),
        ]
        indexes = [models.Index(fields=["phone_mark"], name="staff_phone_mark")]
        triggers = [audited(by_name_only=("phone_mark",))]

    def __str__(self):
        return str(self.unit)


class RatingOptOut(models.Model):
    """The mark of a number that wants no more invitations to rate."""

    phone_mark = models.CharField(max_length=32, unique=True, editable=False)
    at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("refusal of invitations")
        verbose_name_plural = _("refusals of invitations")

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"
