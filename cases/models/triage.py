"""Models that suggest a sector, each as it was learned from the desk's decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import triggers
from common.triggers import audited


class TriageModel(models.Model):
    """One learned model. At most one is in use; the earlier ones are kept, so that one can go back to them.

    ``scores`` holds precision, recall, F1 and number of messages for each label, by five-fold cross-validation;
    ``weights`` is what ``LinearModel.pack`` wrote. Pieces of words that fewer than three messages share are not in it.
    """

    trained_at = models.DateTimeField(_("trained at"))
    trained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="triage_models",
        verbose_name=_("trained by"),
    )
    decisions = models.PositiveIntegerField(_("decisions of the desk"))
    messages = models.PositiveIntegerField(_("messages in all"))
    macro_f1 = models.FloatField(_("macro F1"))
    scores = models.JSONField(_("scores by sector"), default=dict)
    weights = models.BinaryField(_("weights"))
    is_active = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("triage model")
        verbose_name_plural = _("triage models")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="triage_model_one_in_use"
            ),
            models.CheckConstraint(
                condition=Q(macro_f1__gte=0, macro_f1__lte=1), name="triage_model_f1_is_a_share"
            ),
        ]
        triggers = [
            triggers.never_deleted("triage_model_never_deleted"),
            audited(by_name_only=("weights", "scores")),
        ]

    def __str__(self):
        return f"{self.trained_at:%Y-%m-%d} · {self.macro_f1:.3f}"
