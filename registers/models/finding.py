"""Alarms: what a rule has found in a record, and the case that was made of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from common.fields import WordField
from common.triggers import never_deleted
from registers import choices
from registers.models.record import Record
from registers.querysets import FindingQuerySet

LIVING = (choices.FindingState.OPEN, choices.FindingState.DISMISSED)


class Finding(models.Model):
    """One alarm of one rule at one record. It is closed when it no longer holds, and never deleted.

    A dismissed one comes back only when its figures have changed. What is made once only (``is_once``) is never made again.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="findings", verbose_name=_("record"))
    rule = models.CharField(_("rule"), max_length=20)
    since = models.DateField(_("since"))
    level = WordField(_("came up to"), max_length=10, choices=choices.Level, default=choices.Level.UNIT)
    figures = models.JSONField(_("figures"), default=dict)
    is_once = models.BooleanField(_("made once only"), default=False)
    is_for_commission = models.BooleanField(_("for the commission alone"), default=False)
    state = WordField(
        _("state"), max_length=10, choices=choices.FindingState, default=choices.FindingState.OPEN
    )
    found_at = models.DateTimeField(_("found at"))
    closed_at = models.DateTimeField(_("no longer so since"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dismissed by"),
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["state", "record"], name="finding_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "rule"], condition=Q(state__in=LIVING), name="finding_once_alive"
            ),
            models.UniqueConstraint(
                fields=["record", "rule"], condition=Q(is_once=True), name="finding_once_ever"
            ),
            models.CheckConstraint(
                condition=Q(state=choices.FindingState.CLOSED, closed_at__isnull=False)
                | (~Q(state=choices.FindingState.CLOSED) & Q(closed_at=None)),
                name="finding_closed_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=choices.FindingState.DISMISSED)
                | (Q(decided_by__isnull=False) & ~Q(reason="")),
                name="finding_dismissed_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="finding_stays", fields=["record", "rule", "found_at", "is_once"]),
            never_deleted("finding_never_deleted"),
        ]

    def __str__(self):
        return f"{self.record_id} · {self.rule}"

    @property
    def alarm(self) -> choices.Alarm:
        """Its words."""
        return self.record.row.alarm(self.rule)

    @property
    def sentence(self) -> str:
        """What was found, in the language of whoever reads it."""
        return str(self.alarm.says) % self.figures if self.figures else str(self.alarm.says)


class FindingCase(models.Model):
    """The case that was made of an alarm, once. Whom the case accuses never learns from here that there is one."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="link", verbose_name=_("alarm"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("case"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))

    class Meta:
        verbose_name = _("case of an alarm")
        verbose_name_plural = _("cases of alarms")

    def __str__(self):
        return f"{self.finding_id} · {self.case_id}"
