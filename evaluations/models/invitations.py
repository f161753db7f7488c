"""Invitations to rate a visit, the one vote of each, and what else was answered."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only, never_deleted
from evaluations import choices
from evaluations.models.visits import Visit


class Invitation(models.Model):
    """A visitor is asked by text message how it was; which number that is nobody can read here.

    ``was_helped`` and ``was_told``: help, and that a reply no longer counts, are said once, so that two machines which answer
    each other come to an end.
    """

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="invitation", verbose_name=_("visit"))
    phone_mark = models.CharField(max_length=32, editable=False, blank=True)
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("open until"))
    state = WordField(
        _("state"), max_length=10, choices=choices.InvitationState, default=choices.InvitationState.OPEN
    )
    was_helped = models.BooleanField(_("help was given"), default=False)
    was_told = models.BooleanField(_("told that it no longer counts"), default=False)

    class Meta:
        verbose_name = _("invitation to rate")
        verbose_name_plural = _("invitations to rate")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["phone_mark", "-id"], name="invitation_mark", condition=~Q(phone_mark="")),
            models.Index(fields=["invited_at"], name="invitation_day"),
            models.Index(fields=["expires_at"], name="invitation_open", condition=Q(state="open")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["phone_mark"],
                condition=Q(state="open") & ~Q(phone_mark=""),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_ends_after_it_begins"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="invitation_stays", fields=["visit", "invited_at", "expires_at"]),
            never_deleted("invitation_never_deleted"),
        ]

    def __str__(self):
        return f"{self.visit} · {self.get_state_display()}"


class VisitVote(models.Model):
    """The one vote of an invitation; it is written once and never changed. ``words`` are what was said beside the grade."""

    invitation = models.OneToOneField(
        Invitation, models.PROTECT, related_name="vote", verbose_name=_("invitation to rate")
    )
    grade = WordField(_("grade"), max_length=12, choices=choices.Grade)
    words = models.TextField(_("words"), blank=True)
    voted_at = models.DateTimeField(_("rated at"))

    class Meta:
        verbose_name = _("rating of a visit")
        verbose_name_plural = _("ratings of visits")
        ordering = ["-id"]
        indexes = [models.Index(fields=["voted_at"], name="visit_vote_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade__in=choices.Grade.values), name="visit_vote_grade_is_known"
            )
        ]
        triggers = append_only("what visitors have said")

    def __str__(self):
        return self.get_grade_display()


class InvitationReply(models.Model):
    """A text message that belongs to an invitation and is no vote: kept as it came, since nothing is lost."""

    invitation = models.ForeignKey(
        Invitation, models.PROTECT, related_name="replies", verbose_name=_("invitation to rate")
    )
    kind = WordField(_("kind"), max_length=10, choices=choices.ReplyKind)
    words = models.TextField(_("words"), blank=True)
    at = models.DateTimeField(_("came at"))

    class Meta:
        verbose_name = _("other reply to an invitation")
        verbose_name_plural = _("other replies to invitations")
        ordering = ["-id"]
        triggers = append_only("what visitors have said")

    def __str__(self):
        return self.get_kind_display()
