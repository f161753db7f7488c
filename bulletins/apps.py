from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulletinsConfig(AppConfig):
    """What the discipline commissions tell of concluded cases: to the units, and to everybody."""

    name = "bulletins"
    verbose_name = _("Bulletins")

    def ready(self):
        """Say what takes two people, which rows are sealed, and that whoever is exposed is out of the appraisal's ranking."""
        from accounts.selectors import register_kinds
        from audit.registry import seal_rows_of
        from bulletins.selectors.exposed import exposed_units
        from bulletins.services.two_keys import KINDS
        from evaluations.choices.appraisal import VetoKind
        from evaluations.selectors.vetoes import VetoSource, register_veto_source

        register_kinds(*KINDS)
        register_veto_source(VetoSource("bulletins", VetoKind.EXPOSED, exposed_units))
        for name in ("BulletinEvent", "Figure", "StudyRecord"):
            seal_rows_of(self.get_model(name))
