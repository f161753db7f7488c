"""The columns of the list of cases and of its files: which there are, what they need and what they say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cases.choices import COMMISSION_ONLY, EventName, Window
from cases.lifecycle import MOVE_BY_NAME
from cases.models import Case, CaseEvent
from cases.selectors.rows import NOTHING, CaseRow, day_of

EVENT_NAMES = frozenset(EventName.values)


@dataclass(frozen=True)
class Column:
    """One column: its name in the address and in the row of a user, its head, and what a row says in it.

    ``fields`` are columns of the case beside those that every row needs, ``joins`` what is read along, ``added`` a part of the
    same statement that looks further; so no column costs a statement of its own. ``css`` is the class of its cells.
    """

    name: str
    label: str | Promise
    words: Callable[[CaseRow], str]
    fields: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    added: Callable[[], dict] | None = None
    css: str = ""


def _newest_events() -> QuerySet[CaseEvent]:
    """The trail of a case from its end, without what is told to desk and commission alone: a list is for everybody."""
    return CaseEvent.objects.filter(case=OuterRef("pk")).exclude(name__in=COMMISSION_ONLY).order_by("-pk")


def _last_event() -> dict:
    """The newest event by its name, with the name of its move behind it."""
    return {"last_event": Subquery(_newest_events().values(said=Concat(F("name"), F("move")))[:1])}


def _last_event_at() -> dict:
    return {"last_event_at": Subquery(_newest_events().values("at")[:1])}


def _handler() -> dict:
    """Who signed for the case last, as long as a unit has it."""
    signed = CaseEvent.objects.filter(case=OuterRef("pk"), move="sign_for").order_by("-pk")
    return {"handler": Subquery(signed.values("actor__full_name")[:1])}


def _event_words(row: CaseRow) -> str:
    return _event_said(row.case.last_event or "", get_language())


@lru_cache(maxsize=1024)
def _event_said(word: str, language: str | None) -> str:
    """An event in words; a file asks for the same few a hundred thousand times."""
    if word.startswith(EventName.MOVED):
        move = MOVE_BY_NAME.get(word.removeprefix(EventName.MOVED))
        return str(move.label) if move else str(EventName.MOVED.label)
    return str(EventName(word).label) if word in EVENT_NAMES else NOTHING


def _day(field: str) -> Callable[[CaseRow], str]:
    return lambda row: day_of(getattr(row.case, field))


# In the order in which they are offered; whoever chooses puts them into another.
COLUMNS: tuple[Column, ...] = (
    Column("number", _("Number"), lambda row: row.number, css="num wide-only"),
    Column("subject", _("Subject"), lambda row: row.case.subject),
    Column("light", _("Deadline"), lambda row: row.days),
    Column("stage", _("Stage"), lambda row: row.stage),
    Column("unit", _("Responsible unit"), lambda row: row.unit, css="cell-unit"),
    Column("sector", _("Sector"), lambda row: row.sector),
    Column("received_on", _("Received on"), lambda row: row.received_on, css="num wide-only"),
    Column("place", _("Place"), lambda row: row.place),
    Column("channel", _("Came in by"), lambda row: row.channel),
    Column("due_on", pgettext_lazy("spreadsheet", "Due on"), lambda row: day_of_due(row.case), css="num"),
    Column("waits_for", _("Waits for"), lambda row: row.waits_for),
    Column("urgency", _("Urgency"), lambda row: row.danger),
    Column("people", _("People"), lambda row: str(row.case.people), css="num"),
    Column(
        "window",
        _("Window"),
        lambda row: str(Window(row.case.window).label) if row.case.window else "",
        fields=("window",),
    ),
    Column(
        "desk",
        _("Intake desk"),
        lambda row: row.case.desk.label,
        fields=("desk__name", "desk__name_hant", "desk__name_en"),
        joins=("desk",),
        css="cell-unit",
    ),
    Column(
        "handler",
        _("Signed for by"),
        lambda row: row.case.handler or "" if row.case.responsible_id else "",
        added=_handler,
    ),
    Column("last_event", _("Last event"), _event_words, added=_last_event),
    Column(
        "last_event_on",
        _("Last event on"),
        lambda row: day_of(row.case.last_event_at),
        added=_last_event_at,
        css="num",
    ),
    Column(
        "accepted_on",
        pgettext_lazy("spreadsheet", "Accepted on"),
        _day("accepted_at"),
        fields=("accepted_at",),
        css="num",
    ),
    Column(
        "assigned_on",
        pgettext_lazy("spreadsheet", "Assigned on"),
        _day("assigned_at"),
        fields=("assigned_at",),
        css="num",
    ),
    Column(
        "answered_on",
        pgettext_lazy("spreadsheet", "Answered on"),
        _day("answered_at"),
        fields=("answered_at",),
        css="num",
    ),
    Column(
        "closed_on",
        pgettext_lazy("spreadsheet", "Closed on"),
        _day("closed_at"),
        fields=("closed_at",),
        css="num",
    ),
)
COLUMN_BY_NAME = {column.name: column for column in COLUMNS}
USUAL = ("number", "subject", "light", "stage", "unit", "sector", "received_on")
# It names the row and leads to the case, so it is always there.
ALWAYS = "subject"


def chosen_columns(names: Iterable[str]) -> tuple[Column, ...]:
    """The columns of these names in their order, each once; unknown names are passed over, none gives the usual ones."""
    known = [name for name in dict.fromkeys(names) if name in COLUMN_BY_NAME] or list(USUAL)
    if ALWAYS not in known:
        known.insert(1 if known[0] == "number" else 0, ALWAYS)
    return tuple(COLUMN_BY_NAME[name] for name in known)


def with_columns(cases: QuerySet[Case], columns: Iterable[Column]) -> QuerySet[Case]:
    """Rows that have all that these columns say, still in one statement."""
    for column in columns:
        cases = cases.select_related(*column.joins) if column.joins else cases
        cases = cases.annotate(**column.added()) if column.added else cases
    return cases


def fields_of(columns: Iterable[Column]) -> list[str]:
    """The columns of the case that these columns need beside what every row needs."""
    return [field for column in columns for field in column.fields]


def day_of_due(case: Case) -> str:
    """The last day of the tightest clock; empty where none runs."""
    return case.due_on.isoformat() if case.due_on else ""
