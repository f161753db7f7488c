"""What the public reads beside the questions: updates while it is on the air, and the feedback edition a week later."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only, audited, never_deleted, text_stays
from hotline.choices import PromiseState
from hotline.models.question import Question
from hotline.models.session import Session


class SessionUpdate(models.Model):
    """One line on the live page, for ever."""

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="updates", verbose_name=_("hotline session")
    )
    text = models.CharField(_("update"), max_length=300)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("update of a session")
        verbose_name_plural = _("updates of sessions")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="update_says_something")]
        triggers = append_only("what was written for the public")

    def __str__(self):
        return f"{self.session_id} · {self.at:%H:%M}"


class Edition(models.Model):
    """The feedback edition of a session: drafted by itself a week later, published by an official (追踪, 反馈)."""

    session = models.OneToOneField(
        Session, models.PROTECT, related_name="edition", verbose_name=_("hotline session")
    )
    text = models.TextField(_("introduction"), blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    class Meta:
        verbose_name = _("feedback edition")
        verbose_name_plural = _("feedback editions")
        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | (Q(published_at__isnull=False, published_by__isnull=False) & ~Q(text="")),
                name="edition_published_whole",
            )
        ]
        triggers = [
            never_deleted("edition_never_deleted"),
            text_stays("edition_stays", "session_id", "drafted_at"),
            audited(),
        ]

    def __str__(self):
        return f"{self.session}"


class EditionLine(models.Model):
    """What the edition says of one promise: how it stood on the day of publication."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="lines", verbose_name=_("feedback edition")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="lines", verbose_name=_("question of a session")
    )
    state = WordField(_("state"), max_length=10, choices=PromiseState)

    class Meta:
        verbose_name = _("line of a feedback edition")
        verbose_name_plural = _("lines of feedback editions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "question"], name="edition_line_once"),
            models.CheckConstraint(condition=Q(state__in=PromiseState.values), name="edition_state_is_known"),
        ]
        triggers = append_only("what was published of a promise")

    def __str__(self):
        return f"{self.edition_id} · {self.question_id}"
