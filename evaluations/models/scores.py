"""Votes as they were counted, scores, vetoes and appeals. A score is never rewritten: a corrected one stands after it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import TwoKeyAct, two_key_triggers
from common.fields import WordField
from common.triggers import append_only, audited, never_deleted
from evaluations.choices.appraisal import ScoreGrade, ScoreStanding, VetoKind
from evaluations.choices.ratings import Grade
from evaluations.models.rounds import Appraised


def _score(label) -> models.DecimalField:
    return models.DecimalField(label, max_digits=5, decimal_places=2, null=True, blank=True)


class DirectTally(models.Model):
    """How often a word was given to a unit by one source of direct votes, as counted on the day on which the round was closed."""

    appraised = models.ForeignKey(
        Appraised, models.PROTECT, related_name="tallies", verbose_name=_("unit that is appraised")
    )
    source = models.CharField(_("source"), max_length=20)
    grade = WordField(_("grade"), max_length=12, choices=Grade)
    number = models.PositiveIntegerField(_("votes"))

    class Meta:
        verbose_name = _("count of direct votes")
        verbose_name_plural = _("counts of direct votes")
        ordering = ["appraised", "source", "id"]
        constraints = [
            models.UniqueConstraint(fields=["appraised", "source", "grade"], name="tally_once"),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="tally_grade_is_known"),
        ]
        triggers = append_only("the counts of direct votes")

    def __str__(self):
        return f"{self.appraised_id} · {self.source}"


class Veto(models.Model):
    """What takes a unit out of the ranking: known to the product (``source``), or entered with its reason."""

    appraised = models.ForeignKey(
        Appraised, models.PROTECT, related_name="vetoes", verbose_name=_("unit that is appraised")
    )
    kind = WordField(_("kind"), max_length=10, choices=VetoKind)
    reason = models.TextField(_("reason"))
    source = models.CharField(_("source"), max_length=20, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    entered_at = models.DateTimeField(_("entered at"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("veto")
        verbose_name_plural = _("vetoes")
        ordering = ["appraised", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="veto_has_reason"),
            models.CheckConstraint(
                condition=~Q(source="") | Q(entered_by__isnull=False), name="veto_known_or_entered"
            ),
        ]
        triggers = [never_deleted("veto_never_deleted"), audited()]

    def __str__(self):
        return self.get_kind_display()


class Score(models.Model):
    """The score of a unit. The one with the highest number counts; those before it stay, so that a correction is seen."""

    appraised = models.ForeignKey(
        Appraised, models.PROTECT, related_name="scores", verbose_name=_("unit that is appraised")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    direct_n = models.PositiveIntegerField(_("direct votes"))
    direct_asked = models.PositiveIntegerField(_("could vote directly"), null=True, blank=True)
    direct = _score(_("score of the direct votes"))
    direct_low = _score(_("satisfied directly, at least"))
    direct_high = _score(_("satisfied directly, at most"))
    group_n = models.PositiveIntegerField(_("sheets of the group"))
    group_asked = models.PositiveIntegerField(_("sheets possible"))
    group = _score(_("score of the group"))
    third_n = models.PositiveIntegerField(_("answers to the third party"))
    third = _score(_("score of the third party"))
    third_low = _score(_("satisfied by the survey, at least"))
    third_high = _score(_("satisfied by the survey, at most"))
    direct_weight = models.PositiveSmallIntegerField(_("weight of the direct votes"))
    group_weight = models.PositiveSmallIntegerField(_("weight of the appraisal group"))
    third_weight = models.PositiveSmallIntegerField(_("weight of the third party"))
    total = _score(_("score"))
    standing = WordField(_("standing"), max_length=10, choices=ScoreStanding)
    grade = WordField(_("grade"), max_length=12, choices=ScoreGrade, blank=True)
    rank = models.PositiveSmallIntegerField(pgettext_lazy("appraisal", "rank"), null=True, blank=True)
    has_card = models.BooleanField(_("yellow card"), default=False)
    needs_criticism = models.BooleanField(_("self-criticism of the leader"), default=False)
    reason = models.TextField(_("why it was reckoned anew"), blank=True)
    at = models.DateTimeField(_("computed at"))

    class Meta:
        verbose_name = _("score of the appraisal")
        verbose_name_plural = _("scores of the appraisal")
        ordering = ["appraised", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["appraised", "number"], name="score_numbered_once"),
            models.CheckConstraint(
                condition=Q(total=None, direct_weight=0, group_weight=0, third_weight=0)
                | Q(
                    total__isnull=False,
                    direct_weight__gt=models.F("group_weight"),
                    direct_weight=100 - models.F("group_weight") - models.F("third_weight"),
                ),
                name="score_weights_are_whole",
            ),
            models.CheckConstraint(
                condition=Q(standing=ScoreStanding.RANKED, rank__isnull=False, total__isnull=False)
                | (~Q(standing=ScoreStanding.RANKED) & Q(rank=None, has_card=False)),
                name="score_ranked_or_not",
            ),
        ]
        triggers = append_only("the scores of the appraisal")

    def __str__(self):
        return f"{self.appraised_id} · {self.total}"


class ScoreAppeal(TwoKeyAct):
    """A unit objects to its score; somebody of the commission decides who didn't ask for the publication.

    Granted, it says what is put right: so many direct votes of each word set aside, or the veto lifted.
    """

    appraised = models.ForeignKey(
        Appraised, models.PROTECT, related_name="appeals", verbose_name=_("unit that is appraised")
    )
    satisfied_aside = models.PositiveIntegerField(_("set aside: satisfied"), default=0)
    mostly_aside = models.PositiveIntegerField(_("set aside: mostly satisfied"), default=0)
    dissatisfied_aside = models.PositiveIntegerField(_("set aside: dissatisfied"), default=0)
    lifts_veto = models.BooleanField(_("the veto is lifted"), default=False)

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("appeal of a score")
        verbose_name_plural = _("appeals of scores")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(fields=["appraised"], condition=Q(decision=""), name="appeal_waits_once"),
        ]
        triggers = [*two_key_triggers("score_appeal", "appraised_id"), audited()]

    def __str__(self):
        return f"{self.appraised_id} · {self.get_decision_display() or self.asked_at:%Y-%m-%d}"

    @property
    def aside(self) -> dict[str, int]:
        """The votes that are set aside, by their word."""
        return {
            Grade.SATISFIED: self.satisfied_aside,
            Grade.MOSTLY: self.mostly_aside,
            Grade.DISSATISFIED: self.dissatisfied_aside,
        }
