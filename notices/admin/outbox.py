"""The outbox in the console: how far messages have come, without what they say."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.permissions import can_run_system
from common.admin import BigTableAdmin, badge, column_filter
from notices.choices import Channel, Delivery, State
from notices.models import Notice
from notices.services import retry_dead_notices

TONES = {
    State.SENT: "green",
    State.BUNDLED: "green",
    State.PENDING: "blue",
    State.GATHERED: "blue",
    State.SENDING: "blue",
    State.RETRYING: "yellow",
    State.UNKNOWN: "yellow",
    State.DEAD: "red",
    State.CLOSED: "plain",
}


@admin.register(Notice)
class NoticeAdmin(BigTableAdmin):
    """Messages for whoever keeps the system running: neither the words nor the case are shown."""

    can_view = staticmethod(can_run_system)
    is_personal = True
    actions = ("try_again",)
    list_display = (
        "number",
        "receiver",
        "channel",
        "state_shown",
        "delivery",
        "attempts",
        "created_at",
        "sent_at",
        "fault",
    )
    list_filter = (
        column_filter("state", _("state"), State.choices),
        column_filter("delivery", _("delivery"), Delivery.choices),
        column_filter("channel", pgettext_lazy("notice", "channel"), Channel.choices),
    )
    list_display_links = None
    # The name of a notice is its text.
    is_list_only = True
    list_select_related = ("user", "closed_by")
    list_disable_select_all = True

    def get_queryset(self, request):
        """Without the particulars."""
        return super().get_queryset(request).defer("context")

    @admin.display(description=_("number"))
    def number(self, notice):
        """As the log of the mail server may name it."""
        return notice.pk

    @admin.display(description=_("receiver"))
    def receiver(self, notice):
        """A user's name; a citizen has none here."""
        return str(notice.user) if notice.user else _("Citizen")

    @admin.display(description=_("state"))
    def state_shown(self, notice):
        """With its colour."""
        return badge(notice.get_state_display(), TONES[notice.state])

    @admin.display(description=_("last error"))
    def fault(self, notice):
        """What went wrong, for a citizen only the kind, as a provider may repeat the number; or who left it so, and why."""
        if notice.state == State.CLOSED:
            return f"{notice.closed_reason} ({notice.closed_by or '-'})"
        return notice.last_error if notice.user else notice.last_error.partition(":")[0]

    @admin.action(description=_("Try again"), permissions=["view"])
    def try_again(self, request, queryset):
        """Put the given-up ones among the chosen messages back into the outbox."""
        ids = list(queryset.values_list("pk", flat=True))
        count = retry_dead_notices(notice_ids=ids, actor=request.user, at=timezone.now())
        said = ngettext(
            "%(count)d message will be tried again.", "%(count)d messages will be tried again.", count
        )
        self.message_user(request, said % {"count": count})
