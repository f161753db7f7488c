"""What is written down about an item, for ever: how far it is, the four together, and its scores (M06, M08)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.fields import WordField
from common.triggers import append_only
from files.models import StoredFile
from sectors.choices import SCORES, EntryKind, Progress
from sectors.models.plan import Task
from sectors.rules import BEST_SCORE


class TaskEntry(models.Model):
    """One line about an item with its evidence. The newest of each kind says how it stands; no line is ever changed."""

    task = models.ForeignKey(
        Task, models.PROTECT, related_name="entries", verbose_name=_("numbered item of a plan")
    )
    kind = WordField(_("kind"), max_length=12, choices=EntryKind)
    progress = WordField(_("progress"), max_length=10, choices=Progress, blank=True)
    holds = models.BooleanField(pgettext_lazy("four together", "holds"), default=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    words = models.TextField(_("evidence"))
    document = models.CharField(_("number of the document"), max_length=80, blank=True)
    day = models.DateField(_("day"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("line about an item of a plan")
        verbose_name_plural = _("lines about items of plans")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="entry_has_evidence"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.PROGRESS, progress__in=Progress.values)
                | (~Q(kind=EntryKind.PROGRESS) & Q(progress="")),
                name="entry_progress_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SCORES, score__isnull=False, score__lte=BEST_SCORE)
                | (~Q(kind__in=SCORES) & Q(score=None)),
                name="entry_score_is_whole",
            ),
        ]
        triggers = append_only("what is written down about a plan")

    def __str__(self):
        return f"{self.task_id} · {self.get_kind_display()}"


class TaskFile(models.Model):
    """A file that bears out a line. Checked, sealed and scanned as the evidence of a case is; it belongs to its line for ever."""

    entry = models.ForeignKey(
        TaskEntry, models.PROTECT, related_name="files", verbose_name=_("line about an item of a plan")
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="task_file", verbose_name=_("file"))

    class Meta:
        verbose_name = _("file about an item of a plan")
        verbose_name_plural = _("files about items of plans")
        ordering = ["id"]
        triggers = append_only("what is written down about a plan")

    def __str__(self):
        return f"{self.entry_id} · {self.file_id}"
