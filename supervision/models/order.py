"""Supervision orders: who orders what from whom, by when, and what was answered."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.choices import RuleSet, SupervisionGround
from cases.models import Case
from cases.models.triggers import never_deleted, text_stays
from common.fields import WordField
from common.numbering import document_number
from common.triggers import append_only
from organizations.models import Person, Post, Unit
from supervision import choices
from supervision.models import order_triggers
from supervision.querysets import OrderQuerySet

OVER_STAGES = (choices.OrderStage.CLOSED, choices.OrderStage.REISSUED, choices.OrderStage.WITHDRAWN)
# What was issued is what was issued.
FIXED = (
    "issuer_id",
    "year",
    "serial",
    "word",
    "trigger",
    "level",
    "addressee_id",
    "leader_id",
    "post_id",
    "case_id",
    "about_id",
    "subject",
    "reason",
    "rule_set",
    "renews_id",
    "issued_by_id",
    "issued_at",
)


class OrderCounter(models.Model):
    """The last number that a commission has given to an order of one year; locked while the next one is given."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("issuing commission"))
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of orders")
        verbose_name_plural = _("counters of orders")
        ordering = ["issuer", "year"]
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="order_counter_once")]

    def __str__(self):
        return f"{self.issuer} · {self.year}"


class Order(models.Model):
    """One supervision order of a discipline commission to a unit and its named leader (M10).

    ``stage`` is written by ``supervision.services.move_order`` alone. ``due_on`` to ``red_at`` repeat the running clock, for
    lists. ``renews`` is the earlier order that this one orders again at the next level. ``about`` is the unit over which
    the one that is ordered has failed as its supervisor (M11).
    """

    issuer = models.ForeignKey(
        Unit, models.PROTECT, related_name="orders_issued", verbose_name=_("issuing commission")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"))
    word = models.CharField(_("document word"), max_length=20)
    stage = WordField(
        _("stage"), max_length=10, choices=choices.OrderStage, default=choices.OrderStage.ISSUED
    )
    level = WordField(_("level"), max_length=10, choices=choices.OrderLevel)
    trigger = WordField(_("occasion"), max_length=20, choices=SupervisionGround)
    addressee = models.ForeignKey(
        Unit, models.PROTECT, related_name="orders_received", verbose_name=_("unit that is ordered")
    )
    leader = models.ForeignKey(
        Person, models.PROTECT, related_name="orders", verbose_name=_("leader who answers for it")
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("leading post"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("case")
    )
    about = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit concerned")
    )
    subject = models.CharField(pgettext_lazy("order", "subject"), max_length=120)
    reason = models.TextField(_("facts and reasons"))
    rule_set = WordField(_("rule set"), max_length=10, choices=RuleSet)
    renews = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="renewed_by",
        verbose_name=_("orders again"),
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    issued_at = models.DateTimeField(_("issued at"))
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    over_at = models.DateTimeField(_("over since"), null=True, blank=True)
    refused_count = models.PositiveSmallIntegerField(_("times refused"), default=0, db_default=0)
    due_on = models.DateField(_("reply due on"), null=True, blank=True)
    remind_at = models.DateTimeField(_("reminder at"), null=True, blank=True)
    due_at = models.DateTimeField(_("yellow card at"), null=True, blank=True)
    red_at = models.DateTimeField(_("red card at"), null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision order")
        verbose_name_plural = _("supervision orders")
        ordering = ["-issued_at", "-id"]
        indexes = [
            models.Index(fields=["addressee", "-issued_at"], name="order_addressee"),
            models.Index(fields=["issuer", "-issued_at"], name="order_issuer"),
            models.Index(fields=["-issued_at", "-id"], name="order_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "serial"], name="order_number_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(stage__in=choices.OPEN_STAGES), name="order_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=choices.OrderStage.values), name="order_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=choices.OrderLevel.values), name="order_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(trigger__in=SupervisionGround.values), name="order_trigger_is_known"
            ),
            models.CheckConstraint(condition=~Q(addressee=F("issuer")), name="order_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(trigger=SupervisionGround.SUPERVISION_FAILURE, about__isnull=False, case=None)
                | (~Q(trigger=SupervisionGround.SUPERVISION_FAILURE) & Q(about=None)),
                name="order_names_unit_concerned",
            ),
            models.CheckConstraint(
                condition=Q(renews=None) | ~Q(level=choices.OrderLevel.BLUE), name="order_renewed_is_graver"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=choices.OWING_STAGES, due_at__isnull=False, due_on__isnull=False)
                | (~Q(stage__in=choices.OWING_STAGES) & Q(due_at=None, due_on=None)),
                name="order_owing_has_due_date",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=OVER_STAGES, over_at__isnull=False)
                | (~Q(stage__in=OVER_STAGES) & Q(over_at=None)),
                name="order_over_since",
            ),
        ]
        triggers = [
            order_triggers.StageFollowsTable(),
            order_triggers.order_outside_firewall(),
            order_triggers.numbers_without_gap(),
            never_deleted("order_never_deleted"),
            text_stays("order_stays", *FIXED),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """The number as a document has it: the commission's word, the year and the serial number, nothing before it."""
        return document_number(self.word, self.year, self.serial)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it."""
        return self.stage in choices.OPEN_STAGES


class Demand(models.Model):
    """One thing that an order demands; ``is_open`` as long as it isn't answered, or has to be answered again."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="demands", verbose_name=_("order"))
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("demand"))
    is_open = models.BooleanField(_("to be answered"), default=True)

    class Meta:
        verbose_name = _("demand of an order")
        verbose_name_plural = _("demands of orders")
        ordering = ["order", "position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="demand_once"),
            models.CheckConstraint(condition=Q(position__gte=1) & ~Q(text=""), name="demand_says_something"),
        ]
        triggers = [
            never_deleted("demand_never_deleted"),
            text_stays("demand_stays", "order_id", "position", "text"),
        ]

    def __str__(self):
        return f"{self.order_id} · {self.position}"


class DemandReply(models.Model):
    """What the unit has answered to one demand; written once, and once more for each time that it was refused."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="replies", verbose_name=_("demand"))
    text = models.TextField(_("reply"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reply to a demand")
        verbose_name_plural = _("replies to demands")
        ordering = ["demand", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="reply_says_something")]
        triggers = append_only("a reply to an order")

    def __str__(self):
        return f"{self.demand_id} · {self.at:%Y-%m-%d}"


class OrderEvent(models.Model):
    """One row of the trail of an order, written in the same transaction as the change it tells of."""

    order = models.ForeignKey(Order, models.DO_NOTHING, related_name="events", verbose_name=_("order"))
    at = models.DateTimeField(_("at"))
    name = WordField(_("event"), max_length=30, choices=choices.OrderEventName)
    move = models.CharField(_("move"), max_length=20, blank=True)
    from_stage = WordField(_("stage before"), max_length=10, choices=choices.OrderStage, blank=True)
    to_stage = WordField(_("stage after"), max_length=10, choices=choices.OrderStage, blank=True)
    party = WordField(_("acting as"), max_length=12, choices=choices.OrderParty)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="order_events",
        verbose_name=_("by whom"),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="order_events", verbose_name=_("unit")
    )
    note = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("particulars"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("event of an order")
        verbose_name_plural = _("events of orders")
        ordering = ["id"]
        indexes = [models.Index(fields=["order", "id"], name="order_trail")]
        triggers = append_only("the trail of an order")

    def __str__(self):
        return f"{self.order_id} · {self.name} · {self.move}"
