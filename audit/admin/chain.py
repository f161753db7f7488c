"""The state of the chain in the console, and having it verified."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.choices import CheckState, Fault
from audit.models import Verification
from audit.permissions import can_see_chain
from audit.registry import SOURCES
from audit.selectors import chain_state, latest_verifications
from audit.services import ask_for_verification
from common.admin import HouseAdmin

TONES = {CheckState.SOUND: "green", CheckState.BROKEN: "red"}
# So often a page looks again by itself while a verification is on its way.
SECONDS_BETWEEN_LOOKS = 5
SHOWN_FAULTS = 20


@admin.register(Verification)
class ChainAdmin(HouseAdmin):
    """The newest block, the verifications so far, and a button for another one."""

    can_view = staticmethod(can_see_chain)
    is_list_only = True

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The page instead of a list; a POST asks for a verification."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            ask_for_verification(actor=request.user, at=timezone.now())
            messages.success(request, _("A worker verifies the chain; this page shows how far it has come."))
            return redirect("admin:audit_verification_changelist")
        return self._page(request)

    def _page(self, request: HttpRequest) -> HttpResponse:
        checks = latest_verifications()
        running = next((check for check in checks if not check.is_over), None)
        done = next((check for check in checks if check.is_over), None)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("State of the audit chain"),
            "state": chain_state(),
            "running": running,
            "last": done and _shown(done),
            "faults": _in_words(done) if done else [],
            "checks": [_shown(check) for check in checks],
        }
        answer = render(request, "admin/audit/chain.html", context)
        if running:
            answer["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return answer


def _shown(check: Verification) -> dict:
    return {
        "at": check.finished_at or check.asked_at,
        "by": check.asked_by,
        "state": check.get_state_display(),
        "tone": TONES.get(check.state, "plain"),
        "rows": check.rows,
        "blocks": check.blocks_done,
    }


def _in_words(check: Verification) -> list[dict]:
    """What is wrong, in which table, block and row."""
    shown = []
    for fault in check.faults[:SHOWN_FAULTS]:
        source = SOURCES.get(fault["source"])
        shown.append(
            {
                "how": Fault(fault["fault"]).label,
                "where": str(source._meta.verbose_name_plural) if source else fault["source"] or "-",
                "block": fault["block"] or "-",
                "row": fault["row"] or "-",
            }
        )
    return shown
