from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who may act for which unit, and the sealed names of those who complain."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        """Know of every sign-in."""
        from accounts import receivers  # noqa: F401
