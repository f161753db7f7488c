from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """What the sectors keep lists of, by rules that raise alarms."""

    name = "registers"
    verbose_name = _("Registers")

    def ready(self):
        """Hear of closed cases, and say which rows are sealed."""
        from audit.registry import seal_rows_of
        from registers import receivers  # noqa: F401

        seal_rows_of(self.get_model("RecordEvent"))
