"""The callers' work list, and the screen of one call: script and answers on the left, what is known of the case on the right."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.views import StaffPage
from audit.choices import ReadKind
from audit.services import note_reading
from cases.models import Case
from common.numbering import CHINA
from common.paging import count_up_to, page_by_key, page_links
from evaluations import services
from evaluations.choices import ATTEMPTS_WITHOUT_ANSWERS, CallState, Outcome
from evaluations.forms.call_backs import AttemptForm, CallFilterForm, CallForm
from evaluations.models import CallBack
from evaluations.permissions.call_backs import can_call_back, can_oversee_calls
from evaluations.rules.call_backs import MOST_ATTEMPTS
from evaluations.selectors.call_lists import NOW, TABS, attempts_of, calls_for, narrowed, next_call, order_of
from evaluations.selectors.call_scripts import script_of
from evaluations.services import CallRefused

PAGE_SIZE = 50
COUNTED_AT_MOST = 999
REFUSED = 409


class CallersPage(StaffPage):
    """A page for the callers of a commission."""

    def check_access(self, user) -> None:
        """Whoever handles cases has nothing to do with how his work was liked."""
        super().check_access(user)
        if not can_call_back(user):
            raise PermissionDenied

    def crumbs(self, *steps: tuple[str, str]) -> list[dict]:
        """The way from the work list; the last step is the page itself."""
        way = [(_("Call-backs"), reverse("evaluations:call-backs") if steps else ""), *steps]
        return [{"label": label, "url": url} for label, url in way]


class CallBacks(CallersPage):
    """The work list: whom to call now, whom later, and what became of the others. No number and no name stands in it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of one tab."""
        form = CallFilterForm(request.GET, user=request.user)
        asked = request.GET.get("tab", "")
        tab = asked if asked in TABS else NOW
        rows = narrowed(calls_for(request.user, tab, at=self.now), **form.asked)
        cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
        page = page_by_key(rows.with_places(), order=order_of(tab), size=PAGE_SIZE, **cursors)
        tried = attempts_of([row.pk for row in page.rows])
        context = {
            "form": form,
            "tab": tab,
            "kept_tab": tab,
            "is_filtered": bool(form.asked),
            "reset_url": f"?tab={tab}",
            "tabs": self._tabs(tab, form),
            "rows": [self._line(row, tried) for row in page.rows],
            "oversees": can_oversee_calls(request.user),
            "done": _draft_of(request),
            "crumbs": self.crumbs(),
            **page_links(page, request.GET),
        }
        return render(request, "evaluations/call_backs.html", context)

    def _line(self, row: CallBack, tried: dict[int, int]) -> dict:
        is_late = row.state == CallState.WAITING and row.called_at is None and row.due_at <= self.now
        is_taken = row.claimed_by_id and row.claimed_until > self.now
        return {
            "row": row,
            "tried": tried.get(row.pk, 0),
            "is_late": is_late,
            "taken_by": row.claimed_by if is_taken else None,
        }

    def _tabs(self, current: str, form: CallFilterForm) -> list[dict]:
        labels = {
            "now": pgettext("call-back", "To call now"),
            "later": pgettext("call-back", "Later, or taken"),
            "done": pgettext("call-back", "Valid"),
            "silent": pgettext("call-back", "Not reached"),
            "left_out": pgettext("call-back", "Not called"),
        }
        query, tabs = self.request.GET.copy(), []
        for name in ("after", "before"):
            query.pop(name, None)
        for tab, label in labels.items():
            query["tab"] = tab
            found = narrowed(calls_for(self.request.user, tab, at=self.now), **form.asked)
            number = count_up_to(found, COUNTED_AT_MOST + 1)
            count = f"{COUNTED_AT_MOST}+" if number > COUNTED_AT_MOST else str(number)
            tabs.append(
                {"label": label, "url": f"?{query.urlencode()}", "active": tab == current, "count": count}
            )
        return tabs


class NextCall(CallersPage):
    """On to whoever is to be called next."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The next call-back; back to the list when nobody is left."""
        return to_next(request, at=self.now)


class Call(CallersPage):
    """One call: take it, see the number, ask the questions, and go on to the next."""

    def get(self, request: HttpRequest, call_back: int) -> HttpResponse:
        """What is known of the case, and the script; not the number."""
        row = self._found()
        note_reading(reader=request.user, kind=ReadKind.CASE, case_id=row.case_id, item=f"call-back:{row.pk}")
        return self._show(row)

    def post(self, request: HttpRequest, call_back: int) -> HttpResponse:
        """One step; what speaks against it is told, and nothing typed is lost."""
        row = self._found()
        steps = {
            "take": self._take,
            "enter": self._enter,
            "attempt": self._attempt,
            "hand_back": self._hand_back,
        }
        step = steps.get(request.POST.get("act", ""))
        if step is None:
            raise Http404
        try:
            return step(row)
        except CallRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
            typed = CallForm(request.POST) if step == self._enter else None
            return self._show(self._found(), status=REFUSED, form=typed)

    @property
    def _who(self) -> dict:
        return {"actor": self.request.user, "at": self.now}

    def _take(self, row: CallBack) -> HttpResponse:
        number = services.take_call_back(call_back_id=row.pk, **self._who)
        return self._show(self._found(), number=number)

    def _enter(self, row: CallBack) -> HttpResponse:
        form = CallForm(self.request.POST)
        if not form.is_valid():
            return self._show(row, form=form, status=REFUSED)
        entered = services.enter_call_back(call_back_id=row.pk, said=form.said, **self._who)
        messages.success(self.request, self._outcome(entered))
        return to_next(self.request, at=self.now, done=row.pk)

    def _outcome(self, row: CallBack) -> str:
        if row.reopened:
            return _("Kept. The case is reopened, and the department has to handle it anew.")
        return _("Kept.")

    def _attempt(self, row: CallBack) -> HttpResponse:
        form = AttemptForm(self.request.POST)
        if not form.is_valid():
            return self._show(row, attempt_form=form, status=REFUSED)
        noted = services.note_attempt(call_back_id=row.pk, **form.cleaned_data, **self._who)
        if noted.state == CallState.WAITING:
            then = noted.next_at.astimezone(CHINA)
            said = _("Written down. The next attempt is possible from %(moment)s.")
            messages.success(self.request, said % {"moment": f"{then:%Y-%m-%d %H:%M}"})
        else:
            messages.success(self.request, _("Written down; this call-back is over."))
        return to_next(self.request, at=self.now, but_for=row.pk)

    def _hand_back(self, row: CallBack) -> HttpResponse:
        services.hand_back(call_back_id=row.pk, **self._who)
        messages.success(self.request, _("Handed back to the list."))
        return redirect("evaluations:call-backs")

    def _show(
        self, row: CallBack, *, number: str = "", form=None, attempt_form=None, status: int = 200
    ) -> HttpResponse:
        is_mine = row.state == CallState.WAITING and row.claimed_by_id == self.request.user.pk
        is_typed = form is not None
        form = form or CallForm()
        attempts = list(row.attempts.select_related("caller"))
        context = {
            "row": row,
            "case": row.case,
            "sees_case": Case.objects.visible_to(self.request.user).filter(pk=row.case_id).exists(),
            "number": number,
            "is_mine": is_mine,
            "is_waiting": row.state == CallState.WAITING,
            "is_early": bool(row.next_at and row.next_at > self.now),
            "form": form,
            "is_typed": is_typed,
            "attempt_form": attempt_form or AttemptForm(),
            "lines": [(line, form[line.field] if line.field else None) for line in script_of(row.case).lines],
            "attempts": attempts,
            "most_attempts": MOST_ATTEMPTS,
            "outcomes": [one for one in ATTEMPTS_WITHOUT_ANSWERS if one != Outcome.LATER],
            "done": _draft_of(self.request),
            "crumbs": self.crumbs((row.case.number, "")),
        }
        response = render(self.request, "evaluations/call.html", context, status=status)
        add_never_cache_headers(response)
        return response

    def _found(self) -> CallBack:
        rows = CallBack.objects.visible_to(self.request.user)
        joined = ("case__sector", "case__area", "case__desk", "answer__unit", "claimed_by", "done_by")
        row = rows.select_related(*joined).filter(pk=self.kwargs["call_back"]).first()
        if row is None:
            raise Http404
        return row


def _draft_of(request: HttpRequest) -> str:
    """The draft of the call that was just entered, which the browser needn't keep any more."""
    done = request.GET.get("done", "")
    return f"call-{done}" if done.isdecimal() else ""


def to_next(request: HttpRequest, *, at, done: int | None = None, but_for: int | None = None) -> HttpResponse:
    """On to the next call-back; ``done`` tells the page whose draft isn't needed any more."""
    row = next_call(request.user, at=at, but_for=but_for)
    query = f"?done={done}" if done else ""
    if row is None:
        messages.info(request, _("Nobody else is to be called now."))
        return redirect(f"{reverse('evaluations:call-backs')}{query}")
    return redirect(f"{reverse('evaluations:call-back', args=[row.pk])}{query}")
