from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    """Citizens and municipal systems hand in complaints and follow them."""

    name = "complaints"
    verbose_name = _("Complaints")

    def ready(self):
        """Make the receipts of what other desks take down."""
        from complaints import receivers  # noqa: F401
