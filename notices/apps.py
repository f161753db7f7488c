from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Messages that leave the house: the outbox and its channels."""

    name = "notices"
    verbose_name = _("Notices")

    def ready(self):
        """Hear of accounts, which don't know this app, and of alarms of the audit."""
        from notices import receivers  # noqa: F401
