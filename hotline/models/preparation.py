"""What comes before a broadcast: who is to answer, who approved a substitute, and the checklist with its days (M69)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from common.fields import WordField
from common.triggers import append_only, audited, never_deleted, text_stays
from hotline.choices import Rank, Step
from hotline.models.session import Session
from organizations.models import Person


class Guest(models.Model):
    """Who answers for the unit, as it was reported. The newest line counts; none is ever changed."""

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="guests", verbose_name=_("hotline session")
    )
    name = models.CharField(_("name"), max_length=40)
    post = models.CharField(_("post"), max_length=80)
    rank = WordField(_("rank"), max_length=10, choices=Rank)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("official of the register"),
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"))

    class Meta:
        verbose_name = _("guest of a session")
        verbose_name_plural = _("guests of sessions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(rank__in=Rank.values), name="guest_rank_is_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(post=""), name="guest_is_named"),
        ]
        triggers = append_only("who was reported as guest")

    def __str__(self):
        return f"{self.post} · {self.name}"

    @property
    def is_first(self) -> bool:
        """Whether the first leader comes himself."""
        return self.rank == Rank.FIRST


class SubstituteApproval(TwoKeyAct):
    """That somebody else than the first leader comes: asked for with the reason, decided by the commission (ADR 21)."""

    guest = models.ForeignKey(
        Guest, models.PROTECT, related_name="approvals", verbose_name=_("guest of a session")
    )

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("approval of a substitute")
        verbose_name_plural = _("approvals of substitutes")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["guest"], condition=Q(decision__in=["", "granted"]), name="substitute_approved_once"
            ),
        ]
        triggers = two_key_triggers("substitute", "guest_id")

    def __str__(self):
        return f"{self.guest_id} · {self.get_decision_display() or self.asked_at:%Y-%m-%d}"


class SessionStep(models.Model):
    """One line of the checklist of a session: by when, and who has done it when."""

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="steps", verbose_name=_("hotline session")
    )
    name = WordField(_("step"), max_length=10, choices=Step)
    due_at = models.DateTimeField(_("due"))
    remind_at = models.DateTimeField(_("reminder at"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    note = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("step of a session")
        verbose_name_plural = _("steps of sessions")
        ordering = ["session", "due_at", "id"]
        indexes = [
            models.Index(
                fields=["remind_at"],
                name="step_to_remind_of",
                condition=Q(done_at=None, reminded_at=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["session", "name"], name="step_once_in_session"),
            models.CheckConstraint(condition=Q(name__in=Step.values), name="step_is_known"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="step_done_by_somebody",
            ),
        ]
        triggers = [
            never_deleted("step_never_deleted"),
            text_stays("step_stays", "session_id", "name"),
            audited(unnoted=("reminded_at",)),
        ]

    def __str__(self):
        return f"{self.session_id} · {self.get_name_display()}"

    @property
    def is_late(self) -> bool:
        """Whether it was done after its moment."""
        return self.done_at is not None and self.done_at > self.due_at
