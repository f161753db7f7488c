"""Internal notes: what officials write for each other about a case, apart from every word to the citizen."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from cases.querysets import NoteQuerySet
from common.fields import WordField
from organizations.models import Unit


class CaseNote(models.Model):
    """One row of the notes, written once: a note, a new wording of one, or the reason why one was struck out.

    ``unit`` is the unit that the author wrote for; ``circle`` says who reads it. A new wording and a strike-out point at
    the note that they are about (``about``) and have its unit and circle.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes", verbose_name=_("case"))
    kind = WordField(_("kind"), max_length=10, choices=choices.NoteKind)
    about = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("about the note"),
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="case_notes", verbose_name=_("unit"))
    circle = WordField(_("who reads it"), max_length=12, choices=choices.NoteCircle)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_notes", verbose_name=_("by whom")
    )
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"], name="note_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=choices.NoteKind.WRITTEN, about=None)
                | (~Q(kind=choices.NoteKind.WRITTEN) & Q(about__isnull=False)),
                name="note_follow_up_is_about_one",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.UniqueConstraint(
                fields=["about"], condition=Q(kind=choices.NoteKind.STRUCK), name="note_struck_once"
            ),
        ]
        triggers = triggers.append_only()

    def __str__(self):
        return f"{self.case_id} · {self.get_kind_display()} · {self.at:%Y-%m-%d}"


class NoteMention(models.Model):
    """Somebody was picked in a note, and told."""

    note = models.ForeignKey(CaseNote, models.PROTECT, related_name="mentions", verbose_name=_("note"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="note_mentions", verbose_name=_("user")
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="mentioned_once")]
        triggers = triggers.append_only()

    def __str__(self):
        return f"{self.note_id} · {self.user}"
