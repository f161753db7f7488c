"""Telling an answered matter to the public: written by one, released by another, taken back when need be."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cases.choices import Leak
from cases.forms import DecideReleaseForm, PublicAnswerForm, WithdrawForm
from cases.models import Case, PublicAnswer
from cases.permissions import can_decide_on_release, can_write_release
from cases.selectors.leaks import Found, mark_all
from cases.services import (
    MoveRefused,
    PublicText,
    TextLeaks,
    decide_on_public_answer,
    withdraw_public_answer,
    write_public_answer,
)
from cases.views.common import CasePage

SHOWN_AROUND = 12


class CaseRelease(CasePage):
    """The page of what everybody may read of a case; what can be done on it depends on how far the latest text has come."""

    def asks_again(self, request: HttpRequest) -> bool:
        """Before it is decided what everybody may read."""
        return "decision" in request.POST

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How it stands, and the form for the next step."""
        case = self._own_case()
        latest = self._latest(case)
        return self._show(case, latest, self._form(case, latest))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write, decide or take back; what must not be public is shown with its places."""
        case = self._own_case()
        latest = self._latest(case)
        form = self._form(case, latest, request.POST)
        if form is None or not form.is_valid():
            return self._show(case, latest, form)
        try:
            messages.success(request, self._act(case, latest, form))
        except TextLeaks as leaks:
            if "hide" in request.POST and isinstance(form, PublicAnswerForm):
                return self._show(
                    case, latest, PublicAnswerForm(initial=hidden(form.cleaned_data, leaks.found))
                )
            for sentence in leaks.sentences:
                form.add_error(None, sentence)
            return self._show(case, latest, form, found=places(self._text(latest, form), leaks.found))
        except MoveRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        return redirect("cases:case-release", pk=pk)

    def _act(self, case: Case, latest: PublicAnswer | None, form) -> str:
        by = {"actor": self.request.user, "at": self.now}
        if isinstance(form, DecideReleaseForm):
            decide_on_public_answer(answer_id=latest.pk, **form.cleaned_data, **by)
            return _("The decision is recorded.")
        if isinstance(form, WithdrawForm):
            withdraw_public_answer(answer_id=latest.pk, **form.cleaned_data, **by)
            return _("The text is withdrawn; its page says so.")
        write_public_answer(case_id=case.pk, text=PublicText(**form.cleaned_data), **by)
        return _("The text is written; a leader of the commission, somebody else than you, decides on it.")

    def _own_case(self) -> Case:
        case = self.find_case()
        if not can_write_release(self.request.user, case):
            raise Http404
        return case

    def _latest(self, case: Case) -> PublicAnswer | None:
        return case.public_answers.select_related("asked_by", "decided_by", "withdrawn_by").first()

    def _form(self, case: Case, latest: PublicAnswer | None, data=None):
        """What this user may do next: decide on a waiting text, withdraw a released one, or write one."""
        if latest is not None and latest.waits:
            return DecideReleaseForm(data) if can_decide_on_release(self.request.user, case, latest) else None
        if latest is not None and latest.is_released:
            return WithdrawForm(data)
        if case.closed_at is None:
            return None
        return PublicAnswerForm(data, initial=None if data else begun(case))

    def _text(self, latest: PublicAnswer | None, form) -> dict[str, str]:
        """The words that were checked."""
        if isinstance(form, PublicAnswerForm):
            return vars(PublicText(**form.cleaned_data).hidden())
        return {part: getattr(latest, part) for part in ("title", "matter", "outcome")}

    def _show(self, case: Case, latest, form, *, found=()) -> HttpResponse:
        context = {
            "case": case,
            "case_url": reverse("cases:case-detail", args=[case.pk]),
            "latest": latest,
            "earlier": case.public_answers.select_related("asked_by", "decided_by", "withdrawn_by"),
            "form": form,
            "writes": isinstance(form, PublicAnswerForm),
            "withdraws": isinstance(form, WithdrawForm),
            "found": found,
            "crumbs": self.crumbs(case, _("For the public")),
        }
        return render(self.request, "cases/case_release.html", context)


def begun(case: Case) -> dict[str, str]:
    """What the form begins with: the words of the answer, never those of the complaint."""
    answer = case.answer
    field = str(case.sector) if case.sector else _("A matter outside the eight sectors")
    return {
        "title": f"{case.city or case.area} · {field}",
        "matter": answer.request,
        "outcome": f"{answer.facts}\n\n{answer.opinion}",
    }


def hidden(text: dict[str, str], found: dict[str, list[Found]]) -> dict[str, str]:
    """The text with every found place marked, and what was marked before made unreadable."""
    clean = vars(PublicText(**text).hidden())
    return {part: mark_all(words, found.get(part, ())) for part, words in clean.items()}


def places(text: dict[str, str], found: dict[str, list[Found]]) -> list[dict]:
    """Each found place with a few letters around it, in which part of the text, and what is wrong with it."""
    return [
        {"part": part, "why": str(Leak(leak.kind).label), "where": _around(text[part], leak)}
        for part, leaks in found.items()
        for leak in leaks
    ]


def _around(text: str, leak: Found) -> str:
    begins, ends = max(0, leak.begins - SHOWN_AROUND), leak.ends + SHOWN_AROUND
    parts = (text[begins : leak.begins], format_html("<mark>{}</mark>", text[leak.begins : leak.ends]))
    return format_html_join("", "{}", ((part,) for part in (*parts, text[leak.ends : ends])))
