"""The list of cases: queues as tabs, filters, pages by key."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Stage
from cases.filters import CaseFilter
from cases.models import Case
from cases.permissions import is_clerk
from cases.selectors.queue import MOST_URGENT, waiting_for
from cases.selectors.rows import for_rows, rows_of
from cases.views.common import CasePage
from common.paging import count_up_to, page_by_key, page_links

PAGE_SIZE = 50
COUNTED_AT_MOST = 1000
NEWEST = ("-id",)

# Nobody has to act on these any more.
OVER = (Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN)

# By their word in the address: the name, and the order of the rows.
TABS = {
    "waiting": (gettext_lazy("Waiting for me"), MOST_URGENT),
    "open": (gettext_lazy("All open"), MOST_URGENT),
    "closed": (gettext_lazy("Closed"), NEWEST),
    "all": (gettext_lazy("All"), NEWEST),
}


class CaseList(CasePage):
    """The cases that somebody may see."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of one queue; a search from the top bar looks through all cases."""
        tab, found = self.asked_for()
        searched = found.form.cleaned_data["q"] if found.is_valid() else ""
        cases = for_rows(found.qs, searched=searched) if found.is_valid() else Case.objects.none()
        page = page_by_key(
            cases,
            order=TABS[tab][1],
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "form": found.form,
            "is_filtered": found.is_narrowed,
            "behind": found.behind,
            "is_wrong": not found.is_valid(),
            "rows": list(rows_of(page.rows, at=self.now, searched=searched)),
            "export_query": self._kept(tab).urlencode(),
            "tab": tab,
            "tabs": self._tabs(tab, found),
            "reset_url": f"?tab={tab}",
            "can_route": tab == "waiting" and bool(page.rows) and is_clerk(request.user),
            **page_links(page, request.GET),
        }
        return render(request, "cases/case_list.html", context)

    def asked_for(self) -> tuple[str, CaseFilter]:
        """The queue and the filters of this address."""
        tab = self._tab()
        return tab, CaseFilter(self.request.GET, queryset=self._queue(tab), request=self.request)

    def _kept(self, tab: str) -> QueryDict:
        """What the address asks for, without the place in the list."""
        kept = self.request.GET.copy()
        for name in ("after", "before"):
            kept.pop(name, None)
        kept["tab"] = tab
        return kept

    def _tab(self) -> str:
        asked = self.request.GET.get("tab", "")
        if asked in TABS:
            return asked
        return "all" if self.request.GET.get("q") else "waiting"

    def _queue(self, tab: str) -> QuerySet[Case]:
        user = self.request.user
        if tab == "waiting":
            return waiting_for(user, at=self.now)
        cases = Case.objects.visible_to(user)
        if tab == "open":
            return cases.open()
        return cases.filter(stage__in=OVER) if tab == "closed" else cases

    def _tabs(self, current: str, found: CaseFilter) -> list[dict]:
        """The queues with the filters kept; only what waits is counted, and only so far."""
        tabs = [
            {
                "label": label,
                "url": f"?{self._kept(word).urlencode()}",
                "active": word == current,
                "count": "",
            }
            for word, (label, _order) in TABS.items()
        ]
        tabs[0]["count"] = self._waiting_count()
        return tabs

    def _waiting_count(self) -> str:
        count = count_up_to(waiting_for(self.request.user, at=self.now), COUNTED_AT_MOST + 1)
        return _("%(count)d+") % {"count": COUNTED_AT_MOST} if count > COUNTED_AT_MOST else str(count or "")
