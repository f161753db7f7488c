"""Work on many cases that outlives a request: moves in bulk, and large files of the list."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models.case import Case
from common.fields import WordField


class BulkJob(models.Model):
    """One move on many cases, prepared, looked at and then confirmed once by whoever owns it.

    ``details`` are the particulars with units and sectors by their ids. ``revision`` counts how often they were put anew, so that
    nobody confirms what he hasn't seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="bulk_jobs", verbose_name=_("owner")
    )
    move = models.CharField(_("move"), max_length=20)
    note = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("particulars"), default=dict)
    revision = models.PositiveIntegerField(_("times prepared"), default=0)
    state = WordField(_("state"), max_length=10, choices=choices.BulkState, default=choices.BulkState.DRAFT)
    made_at = models.DateTimeField(_("made at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("move in bulk")
        verbose_name_plural = _("moves in bulk")
        ordering = ["-made_at"]
        indexes = [
            models.Index(
                fields=["confirmed_at"],
                name="bulk_running",
                condition=Q(state=choices.BulkState.RUNNING),
            ),
            models.Index(fields=["made_at"], name="bulk_made"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=choices.BulkState.DRAFT, confirmed_at=None, finished_at=None)
                | Q(state=choices.BulkState.RUNNING, confirmed_at__isnull=False, finished_at=None)
                | Q(
                    state=choices.BulkState.DONE,
                    confirmed_at__isnull=False,
                    finished_at__isnull=False,
                ),
                name="bulk_state_has_its_times",
            )
        ]

    def __str__(self):
        return f"{self.move} · {self.id}"


class BulkItem(models.Model):
    """One case of a move in bulk: why it will not be moved, as far as that is known, and what became of it."""

    job = models.ForeignKey(BulkJob, models.CASCADE, related_name="items", verbose_name=_("move in bulk"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("case"))
    position = models.PositiveIntegerField(_("position"))
    outcome = WordField(
        _("outcome"), max_length=10, choices=choices.BulkOutcome, default=choices.BulkOutcome.WAITING
    )
    reasons = ArrayField(models.CharField(max_length=30), verbose_name=_("reasons"), default=list, blank=True)

    class Meta:
        verbose_name = _("case of a move in bulk")
        verbose_name_plural = _("cases of a move in bulk")
        ordering = ["job", "position"]
        indexes = [
            models.Index(
                fields=["job", "position"],
                name="bulk_item_waiting",
                condition=Q(outcome=choices.BulkOutcome.WAITING),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["job", "case"], name="bulk_case_once"),
            models.CheckConstraint(
                condition=~Q(outcome=choices.BulkOutcome.REFUSED) | ~Q(reasons=[]),
                name="bulk_refusal_has_reasons",
            ),
        ]

    def __str__(self):
        return f"{self.job_id} · {self.case_id}"


class ExportJob(models.Model):
    """A large file of the list that a worker writes for one user, who alone may download it for a day.

    ``asked`` are the checked filters, ``columns`` names of columns. A worker that writes gives a sign of life in
    ``seen_at``; when the signs stay away another one begins anew. ``file`` is a path in the private storage; ``newest_event`` tells
    what has happened since it was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="export_jobs", verbose_name=_("owner")
    )
    tab = models.CharField(_("queue"), max_length=10)
    asked = models.JSONField(_("filter"), default=dict, encoder=DjangoJSONEncoder)
    columns = models.CharField(_("columns"), max_length=400)
    kind = WordField(_("kind"), max_length=10, choices=choices.FileKind)
    language = models.CharField(_("language"), max_length=10)
    state = WordField(
        _("state"), max_length=10, choices=choices.ExportState, default=choices.ExportState.WAITING
    )
    total = models.PositiveIntegerField(_("rows expected"))
    written = models.PositiveIntegerField(_("rows written"), default=0)
    attempts = models.PositiveSmallIntegerField(_("times begun"), default=0)
    newest_event = models.BigIntegerField(_("newest event when it was begun"), default=0)
    file = models.CharField(_("file"), max_length=100, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    seen_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("large file")
        verbose_name_plural = _("large files")
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state", "asked_at"], name="export_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=choices.ExportState.DONE) & ~Q(file="")
                | ~Q(state=choices.ExportState.DONE) & Q(file=""),
                name="export_done_has_file",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.id}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be written."""
        return self.state in (choices.ExportState.DONE, choices.ExportState.FAILED)

    @property
    def percent(self) -> int:
        """How much is written, in hundredths of what was counted at the beginning."""
        return min(100, self.written * 100 // self.total) if self.total else 0
