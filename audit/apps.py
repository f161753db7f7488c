from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who read and who changed what, chained so that tampering shows."""

    name = "audit"
    verbose_name = _("Audit")

    def ready(self):
        """The audit seals its own rows too, and listens to the console."""
        from audit import receivers  # noqa: F401
        from audit.registry import seal_rows_of

        seal_rows_of(self.get_model("AuditEntry"))
        seal_rows_of(self.get_model("Reading"))
