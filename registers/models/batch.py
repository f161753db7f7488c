"""A file that was read and waits for somebody to say that it is imported."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from registers import choices


class ImportBatch(models.Model):
    """What was read of a file: the rows that can be imported, and by their line those that can't, with the reasons.

    Nothing is in the register until it is confirmed; then the rows are gone from here and the counts stay.
    """

    register = WordField(_("register"), max_length=20, choices=choices.REGISTER_CHOICES)
    file_name = models.CharField(_("file"), max_length=200)
    rows = models.JSONField(_("rows"), default=list)
    problems = models.JSONField(_("problems"), default=list)
    state = WordField(
        _("state"), max_length=10, choices=choices.BatchState, default=choices.BatchState.PREPARED
    )
    counts = models.JSONField(_("counts"), default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("read by")
    )
    made_at = models.DateTimeField(_("read at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=choices.BatchState.CONFIRMED, confirmed_at__isnull=False)
                | Q(state=choices.BatchState.PREPARED, confirmed_at=None),
                name="import_confirmed_when",
            )
        ]

    def __str__(self):
        return f"{self.get_register_display()} · {self.file_name}"
