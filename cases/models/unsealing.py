"""Requests to open the sealed identity of a citizen: asked by one person, decided by another (R10)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case


class IdentityRequest(models.Model):
    """Why somebody of the commission needs a citizen's name, what another one decided, and when it was opened."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="identity_requests", verbose_name=_("case"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    reason = models.TextField(_("reason"))
    asked_at = models.DateTimeField(_("asked at"))
    decision = models.CharField(_("decision"), max_length=10, choices=choices.Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_note = models.TextField(_("remark"), blank=True)
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to open an identity")
        verbose_name_plural = _("requests to open identities")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(decision=""), name="identity_asked_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(decision__in=choices.Decision.values, decided_by__isnull=False, decided_at__isnull=False),
                name="identity_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="identity_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(decision=choices.Decision.GRANTED),
                name="identity_opened_when_granted",
            ),
        ]
        triggers = [triggers.never_deleted("identity_request_never_deleted")]

    def __str__(self):
        return f"{self.case_id} · {self.asked_at:%Y-%m-%d}"
