"""The clock for the reply to an order, and the signals that it has given."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.choices import Signal
from cases.models.triggers import never_deleted
from common.fields import WordField
from common.triggers import append_only
from supervision.models.order import Order


class OrderClock(models.Model):
    """One run of the clock for the reply. ``days``: how many the commission has given for a new reply; empty where the limit
    of the law counts."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="clocks", verbose_name=_("order"))
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"))
    due_on = models.DateField(_("due on"))
    remind_at = models.DateTimeField(_("reminder at"))
    due_at = models.DateTimeField(_("yellow card at"))
    red_at = models.DateTimeField(_("red card at"))
    escalate_at = models.DateTimeField(_("escalation at"))
    next_signal_at = models.DateTimeField(_("next signal at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    is_provisional = models.BooleanField(_("holidays not yet published"), default=False)
    planned_at = models.DateTimeField(_("worked out at"))

    # It never stands still: a unit that needs more time for its reply is given a new day by a refusal.
    paused_at = None
    paused_days = extended_days = 0

    class Meta:
        verbose_name = _("clock of an order")
        verbose_name_plural = _("clocks of orders")
        ordering = ["order", "id"]
        indexes = [
            models.Index(fields=["next_signal_at"], name="order_clock_next", condition=Q(stopped_at=None))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(stopped_at=None), name="order_clock_runs_once"
            ),
            models.CheckConstraint(
                condition=Q(remind_at__lte=F("due_at"), due_at__lt=F("red_at"), red_at__lt=F("escalate_at")),
                name="order_clock_in_order",
            ),
        ]
        triggers = [never_deleted("order_clock_never_deleted")]

    def __str__(self):
        return f"{self.order_id} · {self.due_on}"


class OrderSignal(models.Model):
    """A signal that the clock of an order has given; the database refuses a second one of the same kind."""

    clock = models.ForeignKey(OrderClock, models.CASCADE, related_name="signals", verbose_name=_("clock"))
    kind = WordField(_("signal"), max_length=10, choices=Signal)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("signal of an order")
        verbose_name_plural = _("signals of orders")
        ordering = ["clock", "id"]
        constraints = [models.UniqueConstraint(fields=["clock", "kind"], name="order_signal_once")]
        triggers = append_only("a signal of an order")

    def __str__(self):
        return f"{self.clock_id} · {self.kind}"
