"""What the commission has found when it closed a case: for persons, for their leaders, for the cause, and in money."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.answer import Answer
from cases.models.case import Case
from cases.rules import PROVED
from common.fields import WordField


class Conclusion(models.Model):
    """One for each time that a case is closed with an answer; the last one counts. The commission alone reads it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="conclusions", verbose_name=_("case"))
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="+", verbose_name=_("answer"))
    finding = WordField(_("finding"), max_length=10, choices=choices.Finding)
    is_leader_liable = models.BooleanField(_("a leader is responsible"), null=True)
    leader_reason = models.TextField(_("why"), blank=True)
    fix = models.TextField(_("what was changed"), blank=True)
    no_fix_reason = models.TextField(_("why nothing had to be changed"), blank=True)
    money = models.DecimalField(
        _("money returned"), max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    money_to = models.CharField(_("to whom"), max_length=200, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("concluded by")
    )
    concluded_at = models.DateTimeField(_("concluded at"))

    class Meta:
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(finding__in=choices.Finding.values), name="finding_is_known"),
            models.CheckConstraint(
                condition=~Q(finding__in=PROVED) | (Q(is_leader_liable__isnull=False) & ~Q(leader_reason="")),
                name="proved_with_leadership",
            ),
            models.CheckConstraint(
                condition=~Q(finding__in=PROVED) | ~Q(fix="") | ~Q(no_fix_reason=""),
                name="proved_with_fix",
            ),
            models.CheckConstraint(
                condition=Q(money__gte=0) & (Q(money=0) | ~Q(money_to="")), name="money_with_receivers"
            ),
        ]
        triggers = triggers.append_only()

    def __str__(self):
        return f"{self.case_id} · {self.get_finding_display()}"

    @property
    def is_proved(self) -> bool:
        """Whether somebody did what was complained of, in whole or in part."""
        return self.finding in PROVED


class PersonOutcome(models.Model):
    """What was decided on one person, as he is called in the file, with his post at that time (M55)."""

    conclusion = models.ForeignKey(
        Conclusion, models.PROTECT, related_name="persons", verbose_name=_("conclusion")
    )
    person = models.CharField(_("person"), max_length=60)
    post = models.CharField(_("unit and post"), max_length=120, blank=True)
    measure = WordField(_("measure"), max_length=20, choices=choices.Measure)
    is_leader = models.BooleanField(_("as a leader"), default=False)

    class Meta:
        verbose_name = _("outcome for a person")
        verbose_name_plural = _("outcomes for persons")
        ordering = ["id"]
        triggers = triggers.append_only()

    def __str__(self):
        return self.get_measure_display()
