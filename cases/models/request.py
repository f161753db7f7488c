"""What a unit asks for in a case and somebody else decides: that the case isn't its own, or more time."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from cases.rules import MOST_DAYS_MORE
from organizations.models import Unit


class CaseRequest(models.Model):
    """One request with its reason, and what became of it: granted, refused, or lapsed because the case went on."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="requests", verbose_name=_("case"))
    kind = models.CharField(_("what is asked for"), max_length=10, choices=choices.RequestKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit that asks"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    reason = models.TextField(_("reason"))
    days = models.PositiveSmallIntegerField(
        _("days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS_MORE)],
    )
    decision = models.CharField(_("decision"), max_length=10, choices=choices.RequestDecision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request of a unit")
        verbose_name_plural = _("requests of units")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(decision=""), name="request_waits_once"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind=choices.RequestKind.MORE_TIME, decision=choices.RequestDecision.GRANTED),
                name="more_time_granted_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=choices.RequestKind.OBJECTION, days=None)
                | Q(kind=choices.RequestKind.MORE_TIME, days__range=(1, MOST_DAYS_MORE)),
                name="request_of_days",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(decision=choices.RequestDecision.LAPSED, decided_at__isnull=False)
                | Q(decision__in=choices.Decision.values, decided_by__isnull=False, decided_at__isnull=False),
                name="request_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="request_two_persons"
            ),
        ]
        triggers = [
            triggers.never_deleted("request_never_deleted"),
            triggers.text_stays(
                "request_stays", "case_id", "kind", "unit_id", "asked_by_id", "reason", "days"
            ),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.get_kind_display()}"
