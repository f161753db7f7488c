"""A citizen's demand that somebody keeps away from his case, and what was decided on it (R3)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from cases.choices import Decision, RecusalAgainst
from cases.models.case import Case
from common.fields import WordField


class Recusal(TwoKeyAct):
    """Who should keep away, in the citizen's words, and the official whom the decision keeps away.

    A citizen isn't a user, so ``asked_by`` is empty and nothing tells who asked; ``about`` is chosen by whoever grants it,
    who is never that person (Regulations on Letters and Visits 2005, art. 30).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals", verbose_name=_("case"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    against = WordField(_("against"), max_length=10, choices=RecusalAgainst)
    whom = models.CharField(_("who should keep away"), max_length=120)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recusals",
        verbose_name=_("who keeps away"),
    )

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("demand that somebody keeps away")
        verbose_name_plural = _("demands that somebody keeps away")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["about", "case"], name="recusal_granted", condition=Q(decision=Decision.GRANTED)
            )
        ]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(fields=["case"], condition=Q(decision=""), name="recusal_asked_once"),
            models.CheckConstraint(
                condition=~Q(decision=Decision.GRANTED) | Q(about__isnull=False),
                name="recusal_granted_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(about=None) | ~Q(decided_by=F("about")),
                name="recusal_not_decided_by_the_one",
            ),
        ]
        triggers = two_key_triggers("recusal", "case_id", "against", "whom")

    def __str__(self):
        return f"{self.case_id} · {self.asked_at:%Y-%m-%d}"
