"""The clocks that run on a case, and the signals that they have given."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from common.fields import WordField


class CaseClock(models.Model):
    """One run of a clock, from its start to its stop.

    The moments are worked out when it starts, and anew when it has stood still or was extended: always from the start
    and the days added (``paused_days``, ``extended_days``, in the unit of the clock), so a touch never moves them.
    ``named_days``: how long it runs where somebody has named a day, instead of the days of the table.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks", verbose_name=_("case"))
    name = WordField(_("clock"), max_length=20, choices=choices.ClockName)
    started_at = models.DateTimeField(_("started at"))
    due_on = models.DateField(_("due on"))
    remind_at = models.DateTimeField(_("reminder at"))
    due_at = models.DateTimeField(_("yellow card at"))
    red_at = models.DateTimeField(_("red card at"))
    escalate_at = models.DateTimeField(_("escalation at"))
    next_signal_at = models.DateTimeField(_("next signal at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    is_provisional = models.BooleanField(_("holidays not yet published"), default=False)
    paused_at = models.DateTimeField(_("stands still since"), null=True, blank=True)
    paused_days = models.PositiveSmallIntegerField(_("days it stood still"), default=0, db_default=0)
    extended_days = models.PositiveSmallIntegerField(_("days granted more"), default=0, db_default=0)
    named_days = models.PositiveSmallIntegerField(_("days by the day that was named"), null=True, blank=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["case", "id"]
        indexes = [
            models.Index(fields=["next_signal_at"], name="clock_next", condition=Q(stopped_at=None)),
            models.Index(fields=["due_at", "id"], name="clock_due", condition=Q(stopped_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"], condition=Q(stopped_at=None), name="clock_runs_once"
            ),
            models.CheckConstraint(
                condition=Q(remind_at__lte=F("due_at"), due_at__lt=F("red_at"), red_at__lt=F("escalate_at")),
                name="clock_moments_in_order",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(next_signal_at=None), name="clock_is_silent_while_paused"
            ),
        ]
        triggers = [triggers.nothing_concludes_elsewhere()]

    def __str__(self):
        return f"{self.case} · {self.get_name_display()}"

    @property
    def added_days(self) -> int:
        """How many days longer than its row in the table it runs."""
        return self.paused_days + self.extended_days


class ClockPause(models.Model):
    """One time that a clock stood still: for what, from when to when, and how many of its days weren't counted."""

    clock = models.ForeignKey(CaseClock, models.CASCADE, related_name="pauses", verbose_name=_("clock"))
    kind = WordField(_("stood still for"), max_length=15, choices=choices.PauseKind)
    reason = models.TextField(_("reason"), blank=True)
    began_at = models.DateTimeField(_("stood still from"))
    ended_at = models.DateTimeField(_("stood still until"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days not counted"), default=0, db_default=0)

    class Meta:
        verbose_name = _("standstill of a clock")
        verbose_name_plural = _("standstills of clocks")
        ordering = ["clock", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(ended_at=None), name="clock_stands_still_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, days=0) | Q(ended_at__gte=F("began_at")), name="pause_in_order"
            ),
        ]
        triggers = [
            triggers.never_deleted("pause_never_deleted"),
            triggers.text_stays("pause_stays", "clock_id", "kind", "reason", "began_at"),
        ]

    def __str__(self):
        return f"{self.clock_id} · {self.get_kind_display()}"


class ClockSignal(models.Model):
    """A signal that a clock has given; the database refuses a second one of the same kind."""

    clock = models.ForeignKey(CaseClock, models.CASCADE, related_name="signals", verbose_name=_("clock"))
    kind = WordField(_("signal"), max_length=10, choices=choices.Signal)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("clock signal")
        verbose_name_plural = _("clock signals")
        ordering = ["clock", "given_at"]
        constraints = [models.UniqueConstraint(fields=["clock", "kind"], name="signal_given_once")]

    def __str__(self):
        return f"{self.clock_id} · {self.kind}"
