"""How somebody looks at the list of cases: the filters he has saved, the columns, and where he begins."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit

NAME_LONGEST = 40
QUERY_LONGEST = 600


class SavedFilter(models.Model):
    """A question to the list of cases under a name: what to look for, never what was found.

    With ``unit`` the colleagues who act for that very unit use it too, each within his own sight.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=NAME_LONGEST)
    query = models.CharField(_("filter"), max_length=QUERY_LONGEST)
    unit = models.ForeignKey(
        Unit,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="shared_filters",
        verbose_name=_("shared with"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_named_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_has_name"),
        ]

    def __str__(self):
        return self.name


class ListChoice(models.Model):
    """What one user has chosen for the list: the columns by their names, and the saved filter that he begins with."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="list_choice", verbose_name=_("user")
    )
    columns = models.CharField(_("columns"), max_length=400, blank=True, default="")
    start = models.ForeignKey(
        SavedFilter,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("where the list begins"),
    )

    class Meta:
        verbose_name = _("choice for the list")
        verbose_name_plural = _("choices for the list")

    def __str__(self):
        return str(self.user_id)
