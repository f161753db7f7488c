"""The accountability ledger: for each person of a proved case a file with its measure, appeal and trail (M55, M58)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from cases.choices import Measure
from cases.models import Case, Conclusion
from common.fields import WordField
from common.numbering import CHINA
from common.triggers import append_only, never_deleted, text_stays
from organizations.models import Person, Post, Unit
from supervision.choices import AccountStage, AppealOutcome, LedgerEvent, Liability
from supervision.lifecycle import paths
from supervision.querysets import AccountQuerySet

CLOCKS = (("appeal", _("May be appealed")), ("answer", _("Answer the appeal")))


class Accountability(models.Model):
    """One person who answers for what a case has proved, directly or as a leader, and what has become of it.

    The person is one of the register where it knows him; ``name`` and ``post_name`` keep the words of that day either way.
    A leader is found by the post and the day on which it happened, so a successor never answers for a predecessor.
    ``stage`` follows ``supervision/lifecycle``; the clock that runs stands in ``clock`` and the four columns after it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="accountability", verbose_name=_("case"))
    conclusion = models.ForeignKey(
        Conclusion, models.PROTECT, related_name="accountability", verbose_name=_("conclusion")
    )
    liability = WordField(_("answers"), max_length=10, choices=Liability)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accountability",
        verbose_name=_("official"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accountability",
        verbose_name=_("unit"),
    )
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    name = models.CharField(_("person"), max_length=60)
    post_name = models.CharField(_("unit and post"), max_length=200)
    happened_on = models.DateField(_("happened on"))
    stage = WordField(_("state"), max_length=10, choices=AccountStage, default=AccountStage.OPEN)
    measure = WordField(_("measure"), max_length=20, choices=Measure, blank=True)
    basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    served_on = models.DateField(_("served on"), null=True, blank=True)
    cleared_how = models.TextField(_("how the name was cleared"), blank=True)
    clock = WordField(_("clock"), max_length=10, choices=CLOCKS, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    remind_at = models.DateTimeField(_("reminder at"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    next_signal_at = models.DateTimeField(_("next signal at"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("accountability file")
        verbose_name_plural = _("accountability files")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_signal_at"], name="account_next", condition=Q(next_signal_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name", "liability", "post_name"], name="account_once_in_case"
            ),
            models.CheckConstraint(condition=Q(stage__in=AccountStage.values), name="account_stage_is_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(post_name=""), name="account_names_somebody"),
            models.CheckConstraint(
                condition=Q(stage__in=[AccountStage.OPEN, AccountStage.PROPOSED], measure="", served_on=None)
                | Q(
                    stage__in=[
                        AccountStage.DECIDED,
                        AccountStage.SERVED,
                        AccountStage.APPEALED,
                        AccountStage.FINAL,
                        AccountStage.LIFTED,
                    ],
                    basis__gt="",
                    measure__gt="",
                )
                | Q(stage=AccountStage.CLEARED, cleared_how__gt=""),
                name="account_measure_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage__in=[AccountStage.SERVED, AccountStage.APPEALED],
                    clock__in=["appeal", "answer"],
                    due_at__isnull=False,
                    served_on__isnull=False,
                )
                | (
                    ~Q(stage__in=[AccountStage.SERVED, AccountStage.APPEALED])
                    & Q(clock="", due_at=None, next_signal_at=None)
                ),
                name="account_clock_while_served",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="account_follows_table", field="stage", transitions=paths()),
            never_deleted("account_never_deleted"),
            text_stays("account_person_stays", "case_id", "person_id", "name", "liability", "happened_on"),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """The number of the file, such as 2026-R00012."""
        return f"{self.opened_at.astimezone(CHINA):%Y}-R{self.pk:05d}"


class MeasureProposal(TwoKeyAct):
    """A measure that one official of the commission proposes and another one, of a high enough level, approves."""

    file = models.ForeignKey(
        Accountability, models.PROTECT, related_name="proposals", verbose_name=_("accountability file")
    )
    measure = WordField(_("measure"), max_length=20, choices=Measure)
    basis = models.CharField(_("legal basis"), max_length=200)

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("proposed measure")
        verbose_name_plural = _("proposed measures")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(fields=["file"], condition=Q(decision=""), name="measure_proposed_once"),
        ]
        triggers = two_key_triggers("measure", "file_id", "measure", "basis")

    def __str__(self):
        return f"{self.file_id} · {self.get_measure_display()}"


class Appeal(models.Model):
    """What somebody has put forward against a measure, and the answer; one for each file."""

    file = models.OneToOneField(
        Accountability, models.PROTECT, related_name="appeal", verbose_name=_("accountability file")
    )
    made_on = models.DateField(_("received on"))
    words = models.TextField(_("what is put forward"))
    outcome = WordField(_("outcome"), max_length=10, choices=AppealOutcome, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("appeal against a measure")
        verbose_name_plural = _("appeals against measures")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_by=None, answered_at=None)
                | Q(
                    outcome__in=AppealOutcome.values,
                    answer__gt="",
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
                name="appeal_answer_is_whole",
            )
        ]
        triggers = [
            never_deleted("appeal_never_deleted"),
            text_stays("appeal_stays", "file_id", "made_on", "words"),
        ]

    def __str__(self):
        return f"{self.file_id} · {self.made_on}"


class FalseAccusation(TwoKeyAct):
    """The finding that a complaint was a deliberate false accusation: two people, the second of a city or the province.

    It is never made by the system and follows from nothing else: a complaint that isn't proved is no false accusation (R11).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="false_accusations", verbose_name=_("case"))

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("finding of a false accusation")
        verbose_name_plural = _("findings of false accusations")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"], condition=Q(decision__in=["", "granted"]), name="false_accusation_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="false_accusation_with_reason"),
        ]
        triggers = two_key_triggers("false_accusation", "case_id")

    def __str__(self):
        return f"{self.case_id} · {self.get_decision_display() or self.asked_at:%Y-%m-%d}"


class AccountEvent(models.Model):
    """One line of the trail of an accountability file."""

    file = models.ForeignKey(
        Accountability, models.PROTECT, related_name="events", verbose_name=_("accountability file")
    )
    at = models.DateTimeField(_("at"))
    name = WordField(_("event"), max_length=30, choices=LedgerEvent)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    note = models.TextField(_("remark"), blank=True)
    details = models.JSONField(_("particulars"), default=dict)

    class Meta:
        verbose_name = _("step of an accountability file")
        verbose_name_plural = _("trail of accountability files")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(name__in=LedgerEvent.values), name="account_event_is_known"),
            models.UniqueConstraint(
                fields=["file", "name"],
                condition=Q(name__in=[LedgerEvent.REMINDED, LedgerEvent.LATE]),
                name="account_signalled_once",
            ),
        ]
        triggers = append_only("the trail of an accountability file")

    def __str__(self):
        return self.get_name_display()
