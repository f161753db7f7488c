from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Orders of the discipline commission, leads, and who is held to account."""

    name = "supervision"
    verbose_name = _("Supervision")

    def ready(self):
        """Follow the cases, which don't know this app; say what takes two people, and which rows are sealed."""
        from accounts.selectors import register_kinds
        from audit.registry import seal_rows_of
        from supervision import receivers  # noqa: F401
        from supervision.services.two_keys import KINDS

        register_kinds(*KINDS)
        for name in ("OrderEvent", "LeadEvent", "AccountEvent", "Threshold"):
            seal_rows_of(self.get_model(name))
