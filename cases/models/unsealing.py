"""Requests to open the sealed identity of a citizen: asked by one person, decided by another (R10)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from cases.choices import Decision
from cases.models.case import Case


class IdentityRequest(TwoKeyAct):
    """Why somebody of the commission needs a citizen's name, what another one decided, and when it was opened."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="identity_requests", verbose_name=_("case"))
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True)

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("request to open an identity")
        verbose_name_plural = _("requests to open identities")
        ordering = ["-id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(fields=["case"], condition=Q(decision=""), name="identity_asked_once"),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(decision=Decision.GRANTED),
                name="identity_opened_when_granted",
            ),
        ]
        triggers = two_key_triggers("identity_request", "case_id")

    def __str__(self):
        return f"{self.case_id} · {self.asked_at:%Y-%m-%d}"
