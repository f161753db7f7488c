"""The notices that could not be delivered: once more, or left undelivered with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.views import StaffPage
from common.paging import page_links
from notices.forms import ChosenForm, CloseForm
from notices.permissions import can_see_dead_letters
from notices.selectors import dead_letters_of, shown
from notices.services import close_dead_notices, retry_dead_notices
from notices.views.inbox import page_of


class DeadLetterPage(StaffPage):
    """A page for those who look after what could not be delivered."""

    def check_access(self, user) -> None:
        """System administrators and inspectors."""
        super().check_access(user)
        if not can_see_dead_letters(user):
            raise PermissionDenied

    def page(self, form: CloseForm) -> HttpResponse:
        """One page: to whom, by which channel, why it failed; never what it says."""
        page = page_of(self.request, dead_letters_of(self.request.user))
        chosen = set(form.data.getlist("notices")) if form.is_bound else set()
        context = {
            "letters": [shown(notice) for notice in page.rows],
            "form": form,
            "chosen": [notice.pk for notice in page.rows if str(notice.pk) in chosen],
            **page_links(page, self.request.GET),
        }
        return render(self.request, "notices/dead_letters.html", context)

    def ids_of(self, form: ChosenForm) -> list[int]:
        """Those of the chosen notices that this user looks after; the others don't exist for him."""
        chosen = dead_letters_of(self.request.user).filter(pk__in=form.cleaned_data["notices"])
        return list(chosen.values_list("pk", flat=True))


class DeadLetters(DeadLetterPage):
    """The notices that were given up."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest first."""
        return self.page(CloseForm())


class RetryDeadLetters(DeadLetterPage):
    """Trying given-up notices once more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put them back into the outbox."""
        form = ChosenForm(request.POST)
        if form.is_valid():
            count = retry_dead_notices(notice_ids=self.ids_of(form), actor=request.user, at=timezone.now())
            said = ngettext(
                "%(count)d notice is on its way again.", "%(count)d notices are on their way again.", count
            )
            messages.success(request, said % {"count": count})
        else:
            messages.error(request, _("Choose at least one notice."))
        return redirect("notices:dead-letters")


class CloseDeadLetters(DeadLetterPage):
    """Leaving given-up notices undelivered."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Only with a reason, which stays with whoever gave it."""
        form = CloseForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        count = close_dead_notices(
            notice_ids=self.ids_of(form),
            reason=form.cleaned_data["reason"],
            actor=request.user,
            at=timezone.now(),
        )
        said = ngettext(
            "%(count)d notice is left undelivered.", "%(count)d notices are left undelivered.", count
        )
        messages.success(request, said % {"count": count})
        return redirect("notices:dead-letters")
