"""The settings of the appraisal, version by version; what the plan orders is refused otherwise by the database as well (M63)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.triggers import append_only
from evaluations.rules.scores import Scale


class AppraisalTerms(models.Model):
    """One version of the settings: weights, points, bounds, least numbers. A round is reckoned with those of its opening day."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    direct = models.PositiveSmallIntegerField(_("weight of the direct votes"))
    group = models.PositiveSmallIntegerField(_("weight of the appraisal group"))
    third = models.PositiveSmallIntegerField(_("weight of the third party"))
    satisfied_points = models.PositiveSmallIntegerField(_("points of “satisfied”"))
    mostly_points = models.PositiveSmallIntegerField(_("points of “mostly satisfied”"))
    dissatisfied_points = models.PositiveSmallIntegerField(_("points of “dissatisfied”"))
    satisfied_from = models.PositiveSmallIntegerField(_("“satisfactory” from"))
    rather_from = models.PositiveSmallIntegerField(_("“rather satisfactory” from"))
    basic_from = models.PositiveSmallIntegerField(_("“basically satisfactory” from"))
    least_direct = models.PositiveSmallIntegerField(_("least direct votes"))
    least_group = models.PositiveSmallIntegerField(_("least sheets of the group"))
    least_third = models.PositiveSmallIntegerField(_("least answers to the third party"))
    last_places = models.PositiveSmallIntegerField(_("last places that get a yellow card"))
    cards_for_criticism = models.PositiveSmallIntegerField(
        _("yellow cards in a row before the leader's self-criticism")
    )
    appeal_days = models.PositiveSmallIntegerField(_("days for an appeal"))
    effective_on = models.DateField(_("in force from"))
    reason = models.TextField(_("reason"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("set by"),
        help_text=_("Empty for the settings that the system came with."),
    )
    set_at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("settings of the appraisal")
        verbose_name_plural = _("settings of the appraisal")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direct__gt=F("group"), group__gt=F("third"), third__gt=0),
                name="terms_keep_the_order",
            ),
            models.CheckConstraint(
                condition=Q(direct=100 - F("group") - F("third")), name="terms_weights_are_whole"
            ),
            models.CheckConstraint(
                condition=Q(
                    satisfied_from__lte=100,
                    satisfied_from__gt=F("rather_from"),
                    rather_from__gt=F("basic_from"),
                    satisfied_points__lte=100,
                    satisfied_points__gt=F("mostly_points"),
                    mostly_points__gt=F("dissatisfied_points"),
                ),
                name="terms_fall",
            ),
            models.CheckConstraint(
                condition=Q(least_direct__gt=0, least_group__gt=0, least_third__gt=0),
                name="terms_ask_for_some",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="terms_have_reason"),
        ]
        triggers = append_only("the settings of the appraisal")

    def __str__(self):
        return f"V{self.number}"

    @property
    def scale(self) -> Scale:
        """The settings as the rules take them."""
        return Scale(**{name: getattr(self, name) for name in Scale.__dataclass_fields__})
