from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    """How citizens rate what was done."""

    name = "evaluations"
    verbose_name = _("Evaluations")

    def ready(self):
        """Join the tracking page of complaints, which doesn't know this app, and say which rows are sealed."""
        from audit.registry import seal_rows_of
        from evaluations import receivers  # noqa: F401

        seal_rows_of(self.get_model("VisitVote"))
