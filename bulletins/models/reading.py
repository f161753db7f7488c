"""Who is asked before he is shown up, which units get a circular, and what they record of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bulletins import choices
from bulletins.models.dossier import Item
from bulletins.models.edition import Edition
from bulletins.querysets import RecipientQuerySet, ReplyQuerySet
from common.fields import WordField
from common.triggers import append_only, audited, never_deleted, text_stays
from organizations.models import Unit


class ReplyRequest(models.Model):
    """A named unit is asked what it has to say to the passage on it; ``passage`` are the words that it was shown.

    ``ended_at``: the edition went back to its drafter, so that nobody waits for this reply any more.
    """

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="replies", verbose_name=_("edition of a bulletin")
    )
    item = models.ForeignKey(
        Item, models.PROTECT, related_name="replies", verbose_name=_("item of a bulletin")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="bulletin_replies", verbose_name=_("unit that is named")
    )
    passage = models.TextField(_("what it was shown"))
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("due on"))
    reply = models.TextField(_("reply"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replied by"),
    )
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a reply")
        verbose_name_plural = _("requests for replies")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "item"], condition=Q(ended_at=None), name="reply_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_by=None, replied_at=None)
                | Q(reply__gt="", replied_by__isnull=False, replied_at__isnull=False),
                name="reply_is_whole",
            ),
        ]
        triggers = [
            never_deleted("reply_never_deleted"),
            text_stays("reply_stays", "edition_id", "item_id", "unit_id", "passage", "asked_at", "due_on"),
            pgtrigger.Protect(
                name="reply_given_once",
                operation=pgtrigger.UpdateOf("reply", "replied_by_id", "replied_at"),
                condition=~pgtrigger.Q(old__reply=""),
            ),
            audited(by_name_only=("passage", "reply")),
        ]

    def __str__(self):
        return f"{self.unit_id} · {self.due_on}"


class Recipient(models.Model):
    """A unit that gets a circular, and the receipt that it has signed (M83)."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="recipients", verbose_name=_("edition of a bulletin")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="circulars", verbose_name=_("unit"))
    due_on = models.DateField(_("to be read by"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed for by"),
    )
    read_at = models.DateTimeField(_("signed for at"), null=True, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient of a circular")
        verbose_name_plural = _("recipients of circulars")
        ordering = ["edition", "unit__code"]
        indexes = [models.Index(fields=["due_on"], name="recipient_unread", condition=Q(read_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit"], name="recipient_once"),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="recipient_read_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="recipient_read_once",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__read_at__isnull=False),
            ),
            audited(),
        ]

    def __str__(self):
        return f"{self.edition_id} · {self.unit_id}"


class StudyRecord(models.Model):
    """How a unit has studied a circular: when, how, how many, and what came of it (M83)."""

    recipient = models.ForeignKey(
        Recipient, models.PROTECT, related_name="studies", verbose_name=_("recipient of a circular")
    )
    held_on = models.DateField(_("held on"))
    form = WordField(_("how"), max_length=10, choices=choices.StudyForm)
    people = models.PositiveIntegerField(_("how many took part"))
    words = models.TextField(_("what came of it"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("study record")
        verbose_name_plural = _("study records")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="study_with_somebody"),
            models.CheckConstraint(condition=~Q(words=""), name="study_says_something"),
        ]
        triggers = append_only("the study record of a unit")

    def __str__(self):
        return f"{self.recipient_id} · {self.held_on}"
