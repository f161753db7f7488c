"""Calling citizens back about the answers that they got: who is called, every attempt, and what was said."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.choices import Channel
from cases.models import Answer, Case
from common.fields import WordField
from common.triggers import append_only, audited, never_deleted
from evaluations import choices
from evaluations.querysets import CallBackQuerySet
from organizations.models import Sector


class CallShare(models.Model):
    """One version of how many of a hundred answers are called; never changed: another number is another version.

    For one sector, one channel, both, or everything. Of the versions for the same the one with the latest day counts.
    """

    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    channel = WordField(_("channel"), max_length=10, choices=Channel, blank=True)
    share = models.PositiveSmallIntegerField(_("called of a hundred"))
    effective_on = models.DateField(_("valid from"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set at"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("share of call-backs")
        verbose_name_plural = _("shares of call-backs")
        ordering = ["-effective_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(share__lte=100), name="call_share_is_a_share"),
            models.CheckConstraint(condition=~Q(reason=""), name="call_share_has_a_reason"),
        ]
        triggers = append_only("the history of the shares")

    def __str__(self):
        return f"{self.sector or self.get_channel_display() or '*'} · {self.share}"


class CallBack(models.Model):
    """What became of one released answer: its citizen is called, or isn't, and why; each answer is drawn once.

    ``ticket`` and ``share`` bear the draw out: drawn is whose ticket lies below the share. ``called_at`` is the first attempt, which
    stops the clock; ``next_at`` the earliest moment for another. ``reopened``: this call-back has opened the redo.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="call_backs", verbose_name=_("case"))
    answer = models.OneToOneField(Answer, models.PROTECT, related_name="call_back", verbose_name=_("answer"))
    state = WordField(_("state"), max_length=12, choices=choices.CallState)
    why = WordField(_("why not called"), max_length=12, choices=choices.LeftOut, blank=True)
    origin = WordField(_("occasion"), max_length=12, choices=choices.Origin, default=choices.Origin.DRAWN)
    ticket = models.PositiveSmallIntegerField(_("ticket"))
    share = models.PositiveSmallIntegerField(_("called of a hundred"))
    drawn_at = models.DateTimeField(_("drawn at"))
    due_at = models.DateTimeField(_("call by"))
    called_at = models.DateTimeField(_("first called at"), null=True, blank=True)
    next_at = models.DateTimeField(_("next attempt from"), null=True, blank=True)
    alarmed_at = models.DateTimeField(_("alarm given at"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken by"),
    )
    claimed_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    contacted = models.BooleanField(_("the department got in touch"), null=True, blank=True)
    solved = WordField(_("settled"), max_length=8, choices=choices.Solved, blank=True)
    grade = WordField(_("grade"), max_length=12, choices=choices.Grade, blank=True)
    reason = WordField(pgettext_lazy("rating", "reason"), max_length=12, choices=choices.Reason, blank=True)
    comment = models.TextField(_("what was said"), blank=True)
    script = models.CharField(_("script"), max_length=20, blank=True)
    done_at = models.DateTimeField(_("entered at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("called by"),
    )
    reopened = models.BooleanField(_("reopened the case"), default=False)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="call_back_waiting",
                condition=Q(state=choices.CallState.WAITING),
            ),
            models.Index(
                fields=["done_at"], name="call_back_done", condition=Q(state=choices.CallState.DONE)
            ),
            models.Index(fields=["drawn_at"], name="call_back_drawn"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=choices.CallState.values), name="call_back_state_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(state=choices.CallState.LEFT_OUT) & ~Q(why=""))
                | (~Q(state=choices.CallState.LEFT_OUT) & Q(why="")),
                name="call_back_left_out_for_a_reason",
            ),
            # Nobody who wasn't reached counts as having said anything.
            models.CheckConstraint(
                condition=(
                    Q(state=choices.CallState.DONE, done_at__isnull=False, done_by__isnull=False)
                    & Q(
                        contacted__isnull=False,
                        grade__in=choices.Grade.values,
                        solved__in=choices.Solved.values,
                    )
                )
                | (~Q(state=choices.CallState.DONE) & Q(done_at=None, grade="", solved="", reopened=False)),
                name="call_back_done_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(grade=choices.Grade.DISSATISFIED) | ~Q(reason=""),
                name="call_back_dissatisfied_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(reopened=False) | Q(grade=choices.Grade.DISSATISFIED),
                name="call_back_reopens_for_dissatisfied",
            ),
            # One case is handled anew once, whoever enters what at the same moment.
            models.UniqueConstraint(
                fields=["case"], condition=Q(reopened=True), name="call_back_one_redo_a_case"
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False, state=choices.CallState.WAITING),
                name="call_back_taken_while_waiting",
            ),
            # One number at a time on one screen.
            models.UniqueConstraint(
                fields=["claimed_by"], condition=Q(claimed_by__isnull=False), name="call_back_one_a_caller"
            ),
        ]
        # Thousands are drawn; who has looked at which number stands in the log of readings.
        triggers = [
            never_deleted("call_back_never_deleted"),
            audited(
                by_name_only=("comment",),
                unnoted=("claimed_by_id", "claimed_until"),
                but_for=pgtrigger.Insert,
            ),
        ]

    def __str__(self):
        return f"{self.case} · {self.get_state_display()}"


class CallAttempt(models.Model):
    """One attempt: when, by whom, with which outcome; written once."""

    call_back = models.ForeignKey(
        CallBack, models.PROTECT, related_name="attempts", verbose_name=_("call-back")
    )
    at = models.DateTimeField(_("at"))
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("caller")
    )
    outcome = WordField(_("outcome"), max_length=12, choices=choices.Outcome)
    later_at = models.DateTimeField(_("call again at"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt to call")
        verbose_name_plural = _("attempts to call")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=choices.Outcome.values), name="call_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome=choices.Outcome.LATER, later_at__isnull=False)
                | (~Q(outcome=choices.Outcome.LATER) & Q(later_at=None)),
                name="call_later_has_a_time",
            ),
        ]
        triggers = append_only("the list of attempts")

    def __str__(self):
        return f"{self.call_back_id} · {self.get_outcome_display()}"
