"""The guidance on the programme for all levels: versions, and how far each has come in the cities (M73)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import audited, never_deleted, text_stays
from hotline.choices import ReceiptState
from hotline.querysets import ReceiptQuerySet
from organizations.models import Unit

SENT_STAYS = pgtrigger.Trigger(
    name="guidance_sent_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__sent_at__isnull=False),
    func="RAISE EXCEPTION 'what was sent stays as it is' USING ERRCODE = 'check_violation';",
)


class Guidance(models.Model):
    """One version. It is written as a draft; once it was sent nobody changes a word of it."""

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    confirm_by = models.DateField(_("to be confirmed by"), null=True, blank=True)

    class Meta:
        verbose_name = _("guidance on the programme")
        verbose_name_plural = _("guidance on the programme")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None, confirm_by=None)
                | Q(sent_at__isnull=False, sent_by__isnull=False, confirm_by__isnull=False),
                name="guidance_sent_whole",
            ),
            models.CheckConstraint(
                condition=Q(sent_by=None) | ~Q(sent_by=F("written_by")), name="guidance_two_persons"
            ),
        ]
        triggers = [
            never_deleted("guidance_never_deleted"),
            text_stays("guidance_stays", "number"),
            SENT_STAYS,
            audited(),
        ]

    def __str__(self):
        return f"V{self.number} · {self.title}"


class GuidanceReceipt(models.Model):
    """That a city has received a version, read it, and confirmed that it works by it."""

    guidance = models.ForeignKey(
        Guidance, models.PROTECT, related_name="receipts", verbose_name=_("guidance on the programme")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="guidance_receipts", verbose_name=_("commission of the city")
    )
    state = WordField(_("state"), max_length=10, choices=ReceiptState, default=ReceiptState.SENT)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("read by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt of the guidance")
        verbose_name_plural = _("receipts of the guidance")
        ordering = ["guidance", "unit__code"]
        constraints = [
            models.UniqueConstraint(fields=["guidance", "unit"], name="guidance_received_once"),
            models.CheckConstraint(
                condition=Q(state=ReceiptState.SENT, read_at=None, read_by=None, confirmed_at=None)
                | Q(
                    state=ReceiptState.READ,
                    read_at__isnull=False,
                    read_by__isnull=False,
                    confirmed_at=None,
                )
                | Q(
                    state=ReceiptState.CONFIRMED,
                    read_at__isnull=False,
                    confirmed_at__gte=F("read_at"),
                    confirmed_by__isnull=False,
                ),
                name="guidance_receipt_in_order",
            ),
        ]
        triggers = [
            never_deleted("receipt_never_deleted"),
            text_stays("receipt_stays", "guidance_id", "unit_id"),
            audited(),
        ]

    def __str__(self):
        return f"{self.guidance_id} · {self.unit}"
