"""What was answered, and what the next higher body decided on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from cases.rules import MOST_REVIEWS
from common.fields import WordField
from organizations.models import Unit


class Answer(models.Model):
    """What a unit answers in writing: request, facts, opinion, legal basis and one of three results (R8)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="answers", verbose_name=_("case"))
    round = models.PositiveSmallIntegerField(_("round"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="answers", verbose_name=_("unit"))
    request = models.TextField(_("what the citizen asks"))
    facts = models.TextField(_("findings"))
    opinion = models.TextField(_("opinion"))
    legal_basis = models.TextField(_("legal basis"))
    result = WordField(_("result"), max_length=12, choices=choices.Result)
    submitted_at = models.DateTimeField(_("submitted at"))
    released_at = models.DateTimeField(_("released to the citizen at"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["case", "-round"]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="answer_one_a_round")]

    def __str__(self):
        return f"{self.case} · {self.round}"


class Review(models.Model):
    """What a citizen asked the next higher body to look at again: 复查 is the first instance, 复核 the second and last.

    It is written once, as its decision is: a second request is a second row. A review without a decision on a case that is
    no longer under review has come to nothing, because the case was taken from the unit and is handled anew.
    """

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="reviews", verbose_name=_("case"))
    instance = models.PositiveSmallIntegerField(_("instance"))
    answer = models.ForeignKey(
        Answer, models.DO_NOTHING, related_name="reviews", verbose_name=_("answer under review")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews", verbose_name=_("reviewing body"))
    grounds = models.TextField(_("what the citizen objects to"))
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["case", "instance"]
        indexes = [models.Index(fields=["unit", "case"], name="review_unit")]
        constraints = [
            models.UniqueConstraint(fields=["case", "instance"], name="review_one_an_instance"),
            models.CheckConstraint(
                condition=Q(instance__gte=1, instance__lte=MOST_REVIEWS), name="review_at_most_twice"
            ),
        ]
        triggers = triggers.append_only()

    def __str__(self):
        return f"{self.case_id} · {self.instance}"

    @property
    def is_final(self) -> bool:
        """Whether nothing follows after it in this procedure."""
        return self.instance == MOST_REVIEWS

    @property
    def decided_by(self) -> Unit:
        """Whoever has decided; the body that was asked as long as nobody has."""
        decision = getattr(self, "decision", None)
        return (decision and decision.unit) or self.unit


class ReviewDecision(models.Model):
    """The written decision on a review: request, findings, opinion, legal basis, and what becomes of the answer.

    ``unit`` has decided: the body that was asked, or one above it where everybody there had to keep away.
    """

    review = models.OneToOneField(
        Review, models.DO_NOTHING, related_name="decision", verbose_name=_("review")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewing body"),
    )
    outcome = WordField(_("decision"), max_length=10, choices=choices.ReviewOutcome)
    request = models.TextField(_("what the citizen asks"))
    facts = models.TextField(_("findings"))
    opinion = models.TextField(_("opinion"))
    legal_basis = models.TextField(_("legal basis"))
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision on a review")
        verbose_name_plural = _("decisions on reviews")
        ordering = ["review"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=choices.ReviewOutcome.values), name="review_outcome_is_known"
            )
        ]
        triggers = triggers.append_only()

    def __str__(self):
        return f"{self.review} · {self.get_outcome_display()}"
