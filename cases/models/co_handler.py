"""Who helps the responsible unit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import triggers
from cases.models.case import Case
from organizations.models import Unit


class CoHandler(models.Model):
    """A unit that helps the responsible one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="co_handler_rows", verbose_name=_("case"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="co_handler_rows", verbose_name=_("unit"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("co-handler")
        verbose_name_plural = _("co-handlers")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["unit", "case"], name="co_handler_once")]
        triggers = [triggers.co_handler_outside_firewall()]

    def __str__(self):
        return str(self.unit)
