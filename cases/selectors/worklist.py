"""The queues of the list of cases, and what somebody has chosen for it: columns, saved filters, where he begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.selectors import standing_of
from cases.choices import EventName, Stage
from cases.models import Case, CaseEvent, ListChoice, SavedFilter
from cases.selectors.narrowing import asks_for_whole_cases, narrowed
from cases.selectors.queue import MOST_URGENT, waiting_for
from common.statements import Statement, any_of, given

NEWEST = ("-id",)
# Nobody has to act on these any more.
OVER = (Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN)

# By their word in the address: the name, and the order of the rows.
TABS = {
    "waiting": (_("Waiting for me"), MOST_URGENT),
    "open": (_("All open"), MOST_URGENT),
    "closed": (_("Closed"), NEWEST),
    "all": (_("All"), NEWEST),
}


def queue_of(user, tab: str, *, asked: Mapping[str, Any], at: datetime) -> QuerySet[Case]:
    """The cases of one queue, as far as this user may know of them.

    ``asked`` is what the caller narrows by: a co-handler finds a case by its number and by plain filters, never by the
    words of a text or by what became of a case that it doesn't read.
    """
    whole = asks_for_whole_cases(asked)
    if tab == "waiting":
        return waiting_for(user, at=at, read=whole)
    cases = Case.objects.visible_to(user) if whole else Case.objects.known_to(user)
    if tab == "open":
        return cases.open()
    return cases.filter(stage__in=OVER) if tab == "closed" else cases


def listed_cases(user, *, tab: str, asked: Mapping[str, Any], at: datetime) -> QuerySet[Case]:
    """The cases of one queue that fit the filters, in the order of the queue."""
    return narrowed(queue_of(user, tab, asked=asked, at=at), asked, user=user, at=at).order_by(*TABS[tab][1])


@dataclass(frozen=True)
class Saved:
    """A saved filter that this user has or shares; ``by`` is the colleague who made it, empty for the user's own."""

    pk: int
    name: str
    query: str
    unit_id: int | None
    is_own: bool
    by: str


@dataclass(frozen=True)
class ListChoices:
    """What a user has chosen: names of columns (empty: the usual ones), his filters before those of colleagues."""

    columns: tuple[str, ...]
    start_id: int | None
    filters: tuple[Saved, ...]

    @property
    def start(self) -> Saved | None:
        """The filter that the list begins with; None where it begins with what waits."""
        return next((saved for saved in self.filters if saved.pk == self.start_id), None)


def shared_with(user) -> Q:
    """The saved filters that somebody may use: his own, and those shared with a unit that he acts for."""
    return _shared(user, standing_of(user, on=timezone.localdate()).unit_ids())


def _shared(user, units) -> Q:
    return Q(owner=user) | Q(unit_id__in=units, owner__is_active=True)


def _chosen() -> QuerySet:
    """The saved filters, and as one more row the columns and the start of the list."""
    no_number = Value(None, output_field=BigIntegerField())
    no_words = Value("", output_field=CharField())
    filters = SavedFilter.objects.filter(_shared(given("user"), any_of("units"))).order_by()
    chosen = ListChoice.objects.filter(user=given("user")).order_by()
    return filters.values_list(
        F("pk"), F("name"), F("query"), F("unit_id"), F("owner_id"), F("owner__full_name"), F("position")
    ).union(
        chosen.values_list(
            no_number, no_words, F("columns"), F("start_id"), F("user_id"), no_words, no_number
        ),
        all=True,
    )


_CHOSEN = Statement(_chosen)


def choices_of(user) -> ListChoices:
    """Columns, start and saved filters of one user, in one statement."""
    units = standing_of(user, on=timezone.localdate()).unit_ids()
    columns, start_id, found = "", None, []
    for pk, name, words, number, owner_id, by, position in _CHOSEN.rows(user=user.pk, units=list(units)):
        if pk is None:
            columns, start_id = words, number
        else:
            is_own = owner_id == user.pk
            saved = Saved(pk, name, words, number, is_own, "" if is_own else by)
            found.append((not is_own, position if is_own else 0, "" if is_own else name, pk, saved))
    return ListChoices(
        columns=tuple(columns.split(",")) if columns else (),
        start_id=start_id,
        filters=tuple(row[-1] for row in sorted(found, key=lambda row: row[:-1])),
    )


def has_lost_sight(user, *, since_event: int) -> bool:
    """Whether a case has left this user's sight after that event of the trail, because it accuses his side or was handed up.

    What was read before may then be among the files that he still could download (R2, R12).
    """
    newer = CaseEvent.objects.filter(pk__gt=since_event)
    turned = newer.filter(Q(name=EventName.ACCUSED_NAMED) | Q(move__in=("hand_up", "join", "lead")))
    touched = turned.order_by().values("case_id")
    mates = Case.objects.filter(pk__in=touched, matter__isnull=False).order_by().values("matter_id")
    cases = Case.objects.filter(Q(pk__in=touched) | Q(matter_id__in=mates)).order_by()
    outside = cases.outside_firewall_of(standing_of(user, on=timezone.localdate()))
    handed_up = ~Q(handed_up_from="") & ~Q(pk__in=Case.objects.visible_to(user).order_by().values("pk"))
    return cases.exclude(pk__in=outside.exclude(handed_up).values("pk")).exists()
