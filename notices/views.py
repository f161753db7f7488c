"""The bell, and the notices that could not be delivered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from common.paging import KeyPage, page_by_key, page_links
from notices.forms import ReadForm
from notices.models import Notice
from notices.permissions import can_see_dead_letters
from notices.selectors import dead_letters_of, shown
from notices.services import mark_read, retry_dead_notice

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
            "notices": page.rows,
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


class DeadLetterPage(StaffPage):
    """A page for those who look after what could not be delivered."""

    def check_access(self, user) -> None:
        """System administrators and inspectors."""
        super().check_access(user)
        if not can_see_dead_letters(user):
            raise PermissionDenied


class DeadLetters(DeadLetterPage):
    """The notices that were given up."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page: to whom, by which channel, why it failed; never what it says."""
        page = page_of(request, dead_letters_of(request.user))
        context = {"letters": [shown(notice) for notice in page.rows], **page_links(page, request.GET)}
        return render(request, "notices/dead_letters.html", context)


class RetryDeadLetter(DeadLetterPage):
    """Trying a given-up notice once more."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it back into the outbox."""
        notice = get_object_or_404(dead_letters_of(request.user), pk=pk)
        retry_dead_notice(notice_id=notice.pk, actor=request.user, at=timezone.now())
        messages.success(request, _("The notice is on its way again."))
        return redirect("notices:dead-letters")
