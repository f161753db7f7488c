"""What is due, class by class."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case
from common.paging import count_up_to, page_by_key, page_links
from retention.choices import Bar, RecordClass
from retention.selectors.due import bars_of, due_cases, due_day
from retention.selectors.terms import terms_on
from retention.views.page import ROWS, RetentionPage

COUNTED_AT_MOST = 10_000


class DueList(RetentionPage):
    """How much of each class is due, and of one class which records, with what keeps some of them."""

    tab = "due-list"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Counts by class, and a page of one class; without a word the first one of which something is due."""
        terms = terms_on(self.today)
        seen = Case.objects.supervised_by(request.user)
        due = {term.row.name: due_cases(seen, term, self.today) for term in terms}
        counts = {name: count_up_to(cases, COUNTED_AT_MOST) for name, cases in due.items()}
        usual = next((name for name, count in counts.items() if count), RecordClass.UNANSWERED)
        chosen = request.GET.get("class", "")
        chosen = chosen if chosen in due else str(usual)
        term = next(term for term in terms if term.row.name == chosen)
        page = page_by_key(
            due[chosen].for_list(),
            order=("closed_at", "id"),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        bars = bars_of([case.pk for case in page.rows], chosen, on=self.today)
        context = {
            "stats": [self._stat(term, counts[term.row.name], chosen) for term in terms],
            "term": term,
            "chosen": chosen,
            "rows": [
                {
                    "case": case,
                    "due_on": due_day(case, term),
                    "bars": [Bar(word).label for word in bars[case.pk]],
                }
                for case in page.rows
            ],
            **self.tabs(),
            **page_links(page, request.GET),
        }
        return render(request, "retention/due_list.html", context)

    def _stat(self, term, count: int, chosen: str) -> dict:
        more = "+" if count >= COUNTED_AT_MOST else ""
        years = term.years
        return {
            "label": term.label,
            "value": f"{count}{more}",
            "note": _("Kept for ever") if years is None else _("%(years)d years") % {"years": years},
            "url": f"{reverse('retention:due-list')}?class={term.row.name}",
            "active": term.row.name == chosen,
        }
