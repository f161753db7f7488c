from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Orders of the discipline commission, leads, and who is held to account."""

    name = "supervision"
    verbose_name = _("Supervision")

    def ready(self):
        """Follow the cases, which don't know this app."""
        from supervision import receivers  # noqa: F401
