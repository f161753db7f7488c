"""What every staff page shows around its content; nothing is read until a staff page asks for it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import can_see_duties, can_use_dashboard
from accounts.selectors import Standing, standing_of
from complaints.permissions import can_take_down
from notices.models import Notice
from notices.permissions import can_see_dead_letters

COUNTED_AT_MOST = 99


def staff_navigation(request: HttpRequest) -> dict:
    """Menu, bell, and the user's role and unit.

    Every value is lazy: public pages and the API use none of them, and so cause no query. Role and unit are words,
    ``unread_notices`` is a number in words, "99+" at most.
    """
    return {
        "nav_items": SimpleLazyObject(lambda: _menu(request)),
        "unread_notices": SimpleLazyObject(lambda: _unread(request)),
        "notices_url": SimpleLazyObject(
            lambda: reverse("notices:inbox") if _standing(request).actings else ""
        ),
        "user_role": SimpleLazyObject(lambda: _duties(request)[0]),
        "user_unit": SimpleLazyObject(lambda: _duties(request)[1]),
    }


def _standing(request: HttpRequest) -> Standing:
    return standing_of(request.user, on=timezone.localdate())


def _menu(request: HttpRequest) -> list[dict]:
    """The places that this user may go to; none for whoever has no duty."""
    standing = _standing(request)
    if not standing.actings:
        return []
    entries = [(_("Overview"), reverse("dashboard:home"), "layout-dashboard")]
    if standing.reads_cases:
        cases = reverse("cases:case-list")
        entries.append((_("Waiting for me"), f"{cases}?tab=waiting", "inbox"))
        entries.append((_("Cases"), f"{cases}?tab=open", "file-text"))
        entries.append((_("Calendar"), reverse("cases:calendar"), "calendar"))
        entries.append((_("Statistics"), reverse("dashboard:analysis"), "chart-bar"))
    if can_use_dashboard(request.user) and standing.reads_cases:
        entries.append((_("Reply templates"), reverse("cases:template-list"), "clipboard-list"))
    if can_take_down(request.user):
        entries.append((_("Take down a complaint"), reverse("complaints:take-down"), "phone"))
        entries.append((_("Sealed hand-overs"), reverse("cases:handover-list"), "shield-lock"))
    entries.append((_("Notices"), reverse("notices:inbox"), "bell"))
    if can_see_dead_letters(request.user):
        entries.append((_("Undelivered notices"), reverse("notices:dead-letters"), "mail"))
    if can_see_duties(request.user):
        entries.append((_("Lost second factors"), reverse("accounts:factor-resets"), "key"))
    if standing.enters_console:
        entries.append((_("Console"), reverse("admin:index"), "settings"))
    here, keys = _here(request), _keys()
    return [
        {
            "label": label,
            "url": url,
            "icon": icon,
            "count": "",
            "active": url == here,
            "go": keys.get(url, ""),
        }
        for label, url, icon in entries
    ]


def _keys() -> dict[str, str]:
    """The letters that lead to these addresses after a g."""
    cases = reverse("cases:case-list")
    return {
        reverse("dashboard:home"): "h",
        f"{cases}?tab=waiting": "w",
        f"{cases}?tab=open": "o",
        reverse("notices:inbox"): "n",
    }


def _here(request: HttpRequest) -> str:
    """The menu's address of the page that is shown: a case belongs to the list of cases."""
    cases = reverse("cases:case-list")
    for part in ("handover-list", "template-list", "calendar"):
        if request.path.startswith(address := reverse(f"cases:{part}")):
            return address
    if request.path == cases:
        waits = request.GET.get("tab", "" if request.GET.get("q") else "waiting") == "waiting"
        return f"{cases}?tab={'waiting' if waits else 'open'}"
    return f"{cases}?tab=open" if request.path.startswith(cases) else request.path


def _unread(request: HttpRequest) -> str:
    """How many notices the user has not opened, counting no further than the bell can show."""
    unread = Notice.objects.inbox_of(request.user).unread().order_by()[: COUNTED_AT_MOST + 1].count()
    return f"{COUNTED_AT_MOST}+" if unread > COUNTED_AT_MOST else str(unread or "")


def _duties(request: HttpRequest) -> tuple[str, str]:
    """The user's roles and units, each once."""
    actings = _standing(request).actings
    roles = dict.fromkeys(str(Role(acting.role).label) for acting in actings)
    units = dict.fromkeys(str(acting.unit) for acting in actings)
    return _(", ").join(roles), _(", ").join(units)
