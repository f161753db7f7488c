from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Orders of the discipline commission, leads, and who is held to account."""

    name = "supervision"
    verbose_name = _("Supervision")

    def ready(self):
        """Follow the cases, which don't know this app; make known what of supervision takes two people."""
        from accounts.selectors import register_kinds
        from supervision import receivers  # noqa: F401
        from supervision.services.two_keys import KINDS

        register_kinds(*KINDS)
