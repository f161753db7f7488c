from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The shared case: its life, its clocks, its events and the accused-unit firewall."""

    name = "cases"
    verbose_name = _("Cases")
