"""How the plan of a sector has come down to a city or county: sent, read, confirmed, and deployed with a document (M07)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.triggers import audited, never_deleted
from organizations.models import Area, Sector
from sectors.models.campaign import Campaign


class Deployment(models.Model):
    """One sector in one city or county. Where there is no row, or no document, nothing has been deployed."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="deployments", verbose_name=_("campaign")
    )
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="deployments", verbose_name=_("sector"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="deployments", verbose_name=_("area"))
    deployed_on = models.DateField(_("deployed on"), null=True, blank=True)
    document = models.CharField(_("number of the document"), max_length=80, blank=True)
    sent_on = models.DateField(_("sent down on"), null=True, blank=True)
    read_on = models.DateField(_("read on"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("deployment in an area")
        verbose_name_plural = _("deployments in areas")
        ordering = ["campaign", "area", "sector"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "sector", "area"], name="deployment_once_in_area"),
            models.CheckConstraint(
                condition=Q(deployed_on=None, document="") | Q(deployed_on__isnull=False, document__gt=""),
                name="deployment_has_document",
            ),
            models.CheckConstraint(
                condition=Q(read_on=None) | Q(sent_on__isnull=False, read_on__gte=F("sent_on")),
                name="deployment_read_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(read_on__isnull=False, confirmed_on__gte=F("read_on")),
                name="deployment_confirmed_after_read",
            ),
        ]
        triggers = [audited(), never_deleted("deployment_never_deleted")]

    def __str__(self):
        return f"{self.sector} · {self.area}"
