from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SectorsConfig(AppConfig):
    """The campaign, and what the departments of the eight sectors have undertaken in it."""

    name = "sectors"
    verbose_name = _("Sectors")

    def ready(self):
        """Say what takes two people, and which rows are sealed."""
        from accounts.selectors import register_kinds
        from audit.registry import seal_rows_of
        from sectors.services.two_keys import KINDS

        register_kinds(*KINDS)
        seal_rows_of(self.get_model("TaskEntry"))
        seal_rows_of(self.get_model("TaskFile"))
