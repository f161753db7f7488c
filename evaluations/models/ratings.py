"""What citizens say of the answers they got."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Answer
from common.fields import WordField
from evaluations import choices


class Rating(models.Model):
    """One rating for one released answer; no rating is never counted as praise."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="rating", verbose_name=_("answer"))
    grade = WordField(_("grade"), max_length=12, choices=choices.Grade)
    reason = WordField(pgettext_lazy("rating", "reason"), max_length=12, choices=choices.Reason, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    rated_at = models.DateTimeField(_("rated at"))
    reopened = models.BooleanField(_("reopened the case"), default=False)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-id"]
        indexes = [
            # What the home of an inspector counts.
            models.Index(
                fields=["-rated_at"], name="rating_bad", condition=Q(grade=choices.Grade.DISSATISFIED)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(grade=choices.Grade.DISSATISFIED) | ~Q(reason=""),
                name="rating_dissatisfied_has_reason",
            )
        ]

    def __str__(self):
        return f"{self.answer} · {self.get_grade_display()}"
