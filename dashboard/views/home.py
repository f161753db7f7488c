"""The staff home page: what burns, what waits for me, what is due, what is new, and what my area looks like."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import can_manage_users, can_read_cases, can_read_logs, can_run_system
from accounts.views import LAST_HERE, StaffPage
from bulletins.permissions import is_of_media
from cases.choices import Light, Stage, Task
from cases.selectors.lights import THIS_WEEK, days_left
from dashboard.selectors import (
    Days,
    News,
    Overview,
    TaskLine,
    ToDecide,
    Waits,
    days_until,
    most_urgent,
    news_of,
    overview_for,
    to_decide,
    waits_of,
)
from dashboard.selectors.today import HANDOVER, IDENTITY, OPENING, RELEASE
from dashboard.views.home_supervision import leads_card, order_line
from notices.permissions import can_see_dead_letters
from notices.selectors import dead_letters_of
from supervision.selectors.orders import order_tasks

BELL_ENDS, PLACES_SHOWN = 99, 10
ROUTED = (Task.ACCEPT, Task.ASSIGN)
ICONS = {
    Task.DECIDE_TIME: "hourglass",
    Task.DECIDE_OBJECTION: "arrows-exchange",
    Task.DECIDE_REVIEW: "gavel",
    Task.REPLY: "messages",
    Task.ACCEPT: "inbox",
    Task.ASSIGN: "route",
    Task.SIGN_FOR: "check",
    Task.ANSWER: "pencil",
    Task.PART: "users",
    Task.CHECK_ANSWER: "list-check",
    Task.TAKE_UP: "alert-triangle",
    Task.AWAIT: "clock-pause",
    Task.OTHER: "clipboard-list",
}


class Home(StaffPage):
    """What somebody finds on coming to work; several duties of one person come together without doubling."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The media have a page of their own, and no other."""
        if is_of_media(request.user):
            return redirect("bulletins:media-list")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; an administrator, who reads no case, finds what is his to look after."""
        at = timezone.now()
        news = news_of(request.user)
        context = {
            "at": at,
            "news": news,
            "news_since": self._news_since(news),
            # The bell shows the same number: it needn't be counted a second time.
            "unread_notices": bell(news),
        }
        if can_read_cases(request.user):
            context |= self._of_cases(news, at=at)
        elif lines := looked_after(request.user):
            context |= {"looked_after": lines, "cards": undelivered(request.user)}
        return render(request, "dashboard/home.html", context)

    def _of_cases(self, news: News, *, at: datetime) -> dict:
        user = self.request.user
        overview = overview_for(user, at=at)
        waits = waits_of(user, counted=overview.waiting, at=at)
        days = days_until(overview.counted_at)
        return {
            "overview": overview,
            "burning": burning(overview, waits, news),
            "tasks": [task_line(line, at=at) for line in waits.lines],
            "waiting": waits.total,
            "decisions": [
                *(decision(one, at=at) for one in to_decide(user, at=at)),
                *(order_line(task, at=at) for task in order_tasks(user, at=at)),
            ],
            "urgent": most_urgent(user, at=at),
            "due": due_this_week(overview, waits),
            "leads": leads_card(user, at=at),
            "figures": figures(overview, days),
            "days": days,
            "places": overview.by_place[:PLACES_SHOWN],
            "more_places": overview.by_place[PLACES_SHOWN:],
            "list_url": reverse("cases:case-list"),
        }

    def _news_since(self, news: News) -> dict | None:
        """How much of the news came since the last sign-in, and when that was."""
        before = self.request.session.get(LAST_HERE)
        if before is None:
            return None
        moment = datetime.fromisoformat(before)
        return {"at": moment, "count": sum(notice.created_at > moment for notice in news.read)}


def bell(news: News) -> str:
    """The number at the bell, as every other page shows it."""
    return f"{BELL_ENDS}+" if news.unread > BELL_ENDS else str(news.unread or "")


def to_list(**asked: str | date) -> str:
    """The address of the list of cases, narrowed; figures count what is read in full, work is also a co-handler's part."""
    whole = {} if asked["tab"] == "waiting" else {"whole": "yes"}
    return f"{reverse('cases:case-list')}?{urlencode(asked | whole)}"


def burning(overview: Overview, waits: Waits, news: News) -> list[dict]:
    """What can't wait, the worst first; nothing where nothing burns."""
    revenge = [
        {"kind": "revenge", "icon": "shield-lock", "text": notice.text, "url": notice.path}
        for notice in news.revenge
    ]
    urgent, red = overview.total.urgent, overview.total.red
    lines = [
        {
            "kind": "urgent",
            "icon": "alert-octagon",
            "count": urgent,
            "text": ngettext(
                "urgent case: people are in danger", "urgent cases: people are in danger", urgent
            ),
            "url": to_list(tab="open", danger="yes"),
        },
        {
            "kind": "red",
            "icon": "clock",
            "count": red,
            "text": ngettext("case is overdue", "cases are overdue", red),
            "url": to_list(tab="open", light=Light.RED),
            "mine": waits.red,
            "mine_url": to_list(tab="waiting", light=Light.RED),
        },
    ]
    return [*revenge, *(line for line in lines if line["count"])]


def task_line(line: TaskLine, *, at: datetime) -> dict:
    """One next step: how often, how urgent, and the one click to it."""
    url = to_list(tab="waiting", task=line.task)
    if line.task in ROUTED:
        step, step_url = _("Route one after the other"), reverse("cases:route-next")
    elif line.first is None:
        step, step_url = _("Open the list"), url
    else:
        step, step_url = _("Open the most urgent"), reverse("cases:case-detail", args=[line.first.pk])
    due_on = line.first and line.first.due_on
    return {
        "task": line.task,
        "label": line.task.label,
        "icon": ICONS[line.task],
        "count": line.count,
        "url": url,
        "light": line.light,
        "days": days_left(due_on, at=at) if due_on else "",
        "step": step,
        "step_url": step_url,
    }


def decision(one: ToDecide, *, at: datetime) -> dict:
    """Something to decide or to hand over, in words, with the way to it."""
    words = {
        IDENTITY: (_("Decide on opening an identity"), "lock"),
        OPENING: (_("An identity may be opened until tomorrow"), "key"),
        RELEASE: (_("Decide on a text for the public"), "eye"),
        HANDOVER: (_("Hand over sealed"), "shield-lock"),
    }
    page = {
        IDENTITY: "case-identity",
        OPENING: "case-identity",
        RELEASE: "case-release",
        HANDOVER: "handover-detail",
    }
    label, icon = words[one.kind]
    number = one.pk if one.case is None else one.case.pk
    return {
        "label": label,
        "icon": icon,
        "about": one.number,
        "at": one.at,
        "is_late": one.due_on is not None and one.due_on < timezone.localdate(at),
        "days": days_left(one.due_on, at=at),
        "url": reverse(f"cases:{page[one.kind]}", args=[number]),
    }


def due_this_week(overview: Overview, waits: Waits) -> list[dict]:
    """How much of one's own, and of what one sees, ends before the week does; once where both are the same."""
    seen = {
        "label": _("in all that I see"),
        "count": overview.total.week,
        "url": to_list(tab="open", light=THIS_WEEK),
    }
    if waits.week is None:
        return [seen]
    mine = {
        "label": _("of what waits for me"),
        "count": waits.week,
        "url": to_list(tab="waiting", light=THIS_WEEK),
    }
    return [mine, seen] if overview.total.week > waits.week else [mine]


def figures(overview: Overview, days: Days) -> list[dict]:
    """The few figures of the area, each beside that of the seven days before."""
    total = overview.total
    before = {"first": days.week_before[0], "last": days.week_before[1]}
    return [
        {"label": _("Open"), "value": total.open, "url": to_list(tab="open")},
        {
            "label": _("Due"),
            "value": total.yellow,
            "url": to_list(tab="open", light=Light.YELLOW),
            "kind": "yellow" if total.yellow else "",
        },
        {
            "label": _("Received, 7 days"),
            "value": total.received,
            "url": to_list(tab="all", received_from=days.week[0]),
            "before": total.received_before,
            "before_url": to_list(tab="all", received_from=before["first"], received_to=before["last"]),
        },
        {
            "label": _("Closed, 7 days"),
            "value": total.closed,
            "url": to_list(tab="closed", stage=Stage.CLOSED, closed_from=days.week[0]),
            "before": total.closed_before,
            "before_url": to_list(
                tab="closed", stage=Stage.CLOSED, closed_from=before["first"], closed_to=before["last"]
            ),
        },
        {
            "label": _("Closed in time, 30 days"),
            "value": total.rate,
            "of": total.closed_month,
            "of_url": to_list(tab="closed", stage=Stage.CLOSED, closed_from=days.month[0]),
        },
    ]


def looked_after(user) -> list[dict]:
    """What each of the three administrators looks after; no word of a case."""
    lines = []
    if can_run_system(user):
        lines += [
            (_("Words of notices"), reverse("admin:notices_template_changelist"), "clipboard-list"),
            (_("Ways of notices"), reverse("admin:notices_route_changelist"), "bell"),
            (_("Days that were entered"), reverse("admin:cases_daydecision_changelist"), "calendar"),
            (_("Units"), reverse("admin:organizations_unit_changelist"), "building"),
        ]
    if can_manage_users(user):
        lines += [
            (_("Users"), reverse("admin:accounts_user_changelist"), "users"),
            (_("Duties"), reverse("admin:accounts_duty_changelist"), "key"),
            (_("Declared ties"), reverse("admin:accounts_tie_changelist"), "shield-lock"),
        ]
    if can_read_logs(user):
        lines += [
            (_("Duties"), reverse("admin:accounts_duty_changelist"), "key"),
            (_("Declared ties"), reverse("admin:accounts_tie_changelist"), "shield-lock"),
        ]
    return [{"label": label, "url": url, "icon": icon} for label, url, icon in lines]


def undelivered(user) -> list[dict]:
    """How many notices reached nobody, for whoever sees to it."""
    if not can_see_dead_letters(user):
        return []
    dead = dead_letters_of(user).order_by()[: BELL_ENDS + 1].count()
    return [
        {
            "label": _("Undelivered notices"),
            "value": f"{BELL_ENDS}+" if dead > BELL_ENDS else dead,
            "icon": "mail",
            "kind": "red" if dead else "",
            "url": reverse("notices:dead-letters"),
        }
    ]
