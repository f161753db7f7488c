"""The read log: who has read what."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit import choices
from audit.querysets import ReadingQuerySet
from common.fields import WordField
from common.numbering import case_number
from common.triggers import append_only


class Reading(models.Model):
    """A user has read something sealed or personal: one short row, without a word of what was read.

    ``case_id`` is the case that it belongs to, as a number: the audit stands below the cases and outlives them. ``item`` says
    which page, file, record or request it was; where a reason had to be given, it stands with that request. No address and no
    browser is kept, and citizens are never in it.
    """

    at = models.DateTimeField(_("at"), db_default=Now())
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("who"),
    )
    kind = WordField(_("what"), max_length=15, choices=choices.ReadKind)
    case_id = models.BigIntegerField(_("case"), null=True, blank=True)
    item = models.CharField(_("record"), max_length=60, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("read log")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["reader", "-id"], name="reading_of_reader"),
            models.Index(
                fields=["case_id", "-id"], name="reading_of_case", condition=models.Q(case_id__isnull=False)
            ),
        ]
        triggers = append_only("the read log")

    def __str__(self):
        return f"{self.get_kind_display()} · {self.case_id or self.item}"

    @property
    def number(self) -> str:
        """The number of the case, whole where ``with_numbers`` has looked up its year; empty without a case."""
        if self.case_id is None:
            return ""
        received_at = getattr(self, "received_at", None)
        return case_number(received_at, self.case_id) if received_at else str(self.case_id)
