"""What a third party found out, with its method and every single answer (M66)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only, audited, never_deleted, text_stays
from evaluations.choices.appraisal import SurveyState
from evaluations.choices.ratings import Grade
from evaluations.models.rounds import Appraised, Round


class Survey(models.Model):
    """A file of a third party: who asked whom how, and what was read. A later one replaces it; both stay."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="surveys", verbose_name=_("round of the appraisal")
    )
    agency = models.CharField(_("who asked"), max_length=120)
    frame = models.TextField(_("who could be asked"))
    sampling = models.TextField(_("how they were chosen"))
    contacted = models.PositiveIntegerField(_("people asked"))
    began_on = models.DateField(_("asked from"))
    ended_on = models.DateField(_("asked to"))
    note = models.TextField(_("more on the method"), blank=True)
    file_name = models.CharField(_("file"), max_length=120)
    state = WordField(_("state"), max_length=10, choices=SurveyState, default=SurveyState.PREPARED)
    rows = models.JSONField(_("rows"), default=list)
    problems = models.JSONField(_("problems"), default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed in by")
    )
    made_at = models.DateTimeField(_("handed in at"))
    taken_at = models.DateTimeField(_("taken over at"), null=True, blank=True)

    class Meta:
        verbose_name = _("survey of a third party")
        verbose_name_plural = _("surveys of third parties")
        ordering = ["round", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=SurveyState.TAKEN), name="survey_one_counts"
            ),
            models.CheckConstraint(
                condition=~Q(agency="") & ~Q(frame="") & ~Q(sampling="") & Q(contacted__gt=0),
                name="survey_has_method",
            ),
            models.CheckConstraint(condition=Q(ended_on__gte=F("began_on")), name="survey_days_follow"),
        ]
        triggers = [
            never_deleted("survey_never_deleted"),
            text_stays(
                "survey_stays",
                *("round_id", "agency", "frame", "sampling", "contacted", "began_on", "ended_on", "note"),
                *("file_name", "made_by_id", "made_at"),
            ),
            audited(by_name_only=("rows", "problems")),
        ]

    def __str__(self):
        return f"{self.agency} · {self.ended_on}"


class SurveyAnswer(models.Model):
    """What one respondent said of one unit. The number is the agency's; who that is, this system never learns."""

    survey = models.ForeignKey(
        Survey, models.PROTECT, related_name="answers", verbose_name=_("survey of a third party")
    )
    appraised = models.ForeignKey(
        Appraised, models.PROTECT, related_name="answers", verbose_name=_("unit that is appraised")
    )
    respondent = models.CharField(_("number of the respondent"), max_length=40)
    grade = WordField(_("grade"), max_length=12, choices=Grade)

    class Meta:
        verbose_name = _("answer to a third party")
        verbose_name_plural = _("answers to third parties")
        ordering = ["survey", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "respondent"], name="respondent_answers_once"),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="answer_grade_is_known"),
        ]
        triggers = append_only("what a third party was told")

    def __str__(self):
        return f"{self.survey_id} · {self.respondent}"
