"""The pages of one case as tabs: the case, the co-handlers' parts, the internal notes, and the file to take out."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.choices import Party
from cases.lifecycle import UNIT_STAGES
from cases.models import Case
from cases.permissions import can_see_parts, note_units, parties_of
from cases.querysets import CaseQuerySet
from cases.views.common import CasePage


class TabbedPage(CasePage):
    """A page of a case with tabs, which reads how many internal notes there are together with the case."""

    def with_extras(self, cases: CaseQuerySet) -> CaseQuerySet:
        """The notes written for the user's units, and those for the commission too, as numbers."""
        return super().with_extras(cases).counting_notes(note_units(self.request.user))


def tabs_of(user, case: Case, current: str, *, reads_all: bool = True) -> list[dict]:
    """The tabs of this user, with how many internal notes he reads; the case was found by a ``TabbedPage``."""
    supervises = Party.COMMISSION in parties_of(user, case)
    notes = case.own_notes + (case.shared_notes if supervises else 0)
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
