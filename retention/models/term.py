"""For how long a class of records is kept: every term that ever held, from which day, set by whom and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from common.fields import WordField
from common.triggers import append_only, audited
from retention import choices
from retention.models.triggers import asked_first, set_by_two


class Term(models.Model):
    """One version of the term of a class. It is never changed: another term is another version.

    Of the versions whose day has come the one with the latest day counts, of two with the same day the later one. Without
    any, the built-in one of ``rules/schedule.py`` counts. ``years`` None: kept for ever.
    """

    record_class = WordField(_("class"), max_length=15, choices=choices.RecordClass)
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    effective_on = models.DateField(_("valid from"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set at"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("term of a class of records")
        verbose_name_plural = _("terms of classes of records")
        ordering = ["record_class", "-effective_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(record_class__in=choices.RecordClass.values), name="term_class_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="term_has_a_reason"),
        ]
        triggers = [*append_only("the history of the terms"), set_by_two("term_set_by_two")]

    def __str__(self):
        return f"{self.get_record_class_display()} · {self.effective_on}"


class TermChange(TwoKeyAct):
    """That a class be kept for another time from a day on: asked by one person, decided by another."""

    record_class = WordField(_("class"), max_length=15, choices=choices.RecordClass)
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    effective_on = models.DateField(_("valid from"))

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("change of a term")
        verbose_name_plural = _("changes of terms")
        ordering = ["-id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.CheckConstraint(
                condition=Q(record_class__in=choices.RecordClass.values), name="term_change_class_is_known"
            ),
            models.UniqueConstraint(
                fields=["record_class"], condition=Q(decision=""), name="term_change_asked_once"
            ),
        ]
        triggers = [
            *two_key_triggers("term_change", "record_class", "years", "effective_on"),
            asked_first("term_change_asked_first"),
            audited(by_name_only=("reason", "decision_note")),
        ]

    def __str__(self):
        return f"{self.get_record_class_display()} · {self.effective_on}"
