"""Cases as lines of a file: what the list shows and the days of their steps; no story, nobody accused."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.models import Case
from cases.selectors.rows import SHOWN, rows_of
from common.numbering import CHINA

# So many rows are read from the database at a time.
CHUNK = 2000
DAYS = ("accepted_at", "assigned_at", "answered_at", "closed_at")


def export_lines(cases: QuerySet[Case], *, at: datetime) -> Iterator[list[str]]:
    """A line of heads, then one for each case in the order given, in the language of the reader."""
    yield [
        _("Number"),
        _("Subject"),
        _("Stage"),
        _("Waits for"),
        pgettext("spreadsheet", "Due on"),
        _("Deadline"),
        _("Place"),
        _("Sector"),
        _("Responsible unit"),
        _("Came in by"),
        _("Urgency"),
        _("People"),
        _("Received on"),
        pgettext("spreadsheet", "Accepted on"),
        pgettext("spreadsheet", "Assigned on"),
        pgettext("spreadsheet", "Answered on"),
        pgettext("spreadsheet", "Closed on"),
    ]
    found = cases.select_related("responsible").only(*SHOWN, *DAYS)
    for row in rows_of(found.iterator(chunk_size=CHUNK), at=at):
        case = row.case
        due_on = case.due_on.isoformat() if case.due_on else ""
        yield [
            *(row.number, case.subject, row.stage, row.waits_for, due_on, row.days, row.place),
            *(row.sector, row.unit, row.channel, row.danger, str(case.people), row.received_on),
            *(_day(getattr(case, moment)) for moment in DAYS),
        ]


def _day(moment: datetime | None) -> str:
    return moment.astimezone(CHINA).date().isoformat() if moment else ""
