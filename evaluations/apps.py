from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    """How citizens rate what was done."""

    name = "evaluations"
    verbose_name = _("Evaluations")

    def ready(self):
        """Join the tracking page of complaints, which doesn't know this app, what takes two people, which rows are sealed."""
        from accounts.selectors import register_kinds
        from audit.registry import seal_rows_of
        from evaluations import receivers  # noqa: F401
        from evaluations.services.appraisal_keys import KINDS

        register_kinds(*KINDS)
        for name in ("CallShare", "RoundEvent", "Score", "VisitVote"):
            seal_rows_of(self.get_model(name))
