"""The complaint form for whoever reads little or has a bad phone: one question a page, without JavaScript or a session."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator

from complaints.forms import LAST, STEPS, StepForm
from complaints.views.create import ComplaintPage


@method_decorator(login_not_required, name="dispatch")
class ComplaintSimple(ComplaintPage):
    """One question a page; all answers travel with the page, so that nothing is stored before it is sent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The first question, with a key of its own."""
        return self.page(request, StepForm(on=timezone.localdate()), number=1)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go on, go back, or send; a page with something wrong on it isn't left forwards."""
        form = StepForm(request.POST, request.FILES, on=timezone.localdate())
        is_fine, here = form.keep_files(), step_number(request.POST.get("step"))
        go = request.POST.get("go", "next")
        if go == "send" and here == LAST:
            return (
                self.send(request, form) if is_fine else self.page(request, form, number=form.first_wrong())
            )
        if go != "next":
            form.show(step_number(go), tells_errors=False)
            return self._answer(request, form)
        if form.is_wrong_at(here):
            return self.page(request, form, number=here)
        if STEPS[here - 1].name == "city":
            form.leave_city()
        following = LAST if request.POST.get("reviewed") else min(here + 1, LAST)
        form.show(following, tells_errors=False)
        return self._answer(request, form)

    def page(
        self, request: HttpRequest, form: StepForm, *, status: int = 200, number: int = LAST
    ) -> HttpResponse:
        """The page with that number and what is wrong on it."""
        form.show(number, tells_errors=True)
        return self._answer(request, form, status=status)

    def _answer(self, request: HttpRequest, form: StepForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "step": form.step,
            "count": LAST,
            "is_last": form.number == LAST,
            "reviewed": form.number == LAST or request.POST.get("reviewed"),
            "nav_current": "complain",
        }
        response = render(request, "complaints/complaint_simple.html", context, status=status)
        add_never_cache_headers(response)
        return response


def step_number(typed: str | None) -> int:
    """The number of a page as it came in; the first page when it is none."""
    return min(max(int(typed), 1), LAST) if typed and typed.isdecimal() and len(typed) < 3 else 1
