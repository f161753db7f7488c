"""Answered matters for everybody: a list to look through, and a page for each. No account, no script."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from cases.choices import Decision
from cases.models import PublicAnswer
from common.paging import page_by_key, page_links
from complaints.forms.answered import AnsweredForm
from complaints.selectors.answered import answered, answered_rows

PAGE_SIZE = 20
NEWEST = ("-decided_at", "-id")
GONE = 410


@method_decorator(login_not_required, name="dispatch")
class AnsweredList(View):
    """The released answers, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of what was looked for."""
        form = AnsweredForm(request.GET)
        asked = form.cleaned_data if form.is_valid() else {}
        query = asked.get("q", "")
        found = answered(query=query, sector=asked.get("sector", ""), city=asked.get("city", ""))
        page = page_by_key(
            found if form.is_valid() else PublicAnswer.objects.none(),
            order=NEWEST,
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "form": form,
            "rows": answered_rows(page.rows, query=query),
            "is_filtered": any(request.GET.get(name) for name in form.fields),
            "is_wrong": not form.is_valid(),
            "reset_url": request.path,
            "nav_current": "answered",
            **page_links(page, request.GET),
        }
        return render(request, "complaints/answered_list.html", context)


@method_decorator(login_not_required, name="dispatch")
class AnsweredPage(View):
    """One released answer."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The text; of a withdrawn one only that it was withdrawn, and when."""
        texts = PublicAnswer.objects.for_everybody().filter(slug=slug, decision=Decision.GRANTED)
        text = texts.first()
        if text is None:
            raise Http404
        if text.withdrawn_at is not None:
            context = {"withdrawn_on": text.withdrawn_at, "nav_current": "answered"}
            return render(request, "complaints/answered_page.html", context, status=GONE)
        context = {"row": answered_rows([text])[0], "nav_current": "answered"}
        return render(request, "complaints/answered_page.html", context)
