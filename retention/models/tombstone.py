"""What is left of a record: that it was there, and by which list it went."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only
from organizations.models import Area
from retention import choices
from retention.models import triggers
from retention.models.batch import DisposalBatch, DisposalLine
from retention.querysets import TombstoneQuerySet


class Tombstone(models.Model):
    """One record that was disposed of: numbers, class, year and counts, no name and no word of it. Sealed into the audit.

    ``rows`` counts what was removed of each kind of record.
    """

    batch = models.ForeignKey(
        DisposalBatch, models.PROTECT, related_name="tombstones", verbose_name=_("destruction list")
    )
    line = models.OneToOneField(
        DisposalLine, models.PROTECT, related_name="tombstone", verbose_name=_("line of the list")
    )
    case_id = models.BigIntegerField(_("case"))
    number = models.CharField(_("number"), max_length=20)
    record_class = WordField(_("class"), max_length=15, choices=choices.RecordClass)
    ended_year = models.PositiveSmallIntegerField(_("year of ending"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    disposed_at = models.DateTimeField(_("disposed of at"))
    rows = models.JSONField(_("rows removed"))
    files = models.PositiveIntegerField(_("files removed"))

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        ordering = ["-id"]
        indexes = [models.Index(fields=["batch", "-id"], name="tombstone_of_batch")]
        constraints = [
            models.UniqueConstraint(fields=["case_id", "record_class"], name="disposed_once"),
        ]
        triggers = [*append_only("the register of tombstones"), triggers.only_by_disposal("NEW.line_id")]

    def __str__(self):
        return self.number

    @property
    def row_count(self) -> int:
        """All rows together."""
        return sum(self.rows.values())


class TombstoneRow(models.Model):
    """One sealed row that went with a record: its table, number and digest as it was sealed."""

    tombstone = models.ForeignKey(
        Tombstone, models.PROTECT, related_name="sealed_rows", verbose_name=_("tombstone")
    )
    source = models.CharField(_("table"), max_length=63)
    row = models.BigIntegerField(_("row"))
    digest = models.BinaryField(_("digest"))

    class Meta:
        verbose_name = _("sealed row that was disposed of")
        verbose_name_plural = _("sealed rows that were disposed of")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["source", "row"], name="sealed_row_disposed_once")]
        triggers = [
            *append_only("the register of tombstones"),
            triggers.only_by_disposal("SELECT line_id FROM retention_tombstone WHERE id = NEW.tombstone_id"),
        ]

    def __str__(self):
        return f"{self.source} · {self.row}"


class FileRemoval(models.Model):
    """A file in the private storage whose rows are gone and that is still to be deleted; the row goes when it is."""

    path = models.CharField(_("file"), max_length=200)
    line = models.ForeignKey(
        DisposalLine, models.PROTECT, related_name="+", verbose_name=_("line of the list")
    )
    noted_at = models.DateTimeField(_("noted at"))
    attempts = models.PositiveIntegerField(_("attempts"), default=0)

    class Meta:
        verbose_name = _("file to be deleted")
        verbose_name_plural = _("files to be deleted")
        ordering = ["attempts", "id"]

    def __str__(self):
        return self.path
