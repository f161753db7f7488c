"""What every staff page shows around its content; nothing is read until a staff page asks for it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from accounts.permissions import can_oversee, can_see_duties, can_use_dashboard
from accounts.selectors import Standing, standing_of
from bulletins.permissions import is_of_media
from common.addresses import address
from common.statements import Statement, given
from complaints.permissions import can_take_down
from evaluations.permissions import can_see_windows
from evaluations.permissions.call_backs import can_call_back
from evaluations.permissions.rounds import can_see_appraisal
from hotline.permissions import can_see_programme
from notices.models import Notice
from notices.permissions import can_see_dead_letters
from registers.permissions import can_see_registers
from retention.permissions import can_keep_records
from supervision.permissions import can_keep_ledger, can_see_leads

COUNTED_AT_MOST = 99


def staff_navigation(request: HttpRequest) -> dict:
    """Menu, bell, and the user's role and unit.

    Every value is lazy: public pages and the API use none of them, and so cause no query. Role and unit are words,
    ``unread_notices`` is a number in words, "99+" at most, ``oversees`` whether names of units lead to their pages.
    """
    return {
        "nav_items": SimpleLazyObject(lambda: _menu(request)),
        "unread_notices": SimpleLazyObject(lambda: _unread(request)),
        "notices_url": SimpleLazyObject(
            lambda: address("notices:inbox") if _has_inbox(_standing(request)) else ""
        ),
        "user_role": SimpleLazyObject(lambda: _duties(request)[0]),
        "oversees": SimpleLazyObject(lambda: can_oversee(request.user)),
        "user_unit": SimpleLazyObject(lambda: _duties(request)[1]),
    }


def _has_inbox(standing: Standing) -> bool:
    return bool(standing.actings) and not standing.has_role(Role.MEDIA)


def _standing(request: HttpRequest) -> Standing:
    return standing_of(request.user, on=timezone.localdate())


@dataclass(frozen=True)
class Place:
    """One line of the menu: its word, page, icon, whom it is shown; the query, the letter that leads there, what it stands under."""

    label: str | Promise
    page: str
    icon: str
    is_shown: Callable[[User, Standing], bool]
    query: str = ""
    key: str = ""
    group: str | Promise = ""

    @property
    def url(self) -> str:
        """The address that the line leads to."""
        return f"{address(self.page)}{self.query}"


@dataclass(frozen=True)
class Entry:
    """A line of the menu as one page shows it; menus that are alike are drawn only once."""

    label: str
    group: str
    url: str
    icon: str
    active: bool
    go: str


def _everybody(user: User, standing: Standing) -> bool:
    return not standing.has_role(Role.MEDIA)


def _reads_cases(user: User, standing: Standing) -> bool:
    return standing.reads_cases


def _works_on_cases(user: User, standing: Standing) -> bool:
    return standing.reads_cases and can_use_dashboard(user)


def _decides_second(user: User, standing: Standing) -> bool:
    return _works_on_cases(user, standing) or standing.has_role(Role.SECURITY_ADMIN)


def _if(rule: Callable[[User], bool]) -> Callable[[User, Standing], bool]:
    return lambda user, standing: rule(user)


SPECIAL_ACTION = pgettext_lazy("menu", "Special action")
WHAT_CITIZENS_SAY = pgettext_lazy("menu", "What citizens say")
SUPERVISION = pgettext_lazy("menu", "Supervision")
TOOLS = pgettext_lazy("menu", "Tools")

# By what somebody comes for, and from the daily to the rare.
PLACES = (
    Place(_("Overview"), "dashboard:home", "layout-dashboard", _everybody, key="h"),
    Place(_("Waiting for me"), "cases:case-list", "inbox", _reads_cases, "?tab=waiting", "w"),
    Place(_("Cases"), "cases:case-list", "file-text", _reads_cases, "?tab=open", "o"),
    Place(_("Calendar"), "cases:calendar", "calendar", _reads_cases),
    Place(_("Notices"), "notices:inbox", "bell", _everybody, key="n"),
    Place(_("Campaign"), "dashboard:campaign", "list-check", _everybody, group=SPECIAL_ACTION),
    Place(
        _("Registers"),
        "registers:overview",
        "building-community",
        _if(can_see_registers),
        group=SPECIAL_ACTION,
    ),
    Place(
        _("Hotline programme"), "hotline:overview", "messages", _if(can_see_programme), group=SPECIAL_ACTION
    ),
    Place(_("Bulletins"), "bulletins:bulletin-list", "volume", _works_on_cases, group=SPECIAL_ACTION),
    Place(_("Released bulletins"), "bulletins:media-list", "volume", _if(is_of_media), group=SPECIAL_ACTION),
    Place(_("Call-backs"), "evaluations:call-backs", "phone", _if(can_call_back), group=WHAT_CITIZENS_SAY),
    Place(
        _("Service windows"),
        "evaluations:windows",
        "building-community",
        _if(can_see_windows),
        group=WHAT_CITIZENS_SAY,
    ),
    Place(
        _("Public appraisal"),
        "evaluations:round-list",
        "star",
        _if(can_see_appraisal),
        group=WHAT_CITIZENS_SAY,
    ),
    Place(_("Supervision orders"), "supervision:order-list", "flag", _reads_cases, group=SUPERVISION),
    Place(_("Leads"), "supervision:lead-list", "eye", _if(can_see_leads), group=SUPERVISION),
    Place(_("Accountability ledger"), "supervision:ledger", "gavel", _if(can_keep_ledger), group=SUPERVISION),
    Place(_("Second person"), "accounts:waiting-acts", "users", _decides_second, group=SUPERVISION),
    Place(
        _("Retention of records"), "retention:due-list", "history", _if(can_keep_records), group=SUPERVISION
    ),
    Place(_("Statistics"), "dashboard:analysis", "chart-bar", _reads_cases, group=TOOLS),
    Place(_("Reply templates"), "cases:template-list", "clipboard-list", _works_on_cases, group=TOOLS),
    Place(_("Take down a complaint"), "complaints:take-down", "phone", _if(can_take_down), group=TOOLS),
    Place(_("Sealed hand-overs"), "cases:handover-list", "shield-lock", _if(can_take_down), group=TOOLS),
    Place(_("Undelivered notices"), "notices:dead-letters", "mail", _if(can_see_dead_letters), group=TOOLS),
    Place(_("Lost second factors"), "accounts:factor-resets", "key", _if(can_see_duties), group=TOOLS),
    Place(
        _("Console"), "admin:index", "settings", lambda user, standing: standing.enters_console, group=TOOLS
    ),
)
# Pages below these belong to them.
AREAS = (
    *(
        "cases:handover-list",
        "cases:template-list",
        "cases:calendar",
        "dashboard:campaign",
        "registers:overview",
        "hotline:overview",
        "evaluations:round-list",
        "evaluations:windows",
    ),
    "evaluations:call-backs",
    *("supervision:order-list", "supervision:lead-list", "supervision:ledger"),
    *("retention:due-list", "bulletins:bulletin-list", "bulletins:media-list"),
)


def _menu(request: HttpRequest) -> tuple[Entry, ...]:
    """The places that this user may go to; none for whoever has no duty."""
    standing = _standing(request)
    if not standing.actings:
        return ()
    here = _here(request)
    return tuple(
        Entry(
            label=str(place.label),
            group=str(place.group),
            url=place.url,
            icon=place.icon,
            active=place.url == here,
            go=place.key,
        )
        for place in PLACES
        if place.is_shown(request.user, standing)
    )


def _here(request: HttpRequest) -> str:
    """The menu's address of the page that is shown: a case belongs to the list of cases."""
    cases = address("cases:case-list")
    if request.path.startswith(address("dashboard:sector-list")):
        return address("dashboard:campaign")
    for part in map(address, AREAS):
        if request.path.startswith(part):
            return part
    if request.path == cases:
        waits = request.GET.get("tab", "" if request.GET.get("q") else "waiting") == "waiting"
        return f"{cases}?tab={'waiting' if waits else 'open'}"
    return f"{cases}?tab=open" if request.path.startswith(cases) else request.path


def _unread_notices() -> QuerySet:
    return Notice.objects.inbox_of(given("user")).unread().order_by().values_list("pk")[: COUNTED_AT_MOST + 1]


_UNREAD = Statement(_unread_notices)


def _unread(request: HttpRequest) -> str:
    """How many notices the user has not opened, counting no further than the bell can show."""
    unread = len(_UNREAD.rows(user=request.user.pk))
    return f"{COUNTED_AT_MOST}+" if unread > COUNTED_AT_MOST else str(unread or "")


def _duties(request: HttpRequest) -> tuple[str, str]:
    """The user's roles and units, each once."""
    actings = _standing(request).actings
    roles = dict.fromkeys(str(Role(acting.role).label) for acting in actings)
    units = dict.fromkeys(str(acting.unit) for acting in actings)
    return gettext(", ").join(roles), gettext(", ").join(units)
