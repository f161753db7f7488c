"""The campaign and its phases."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.fields import WordField
from common.triggers import audited
from organizations.models import Named, days_of
from sectors.choices import Phase
from sectors.querysets import CampaignQuerySet
from sectors.rules import Span


class Campaign(Named):
    """A special action with its first and last day (M01); a later one stands beside it."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    set_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("set up by"),
        help_text=_("Empty when it was loaded from the files."),
    )
    set_up_at = models.DateTimeField(_("set up at"))

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "-id"]
        triggers = [audited()]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start"
            ),
        ]

    @property
    def window(self) -> Span:
        """Its days."""
        return Span(self.starts_on, self.ends_on)


class CampaignPhase(models.Model):
    """The days of one phase."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases", verbose_name=_("campaign"))
    name = WordField(pgettext_lazy("campaign", "phase"), max_length=10, choices=Phase)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = pgettext_lazy("campaign", "phase")
        verbose_name_plural = pgettext_lazy("campaign", "phases")
        ordering = ["campaign", "starts_on"]
        triggers = [audited()]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="phase_once_in_campaign"),
            models.CheckConstraint(condition=Q(name__in=Phase.values), name="phase_is_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="phase_ends_after_start"),
            ExclusionConstraint(
                name="phase_one_a_day",
                expressions=[
                    ("campaign", RangeOperators.EQUAL),
                    (days_of("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.get_name_display()

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.starts_on, self.ends_on)
