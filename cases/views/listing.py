"""The list of cases: queues as tabs, saved filters with their counts, chosen columns, pages by key."""

import hashlib

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from cases.filters import CaseFilter, question_of, read_questions
from cases.forms import BULK_FORMS, SaveFilterForm
from cases.models import Case
from cases.permissions import bulk_moves, can_classify_in_bulk, is_clerk
from cases.selectors.columns import Column, chosen_columns, fields_of, with_columns
from cases.selectors.queue import waiting_for
from cases.selectors.rows import for_rows, rows_of
from cases.selectors.tasks import COUNTED_AT_MOST, has_too_many, note_count
from cases.selectors.worklist import TABS, Saved, choices_of, queue_of
from cases.services.bulk import CLASSIFY, MOST_CASES
from cases.views.cells import drawn_rows
from cases.views.common import CasePage
from common.paging import KeyPage, counts_up_to, page_by_key, page_links

PAGE_SIZE = 50
# Of a saved filter it is told whether there are more than fit a glance.
FILTER_COUNTED_AT_MOST = 99


class CaseList(CasePage):
    """The cases that somebody may see."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of one queue; a search from the top bar looks through all cases, an address that asks for nothing
        leads to where this user begins."""
        self.choices = choices_of(request.user)
        if not request.GET and self.choices.start:
            return redirect(f"{request.path}?{self.choices.start.query}")
        return render(request, "cases/case_list.html", self.context())

    def context(self) -> dict:
        """What page and refreshing show."""
        request, (tab, found) = self.request, self.asked_for()
        columns = chosen_columns(self.choices.columns)
        page = self._page(tab, found, columns)
        question = question_of(request.GET, tab)
        moves = bulk_choices(request.user)
        waiting, saved = self._counted(question)
        rows = rows_of(page.rows, at=self.now, searched=_searched(found))
        return {
            "form": found.form,
            "is_filtered": found.is_narrowed,
            "behind": found.behind,
            "is_wrong": not found.is_valid(),
            "columns": columns,
            "rows": list(drawn_rows(rows, columns, picks=bool(moves))),
            "question": question,
            "tab": tab,
            "tabs": self._tabs(tab, waiting),
            "saved": saved,
            "is_saved": any(row["active"] for row in saved),
            "save_form": SaveFilterForm(user=request.user, initial={"query": question}),
            "reset_url": f"?tab={tab}",
            "moves": moves,
            "most": MOST_CASES,
            "is_first_page": not (request.GET.get("after") or request.GET.get("before")),
            "can_route": tab == "waiting" and bool(page.rows) and is_clerk(request.user),
            "picks": bool(moves),
            "live_seconds": self.live_seconds,
            **page_links(page, request.GET),
        }

    def asked_for(self) -> tuple[str, CaseFilter]:
        """The queue and the filters of this address."""
        tab = self._tab()
        queue = queue_of(self.request.user, tab, asked=self.request.GET, at=self.now)
        return tab, CaseFilter(self.request.GET, queryset=queue, request=self.request)

    def _tab(self) -> str:
        asked = self.request.GET.get("tab", "")
        if asked in TABS:
            return asked
        return "all" if self.request.GET.get("q") else "waiting"

    def _page(self, tab: str, found: CaseFilter, columns: tuple[Column, ...]) -> KeyPage:
        cases: QuerySet[Case] = Case.objects.none()
        if found.is_valid():
            cases = for_rows(found.qs, searched=_searched(found), also=fields_of(columns))
        return page_by_key(
            with_columns(cases, columns),
            order=TABS[tab][1],
            size=PAGE_SIZE,
            after=self.request.GET.get("after", ""),
            before=self.request.GET.get("before", ""),
        )

    def _tabs(self, current: str, waiting: str) -> list[dict]:
        """The queues with the filters kept; only what waits is counted, and only so far."""
        return [
            {
                "label": label,
                "url": f"?{question_of(self.request.GET, word)}",
                "active": word == current,
                "count": waiting if word == "waiting" else "",
                "counted": word,
                "go": {"waiting": "w", "open": "o", "closed": "c", "all": "a"}[word],
            }
            for word, (label, _order) in TABS.items()
        ]

    def _counted(self, question: str) -> tuple[str, list[dict]]:
        """How much waits, and the saved filters with how much each finds: one statement at most for all of them."""
        user = self.request.user
        asked = read_questions(self.choices.filters, request=self.request)
        counting = [(found.qs, FILTER_COUNTED_AT_MOST + 1) for _saved, found in asked if found]
        if has_too_many(user):
            waiting, counts = COUNTED_AT_MOST + 1, counts_up_to(counting)
        else:
            waiting, *counts = counts_up_to(
                [(waiting_for(user, at=self.now), COUNTED_AT_MOST + 1), *counting]
            )
            note_count(user, waiting)
        left = iter(counts)
        rows = [
            saved_row(saved, question, None if found is None else _capped(next(left), FILTER_COUNTED_AT_MOST))
            for saved, found in asked
        ]
        return _capped(waiting, COUNTED_AT_MOST) if waiting else "", rows


class CaseListLive(CaseList):
    """The rows and counts of the list as they are now, for a page that stands open."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A piece of the page, or 304 where nothing has changed since the one that was taken along last."""
        self.choices = choices_of(request.user)
        body = render_to_string("cases/case_live.html", self.context(), request=request)
        etag = f'"{hashlib.blake2b(body.encode(), digest_size=12).hexdigest()}"'
        unchanged = get_conditional_response(request, etag=etag)
        answer = unchanged or HttpResponse(body, headers={"ETag": etag})
        answer["Cache-Control"] = "private, no-cache"
        return answer


def saved_row(saved: Saved, question: str, count: str | None) -> dict:
    """A saved filter as a link; ``count`` None says that it isn't understood any more."""
    return {
        "saved": saved,
        "url": f"?{saved.query}",
        "active": saved.query == question,
        "is_old": count is None,
        "count": count or "",
    }


def bulk_choices(user) -> list[tuple[str, str]]:
    """What this user may do with many cases at once, by name and word."""
    moves = [(move.name, move.label) for move in bulk_moves(user) if move.name in BULK_FORMS]
    return [*moves, (CLASSIFY, _("Set the sector"))] if can_classify_in_bulk(user) else moves


def _searched(found: CaseFilter) -> str:
    return found.form.cleaned_data["q"] if found.is_valid() else ""


def _capped(count: int, most: int) -> str:
    return _("%(count)d+") % {"count": most} if count > most else str(count)
