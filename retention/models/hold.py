"""Holds: one person keeps a case from being disposed of, two let it go."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from cases.models import Case
from common.triggers import audited, never_deleted, text_stays
from retention.models.triggers import asked_first, lifted_by_two
from retention.querysets import HoldQuerySet


class Hold(models.Model):
    """Why a case, and with it every case of its matter, isn't disposed of whatever its term. It holds until two people lift it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="holds", verbose_name=_("case"))
    reason = models.TextField(_("reason"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("placed by")
    )
    placed_at = models.DateTimeField(_("placed at"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None), name="held_once"),
        ]
        triggers = [
            never_deleted("hold_never_deleted"),
            text_stays("hold_stays", "case_id", "reason", "placed_by_id", "placed_at"),
            lifted_by_two("hold_lifted_by_two"),
            audited(by_name_only=("reason",)),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.placed_at:%Y-%m-%d}"


class HoldLifting(TwoKeyAct):
    """That a hold be lifted: asked by one person, decided by another."""

    hold = models.ForeignKey(Hold, models.PROTECT, related_name="liftings", verbose_name=_("hold"))

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("lifting of a hold")
        verbose_name_plural = _("liftings of holds")
        ordering = ["-id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(fields=["hold"], condition=Q(decision=""), name="lifting_asked_once"),
            models.UniqueConstraint(
                fields=["hold"], condition=Q(decision="granted"), name="hold_lifted_once"
            ),
        ]
        triggers = [
            *two_key_triggers("hold_lifting", "hold_id"),
            asked_first("hold_lifting_asked_first"),
            audited(by_name_only=("reason", "decision_note")),
        ]

    def __str__(self):
        return f"{self.hold_id} · {self.asked_at:%Y-%m-%d}"
