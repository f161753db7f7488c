"""The bell, and when its owner wants to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from common.paging import KeyPage, page_by_key, page_links
from notices.choices import Wording
from notices.forms import ReadForm, WishesForm
from notices.models import Notice, Preference
from notices.rules import MUST_REACH
from notices.selectors import kind_of, with_words
from notices.services import choose_pace, mark_read

PAGE_SIZE = 50
NEWEST = ("-id",)
NO_CONTENT = 204


def page_of(request: HttpRequest, notices) -> KeyPage:
    """The page of notices that the address asks for, newest first."""
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    return page_by_key(notices, order=NEWEST, size=PAGE_SIZE, **cursors)


class Inbox(StaffPage):
    """What the user has been told, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page; opening it marks what it shows as read (by itself with JavaScript, by a button without)."""
        is_mentions = request.GET.get("tab") == "mentions"
        notices = Notice.objects.inbox_of(request.user)
        page = page_of(request, notices.mentions() if is_mentions else notices)
        unread = [notice for notice in page.rows if notice.read_at is None]
        context = {
            "notices": with_words(page.rows),
            # What is read here are the mentions alone: the rest stays unread until somebody opens it.
            "newest_unread": unread[0].pk if unread and not is_mentions else None,
            "tabs": [
                {"label": _("All"), "url": "?", "active": not is_mentions},
                {"label": _("I was mentioned"), "url": "?tab=mentions", "active": is_mentions},
            ],
            **page_links(page, request.GET),
        }
        return render(request, "notices/inbox.html", context)


class MarkRead(StaffPage):
    """The user has seen the inbox up to a notice."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark them; nothing else changes on the page."""
        form = ReadForm(request.POST)
        if form.is_valid():
            mark_read(user=request.user, up_to=form.cleaned_data["up_to"], at=timezone.now())
        return HttpResponse(status=NO_CONTENT) if request.htmx else redirect("notices:inbox")


class Wishes(StaffPage):
    """When the user wants to be told: at once, or together each working morning."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, as the user has chosen before."""
        chosen = Preference.objects.filter(user=request.user).first() or Preference()
        form = WishesForm(initial={"email": chosen.email, "sms": chosen.sms})
        return self._page(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the choice; it holds from the next notice on, and what has gathered leaves where it needn't wait."""
        form = WishesForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        choose_pace(user=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notices:wishes")

    def _page(self, form: WishesForm) -> HttpResponse:
        context = {
            "form": form,
            "urgent": [kind_of(wording) for wording in Wording if wording in MUST_REACH],
        }
        return render(self.request, "notices/wishes.html", context)
