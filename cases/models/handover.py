"""The register of sealed hand-overs: what went to a higher level, without a word of its content (R12)."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from cases.querysets import HandoverQuerySet
from common.fields import WordField
from common.triggers import audited
from organizations.models import Unit


class SealedHandover(models.Model):
    """One thing that a desk hands to a higher level: number, dates, receiver and a code for the reason, nothing else.

    ``case`` is set when it had been entered as a case before; papers that were never entered have none. There is no
    column that could hold content: ``receipt_number`` takes letters, digits and hyphens, and the database sees to it.
    Rules for discipline bodies on reports (2020), art. 15.
    """

    desk = models.ForeignKey(Unit, models.PROTECT, related_name="handovers", verbose_name=_("intake desk"))
    receiver = models.ForeignKey(
        Unit, models.PROTECT, related_name="received_handovers", verbose_name=_("receiving commission")
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="handovers", verbose_name=_("case")
    )
    channel = WordField(_("channel"), max_length=10, choices=choices.Channel)
    reason = WordField(_("reason"), max_length=15, choices=choices.SealReason)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("due on"))
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    receipt_number = models.CharField(_("number of the receipt"), max_length=30, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="handovers",
        verbose_name=_("by whom"),
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed hand-over")
        verbose_name_plural = _("sealed hand-overs")
        ordering = ["-id"]
        indexes = [models.Index(fields=["desk", "-id"], name="handover_desk_new")]
        constraints = [
            models.CheckConstraint(
                condition=Q(receipt_number__regex=r"^[A-Za-z0-9-]*$"), name="handover_holds_no_words"
            ),
            models.CheckConstraint(
                condition=Q(handed_over_on=None) | Q(handed_over_on__gte=F("received_on")),
                name="handover_after_receipt",
            ),
        ]
        triggers = [
            triggers.never_deleted("handover_never_deleted"),
            pgtrigger.ReadOnly(name="handover_stays", exclude=["handed_over_on", "receipt_number"]),
            audited(but_for=pgtrigger.Insert),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """The number on the cover, such as 封〔2026〕12号; it tells nothing of what is inside."""
        return f"封〔{self.received_on.year}〕{self.pk}号"

    def is_overdue(self, *, on: date) -> bool:
        """Whether it should have been handed over before that day."""
        return (self.handed_over_on or on) > self.due_on
