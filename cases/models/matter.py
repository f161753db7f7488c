"""Several cases that are one matter."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Matter(models.Model):
    """The case that leads, and those joined to it (``Case.matter``, its own too): one progress, one answer, N people.

    Who joined which case and when stands in the trails of both. What one case of a matter accuses shuts out from all.
    """

    leading = models.OneToOneField(
        "cases.Case", models.PROTECT, related_name="leads", verbose_name=_("leading case")
    )
    opened_at = models.DateTimeField(_("opened at"))

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")

    def __str__(self):
        return str(self.leading)
