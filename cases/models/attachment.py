"""The files that belong to a case."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from common.fields import WordField
from files.models import StoredFile


class Attachment(models.Model):
    """A file belongs to one case, for ever. ``added_by`` is empty when the citizen added it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments", verbose_name=_("case"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="attachment", verbose_name=_("file"))
    party = WordField(_("added as"), max_length=12, choices=choices.Party)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("by whom"),
    )
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party=choices.Party.CITIZEN, added_by=None)
                | (~Q(party=choices.Party.CITIZEN) & Q(added_by__isnull=False)),
                name="attachment_has_its_giver",
            )
        ]
        triggers = triggers.append_only()

    def __str__(self):
        return f"{self.case_id} · {self.file_id}"
