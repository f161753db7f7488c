"""What looks wrong about the visits and votes of a unit, and what the commission has decided about it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only, audited, never_deleted
from evaluations import choices
from evaluations.models.invitations import VisitVote
from evaluations.querysets import VisitAlarmQuerySet
from organizations.models import Unit

DECIDED = (choices.VisitAlarmState.DISMISSED, choices.VisitAlarmState.UPHELD)


class VisitAlarm(models.Model):
    """One alarm, once for each kind, unit and ``key``. The unit never learns of it.

    The votes of an alarm that was borne out stay, and don't count: only the commission decides that, with its reason, and the
    number of those left out stands beside every score.
    """

    kind = WordField(_("kind"), max_length=20, choices=choices.VisitAlarmKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visit_alarms", verbose_name=_("unit"))
    key = models.CharField(max_length=60)
    figures = models.JSONField(_("figures"), default=dict)
    words = models.TextField(_("words"), blank=True)
    votes = models.ManyToManyField(VisitVote, related_name="alarms", verbose_name=_("ratings of visits"))
    found_at = models.DateTimeField(_("found at"))
    state = WordField(
        _("state"), max_length=10, choices=choices.VisitAlarmState, default=choices.VisitAlarmState.OPEN
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = VisitAlarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("alarm of a service window")
        verbose_name_plural = _("alarms of service windows")
        ordering = ["-found_at", "-id"]
        indexes = [models.Index(fields=["state", "unit"], name="visit_alarm_state")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "unit", "key"], name="visit_alarm_once"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
                name="visit_alarm_decided_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="visit_alarm_stays", fields=["kind", "unit", "key", "found_at"]),
            never_deleted("visit_alarm_never_deleted"),
            audited(by_name_only=("words", "key"), but_for=pgtrigger.Insert),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.unit}"


class VisitAlarmReturn(models.Model):
    """An alarm that was dismissed has come back: who had dismissed it, when and why, what was known then, and what is new.

    ``figures`` are those that the dismissal was about. ``votes`` are the ratings that weren't among its own;
    ``visit_recorded_at`` is when the latest visit was recorded that it didn't count, None where there is none.
    """

    alarm = models.ForeignKey(
        VisitAlarm, models.PROTECT, related_name="returns", verbose_name=_("alarm of a service window")
    )
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dismissed by")
    )
    dismissed_at = models.DateTimeField(_("dismissed at"))
    reason = models.TextField(_("reason"))
    figures = models.JSONField(_("figures"), default=dict)
    returned_at = models.DateTimeField(_("came back at"))
    votes = ArrayField(models.BigIntegerField(), verbose_name=_("new ratings"), default=list)
    visit_recorded_at = models.DateTimeField(_("new visit recorded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("return of a dismissed alarm")
        verbose_name_plural = _("returns of dismissed alarms")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="visit_alarm_return_has_reason"),
            models.CheckConstraint(
                condition=~Q(votes=[]) | Q(visit_recorded_at__isnull=False),
                name="visit_alarm_return_has_news",
            ),
        ]
        triggers = append_only("what was decided on an alarm")

    def __str__(self):
        return f"{self.alarm_id} · {self.returned_at}"
