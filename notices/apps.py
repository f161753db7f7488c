from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Messages that leave the house: the outbox and its channels."""

    name = "notices"
    verbose_name = _("Notices")

    def ready(self):
        """Hear of accounts, which don't know this app, and of alarms of the audit; say what of accounts takes two people."""
        from accounts.selectors import register_kinds
        from notices import receivers  # noqa: F401
        from notices.services.resets import FACTOR_RESET

        register_kinds(FACTOR_RESET)
