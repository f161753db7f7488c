"""The pages of one case as tabs: the case, the co-handlers' parts, the internal notes, and the file to take out."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.lifecycle import UNIT_STAGES
from cases.models import Case
from cases.permissions import can_see_parts


def tabs_of(user, case: Case, current: str, *, reads_all: bool = True, notes: int = 0) -> list[dict]:
    """The tabs of this user; ``notes`` is how many internal notes he reads, told beside the tab."""
    tabs = [("case", pgettext("tab", "Case"), "cases:case-detail", "")]
    if reads_all and case.stage in UNIT_STAGES and can_see_parts(user, case):
        tabs.append(("parts", _("Co-handling"), "cases:case-parts", ""))
    tabs.append(("notes", _("Internal notes"), "cases:case-notes", notes or ""))
    tabs.append(("file", _("Case file"), "cases:case-bundle", ""))
    return [
        {
            "label": label,
            "url": reverse(address, args=[case.pk]),
            "active": name == current,
            "count": count,
        }
        for name, label, address, count in tabs
    ]
