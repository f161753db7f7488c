"""The trail: what happened to a case, written once."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.models.case import Case
from common.fields import WordField
from organizations.models import Unit

# Rare moves by which a case leaves somebody or is taken up again; who looks for patterns finds them by an index.
HANDED_ON = ("reassign", "impose", "consent", "recall", "reconsider")


class CaseEvent(models.Model):
    """One row of the trail, written in the same transaction as the change it tells of; never changed afterwards."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="events", verbose_name=_("case"))
    at = models.DateTimeField(_("at"))
    name = WordField(_("event"), max_length=30, choices=choices.EventName)
    move = models.CharField(_("move"), max_length=20, blank=True)
    from_stage = WordField(_("stage before"), max_length=10, choices=choices.Stage, blank=True)
    to_stage = WordField(_("stage after"), max_length=10, choices=choices.Stage, blank=True)
    party = WordField(_("acting as"), max_length=12, choices=choices.Party)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_events",
        verbose_name=_("by whom"),
    )
    # Its index stands below, with the order in which a unit's latest acts are read.
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="case_events",
        verbose_name=_("unit"),
    )
    note = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("particulars"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case", "id"], name="event_trail"),
            models.Index(fields=["unit", "-id"], name="event_of_unit"),
            models.Index(fields=["at"], name="event_handed_on", condition=Q(move__in=HANDED_ON)),
        ]
        triggers = triggers.append_only()

    def __str__(self):
        return f"{self.case_id} · {self.name} · {self.move}"
