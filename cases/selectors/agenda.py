"""The due dates of one user for a calendar program: number, what is due and a link, never a word of a complaint or a name."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import ClockName, EventName
from cases.deadlines import opening
from cases.models import CaseClock, CaseEvent
from cases.selectors.calendar import running_clocks
from cases.selectors.register import office_calendar
from common.ics import Entry, calendar_text
from common.numbering import CHINA

# The most that a calendar takes; those that are due first.
MOST_DATES = 500
PRODUCER = "Complaints and conduct supervision//Due dates"


def agenda_of(user, whose: str, *, at: datetime) -> bytes:
    """The calendar file, in the language in force; in one statement beside what the user stands for."""
    # Only moves count as changes: when something else happened in a case isn't everybody's to know.
    moved = (
        CaseEvent.objects.filter(case=OuterRef("case"), name=EventName.MOVED).order_by("-pk").values("at")[:1]
    )
    clocks = (
        running_clocks(user, whose)
        .select_related("case")
        .only("name", "started_at", "due_on", "case__received_at")
        .annotate(changed_at=Coalesce(Subquery(moved), "started_at"))
        .order_by("due_at", "pk")
    )
    names = {name.value: str(name.label) for name in ClockName}
    entries = [_entry(clock, names[clock.name], at=at) for clock in clocks[:MOST_DATES]]
    return calendar_text(entries, name=_("Due dates of cases"), producer=PRODUCER)


def _entry(clock: CaseClock, what: str, *, at: datetime) -> Entry:
    alarm_at = opening(office_calendar().add_workdays(clock.due_on, -1), CHINA)
    started_on = clock.started_at.astimezone(CHINA).date()
    return Entry(
        uid=f"clock-{clock.pk}@{urlsplit(settings.SITE_ADDRESS).hostname}",
        day=clock.due_on,
        title=f"{clock.case.number} {what}",
        url=settings.SITE_ADDRESS + reverse("cases:case-detail", args=[clock.case_id]),
        changed_at=max(clock.changed_at, clock.started_at),
        # It grows whenever a standstill or an extension moves the date.
        sequence=(clock.due_on - started_on).days,
        alarm_at=alarm_at if alarm_at > at else None,
    )
