"""What takes two people: one asks, somebody else decides, and what nobody decides in time lapses."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import VERDICTS, Decision
from common.fields import WordField
from common.triggers import decided_once, never_deleted, text_stays

ASKED = ("asked_by_id", "reason", "asked_at")


class TwoKeyAct(models.Model):
    """An act that takes two keys: who asked for it and why, and what a second person decided (ADR 21).

    ``decision`` is empty while it waits. Whoever asked never decides: the database refuses it too. A table of such acts
    inherits ``Meta`` with its constraints, adds its own columns, and takes its triggers from ``two_key_triggers``.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    reason = models.TextField(_("reason"), blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("lapses at"), null=True, blank=True)
    decision = WordField(_("decision"), max_length=10, choices=Decision, blank=True)
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

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(decision=Decision.LAPSED, decided_by=None, decided_at__isnull=False)
                | Q(decision__in=VERDICTS, decided_by__isnull=False, decided_at__isnull=False),
                name="%(app_label)s_%(class)s_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="%(app_label)s_%(class)s_two_persons",
            ),
        ]

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide on it."""
        return self.decision == ""


def two_key_triggers(name: str, *columns: str) -> list[pgtrigger.Trigger]:
    """What the database refuses beside the constraints: deleting an act, deciding twice, and rewriting what was asked.

    ``name`` begins the names of the triggers; ``columns`` are those of the table's own that stay as they were asked.
    """
    return [
        never_deleted(f"{name}_never_deleted"),
        decided_once(f"{name}_decided_once"),
        text_stays(f"{name}_stays", *ASKED, *columns),
    ]
