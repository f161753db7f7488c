from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Who is who: areas, units, leaders and the eight sectors."""

    name = "organizations"
    verbose_name = _("Organisations")
