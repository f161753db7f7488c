"""What citizen and officials write to each other about a case; neither learns who the other is."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from common.fields import WordField
from organizations.models import Unit


class CaseMessage(models.Model):
    """One message. ``unit`` and ``author`` are empty when the citizen wrote it; the citizen is shown the unit alone."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="messages", verbose_name=_("case"))
    kind = WordField(_("kind"), max_length=12, choices=choices.MessageKind, default=choices.MessageKind.TALK)
    party = WordField(_("written as"), max_length=12, choices=choices.Party)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="case_messages", verbose_name=_("unit")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_messages",
        verbose_name=_("by whom"),
    )
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"], name="message_thread")]
        constraints = [
            models.CheckConstraint(
                condition=Q(party=choices.Party.CITIZEN, author=None, unit=None)
                | (~Q(party=choices.Party.CITIZEN) & Q(author__isnull=False, unit__isnull=False)),
                name="message_has_its_writer",
            )
        ]
        triggers = [
            triggers.never_deleted("message_never_deleted"),
            pgtrigger.ReadOnly(name="message_stays", exclude=["read_at"]),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.get_party_display()} · {self.sent_at:%Y-%m-%d}"
