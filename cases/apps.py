from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The shared case: its life, its clocks, its events and the accused-unit firewall."""

    name = "cases"
    verbose_name = _("Cases")

    def ready(self):
        """Make known what of cases takes two people."""
        from accounts.selectors import register_kinds
        from cases.services.two_keys import KINDS

        register_kinds(*KINDS)
        from cases import receivers  # noqa: F401
