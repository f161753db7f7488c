"""Co-handlers: the page of a case as one of them sees it, and what all of them are asked as the others do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.lifecycle import MOVE_BY_NAME
from cases.models import Case
from cases.permissions import available_moves, can_see_parts, helping_units
from cases.selectors.dialogue import thread_for_staff
from cases.selectors.evidence import evidence_for_staff
from cases.selectors.facts import facts_for_helper
from cases.selectors.lights import days_left, light_of
from cases.selectors.parts import PartShown, helpers_of, own_parts, shares_of
from cases.selectors.trail_words import MOVE_ICONS
from cases.views.common import CasePage
from cases.views.tabs import TabbedPage, tabs_of


def part_page(view: CasePage, case: Case) -> HttpResponse:
    """The page of a case for a co-handler: its own part, and of the case what that shows it (M56)."""
    user, at = view.request.user, view.now
    parts = own_parts(case, helping_units(user), at=at)
    shares = shares_of(shown.part for shown in parts)
    context = {
        "case": case,
        "light": light_of(case, at=at),
        "days": days_left(case.due_on, at=at),
        "facts": facts_for_helper(case),
        "parts": parts,
        "story": case.story if shares.story else "",
        "thread": thread_for_staff(case, with_revenge=False) if shares.messages else [],
        "evidence": evidence_for_staff(case, opens_originals=False) if shares.files else None,
        "buttons": _buttons(user, case, parts),
        "tabs": tabs_of(user, case, "case", reads_all=False),
        "crumbs": view.crumbs(case),
    }
    return render(view.request, "cases/case_part.html", context)


def _buttons(user, case: Case, parts: list[PartShown]) -> list[dict]:
    """Handing in, while something is awaited."""
    row = MOVE_BY_NAME["contribute"]
    if row not in available_moves(user, case) or not any(shown.is_open for shown in parts):
        return []
    url = reverse("cases:case-move", args=[case.pk, row.name])
    return [
        {"label": row.label, "url": url, "css": "btn-primary", "icon": MOVE_ICONS[row.name], "key": ""},
    ]


class CaseParts(TabbedPage):
    """What the co-handlers of a case are asked and have handed in."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """For the responsible unit, the desk and the commission."""
        case = self.find_case()
        if not can_see_parts(request.user, case):
            raise Http404
        helpers = helpers_of(case, at=self.now)
        may_ask = MOVE_BY_NAME["ask_part"] in available_moves(request.user, case)
        context = {
            "case": case,
            "helpers": helpers,
            "may_ask": may_ask and any(helper.is_free for helper in helpers),
            "may_return": may_ask and any(helper.parts and not helper.parts[0].is_open for helper in helpers),
            "tabs": tabs_of(request.user, case, "parts"),
            "crumbs": self.crumbs(case, _("Co-handling")),
        }
        return render(request, "cases/case_parts.html", context)
