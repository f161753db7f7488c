"""The written notice that goes with every refusal to accept (R1, R7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from cases.models.event import CaseEvent
from common.fields import WordField
from common.numbering import CHINA
from organizations.models import Unit


class Letter(models.Model):
    """What a desk lets a citizen know when it doesn't accept a complaint: written once, never changed.

    Regulations on Letters and Visits (2005), art. 21 and 22; Regulations on Petition Work (2022), art. 22 and 31.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters", verbose_name=_("case"))
    event = models.OneToOneField(CaseEvent, models.PROTECT, related_name="letter", verbose_name=_("event"))
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="letters", verbose_name=_("intake desk"))
    written_at = models.DateTimeField(_("written at"))
    reason = WordField(_("ground"), max_length=15, choices=choices.DeclineReason)
    forum = WordField(_("belongs to another procedure"), max_length=15, choices=choices.Forum, blank=True)
    way_out = models.TextField(_("way out"))

    class Meta:
        verbose_name = _("notice letter")
        verbose_name_plural = _("notice letters")
        ordering = ["id"]
        triggers = triggers.append_only()

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """The number of the document, such as 信告〔2026〕12号; it is the same in every language."""
        return f"信告〔{self.written_at.astimezone(CHINA).year}〕{self.pk}号"
