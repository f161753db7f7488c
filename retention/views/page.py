"""What all pages of retention share."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.views import StaffPage
from retention.permissions import can_keep_records

ROWS = 50


class RetentionPage(StaffPage):
    """A page for the discipline commissions, who keep the records. ``tab`` is the part that it belongs to."""

    tab = ""

    def check_access(self, user) -> None:
        """Nobody else learns what is kept and what went."""
        super().check_access(user)
        if not can_keep_records(user):
            raise PermissionDenied

    def tabs(self) -> dict:
        """The parts of retention, for the tabs on top."""
        parts = (
            ("due-list", _("Due")),
            ("batch-list", _("Destruction lists")),
            ("hold-list", _("Holds")),
            ("tombstone-list", _("Tombstones")),
            ("term-list", pgettext("retention", "Terms")),
        )
        return {
            "tabs_label": _("Retention of records"),
            "tabs": [
                {"label": label, "url": reverse(f"retention:{name}"), "active": name == self.tab}
                for name, label in parts
            ],
        }

    def crumbs(self, title: str) -> list[dict]:
        """The way to a page below a part."""
        above = next(tab for tab in self.tabs()["tabs"] if tab["active"])
        return [{"label": above["label"], "url": above["url"]}, {"label": title, "url": ""}]
