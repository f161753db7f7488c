from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    """The home pages of the staff, and figures across apps."""

    name = "dashboard"
    verbose_name = _("Dashboard")

    def ready(self):
        """Count what is about to be disposed of."""
        from dashboard import receivers  # noqa: F401
