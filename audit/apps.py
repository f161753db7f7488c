from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who read and who changed what, chained so that tampering shows."""

    name = "audit"
    verbose_name = _("Audit")
