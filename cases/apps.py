from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The shared case: its life, its clocks, its events and the accused-unit firewall."""

    name = "cases"
    verbose_name = _("Cases")

    def ready(self):
        """Make known what of cases takes two people; the trail is sealed, and the audit learns who reads which cases."""
        from accounts.selectors import register_kinds
        from audit.registry import name_cases, seal_rows_of
        from cases import receivers  # noqa: F401
        from cases.selectors.audited import cases_known_to_auditor
        from cases.services.two_keys import KINDS

        register_kinds(*KINDS)
        seal_rows_of(self.get_model("CaseEvent"))
        case = self.get_model("Case")
        name_cases(model=case, read_by=case.objects.visible_to, audited_by=cases_known_to_auditor)
