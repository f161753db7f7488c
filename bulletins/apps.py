from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulletinsConfig(AppConfig):
    """What the discipline commissions tell of concluded cases: to the units, and to everybody."""

    name = "bulletins"
    verbose_name = _("Bulletins")

    def ready(self):
        """Say what takes two people, and which rows are sealed."""
        from accounts.selectors import register_kinds
        from audit.registry import seal_rows_of
        from bulletins.services.two_keys import KINDS

        register_kinds(*KINDS)
        for name in ("BulletinEvent", "Figure", "StudyRecord"):
            seal_rows_of(self.get_model(name))
