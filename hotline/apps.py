from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    """The hotline programme: sessions, questions, what was promised on the air, and the guidance for all levels."""

    name = "hotline"
    verbose_name = _("Hotline programme")

    def ready(self):
        """Say what takes two people, which rows are sealed, and listen for questions that come in by the web form."""
        from accounts.selectors import register_kinds
        from audit.registry import seal_rows_of
        from hotline import receivers  # noqa: F401
        from hotline.services.two_keys import KINDS

        register_kinds(*KINDS)
        for name in ("SessionEvent", "Guest", "SessionUpdate"):
            seal_rows_of(self.get_model(name))
