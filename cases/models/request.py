"""What a unit asks for in a case and somebody else decides: that the case isn't its own, or more time."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoKeyAct, two_key_triggers
from cases import choices
from cases.models.case import Case
from cases.rules import MOST_DAYS_MORE
from common.fields import WordField
from organizations.models import Unit


class CaseRequest(TwoKeyAct):
    """One request with its reason, and what became of it: granted, refused, or lapsed because the case went on."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="requests", verbose_name=_("case"))
    kind = WordField(_("what is asked for"), max_length=10, choices=choices.RequestKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit that asks"))
    days = models.PositiveSmallIntegerField(
        _("days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS_MORE)],
    )

    class Meta(TwoKeyAct.Meta):
        verbose_name = _("request of a unit")
        verbose_name_plural = _("requests of units")
        ordering = ["id"]
        constraints = [
            *TwoKeyAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(decision=""), name="request_waits_once"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind=choices.RequestKind.MORE_TIME, decision=choices.Decision.GRANTED),
                name="more_time_granted_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=choices.RequestKind.OBJECTION, days=None)
                | Q(kind=choices.RequestKind.MORE_TIME, days__range=(1, MOST_DAYS_MORE)),
                name="request_of_days",
            ),
        ]
        triggers = two_key_triggers("request", "case_id", "kind", "unit_id", "days")

    def __str__(self):
        return f"{self.case_id} · {self.get_kind_display()}"
