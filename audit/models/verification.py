"""Verifications of the chain, asked for by hand or made every night."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit import choices
from common.fields import WordField


class Verification(models.Model):
    """One pass over the whole chain: how far it has come, and what it has found.

    ``faults`` are ``{"fault", "source", "block", "row", "more"}``, the first broken row first.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    seen_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    state = WordField(
        _("state"), max_length=10, choices=choices.CheckState, default=choices.CheckState.WAITING
    )
    blocks = models.BigIntegerField(_("blocks"), default=0)
    blocks_done = models.BigIntegerField(_("blocks verified"), default=0)
    rows = models.BigIntegerField(_("rows verified"), default=0)
    faults = models.JSONField(_("what is wrong"), default=list)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sound") | models.Q(faults=[]), name="sound_without_faults"
            )
        ]

    def __str__(self):
        return f"{self.pk} · {self.get_state_display()}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be found."""
        return self.finished_at is not None
