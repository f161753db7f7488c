from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    """For how long records are kept, what keeps them longer, and how they go."""

    name = "retention"
    verbose_name = _("Retention")

    def ready(self):
        """Say what takes two people, what is sealed, which sealed rows went by decision, and what only the database writes."""
        from accounts.selectors import register_kinds
        from audit.registry import name_removals, only_owner_writes, seal_rows_of
        from retention import receivers  # noqa: F401
        from retention.selectors.tombstones import disposed_rows, unproved_rows
        from retention.services.two_keys import KINDS

        register_kinds(*KINDS)
        name_removals(explained=disposed_rows, unproved=unproved_rows)
        for name in ("Term", "Tombstone", "TombstoneRow"):
            seal_rows_of(self.get_model(name))
        for name in ("Tombstone", "TombstoneRow"):
            only_owner_writes(self.get_model(name))
