"""What of an edition takes two people, and in all three: its review, its release, and a correction (ADR 21)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from bulletins.models.edition import Edition


class EditionReview(TwoKeyAct):
    """The drafter puts an edition forward, a second person reviews it. ``digest`` is that of the words put forward."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="reviews", verbose_name=_("edition of a bulletin")
    )
    digest = models.CharField(_("digest"), max_length=64)

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("review of an edition")
        verbose_name_plural = _("reviews of editions")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(fields=["edition"], condition=Q(decision=""), name="review_waits_once"),
        ]
        triggers = two_key_triggers("edition_review", "edition_id", "digest")

    def __str__(self):
        return f"{self.edition_id} · {self.get_decision_display() or self.asked_at:%Y-%m-%d}"


class EditionRelease(TwoKeyAct):
    """Whoever has reviewed an edition asks for its release, and a leader decides who has done neither."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="releases", verbose_name=_("edition of a bulletin")
    )
    review = models.OneToOneField(
        EditionReview, models.PROTECT, related_name="release", verbose_name=_("review of an edition")
    )
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drafter")
    )

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("release of an edition")
        verbose_name_plural = _("releases of editions")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(fields=["edition"], condition=Q(decision=""), name="release_waits_once"),
            models.CheckConstraint(
                condition=~Q(asked_by=F("drafter")) & (Q(decided_by=None) | ~Q(decided_by=F("drafter"))),
                name="release_by_three",
            ),
        ]
        triggers = two_key_triggers("edition_release", "edition_id", "review_id", "drafter_id")

    def __str__(self):
        return f"{self.edition_id} · {self.get_decision_display() or self.asked_at:%Y-%m-%d}"


class Correction(TwoKeyAct):
    """What is put right in an edition that is out: the words stand under it from then on, and nothing is rewritten."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="corrections", verbose_name=_("edition of a bulletin")
    )
    words = models.TextField(_("correction"))

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("correction of an edition")
        verbose_name_plural = _("corrections of editions")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition"], condition=Q(decision=""), name="correction_waits_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="correction_says_something"),
        ]
        triggers = two_key_triggers("edition_correction", "edition_id", "words")

    def __str__(self):
        return f"{self.edition_id} · {self.get_decision_display() or self.asked_at:%Y-%m-%d}"
