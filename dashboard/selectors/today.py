"""What somebody finds on coming to work: what waits for him, what is to be decided, and what he was told."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, DateField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import standing_of
from cases.choices import Decision, Task
from cases.models import Case, IdentityRequest, SealedHandover
from cases.rules import IDENTITY_GOOD_FOR
from cases.selectors.lights import end_of_week, light_of
from cases.selectors.queue import waiting_for
from cases.selectors.rows import CaseRow, for_rows, rows_of
from cases.selectors.tasks import Waiting, tasks_waiting
from cases.selectors.two_keys import identities_to_decide, releases_to_decide
from common.statements import Statement, given
from notices.choices import Wording
from notices.models import Notice

URGENT_SHOWN = 6
NEWS_SHOWN = 5
NEWS_READ = 100
MOST_TO_DECIDE = 20
# What a desk hands over sealed, and what two people of a commission decide between them.
IDENTITY, OPENING, RELEASE, HANDOVER = "identity", "opening", "release", "handover"


@dataclass(frozen=True)
class TaskLine:
    """How many cases wait for the same step; the most urgent of them with its light, None where there are too many."""

    task: Task
    count: int
    first: Waiting | None = None
    light: str = ""


@dataclass(frozen=True)
class Waits:
    """What waits for somebody by the next step; ``red`` and ``week`` are None where it is more than one looks through."""

    lines: list[TaskLine]
    red: int | None = None
    week: int | None = None

    @property
    def total(self) -> int:
        """How many cases wait in all."""
        return sum(line.count for line in self.lines)


@dataclass(frozen=True)
class ToDecide:
    """Something beside the line of cases that waits for one person: of what kind, in which case or hand-over, since when
    and until when."""

    kind: str
    pk: int
    number: str
    case: Case | None
    at: datetime
    due_on: date | None


@dataclass(frozen=True)
class News:
    """What the user was told and hasn't opened, the newest first: ``read`` from the database as far as one looks."""

    read: list[Notice]

    @property
    def shown(self) -> list[Notice]:
        """The newest few."""
        return self.read[:NEWS_SHOWN]

    @property
    def unread(self) -> int:
        """How many there are, as far as they were looked at."""
        return len(self.read)

    @property
    def revenge(self) -> list[Notice]:
        """The reports of revenge among them."""
        return [notice for notice in self.read if notice.wording == Wording.REVENGE_REPORTED]


def waits_of(user, *, counted: Mapping[str, int], at: datetime) -> Waits:
    """What waits for the user by the next step, each case once; in one statement at most.

    It is looked through as it is now, as long as that is quick; otherwise the numbers are those ``counted`` a while ago.
    """
    rows = tasks_waiting(user, at=at)
    if rows is None:
        return Waits([TaskLine(task, counted[task]) for task in Task if counted.get(task)])
    by_task = defaultdict(list)
    for row in rows:
        by_task[row.task].append(row)
    lines = [
        TaskLine(task, len(by_task[task]), by_task[task][0], light_of(by_task[task][0], at=at))
        for task in Task
        if task in by_task
    ]
    week_ends = end_of_week(at)
    return Waits(
        lines,
        red=sum(row.red_at <= at for row in rows),
        week=sum(at < row.due_at <= week_ends for row in rows),
    )


def most_urgent(user, *, at: datetime) -> list[CaseRow]:
    """The few cases that wait for this user and are due first."""
    cases = for_rows(waiting_for(user, at=at)).order_by("due_at", "id")
    return list(rows_of(cases[:URGENT_SHOWN], at=at))


def to_decide(user, *, at: datetime) -> list[ToDecide]:
    """Requests to open an identity or to publish a text that this user may decide, identities that he may open today, and
    hand-overs of his desk that aren't handed over yet; in one statement, none for whoever has no such duty."""
    standing = standing_of(user, on=timezone.localdate())
    asked: list[QuerySet] = []
    if standing.has_role(Role.COMMISSION_LEADER):
        asked.append(_row(identities_to_decide(user), IDENTITY, at="asked_at"))
        asked.append(_row(releases_to_decide(user), RELEASE, at="asked_at"))
    if standing.has_role(Role.COMMISSION_LEADER, Role.INSPECTOR):
        granted = IdentityRequest.objects.filter(
            decision=Decision.GRANTED, asked_by=user, opened_at=None, decided_at__gte=at - IDENTITY_GOOD_FOR
        )
        asked.append(_row(granted.filter(case__in=_supervised_by(user)), OPENING, at="decided_at"))
    if standing.has_role(Role.INTAKE_CLERK):
        papers = SealedHandover.objects.visible_to(user).filter(handed_over_on=None)
        asked.append(_row(papers, HANDOVER, at="recorded_at", due_on="due_on", of_case=False))
    if not asked:
        return []
    first, *others = asked
    rows = first.union(*others, all=True).order_by("since")[: MOST_TO_DECIDE + 1]
    return [_to_decide(**row) for row in rows]


def news_of(user) -> News:
    """What the user was told and hasn't opened, in one statement; reports of revenge are found however old they are."""
    return News(sorted(_NEWS.objects(user=user.pk), key=lambda notice: -notice.pk))


def _unread() -> QuerySet[Notice]:
    unread = Notice.objects.inbox_of(given("user")).unread()
    revenge = unread.filter(wording=Wording.REVENGE_REPORTED)[:NEWS_READ]
    told = unread.exclude(wording=Wording.REVENGE_REPORTED)[: NEWS_READ + 1]
    return revenge.union(told, all=True)


_NEWS = Statement(_unread)


def _supervised_by(user) -> QuerySet[Case]:
    return Case.objects.visible_to(user).order_by().values("pk")


def _row(rows: QuerySet, kind: str, *, at: str, due_on: str = "", of_case: bool = True) -> QuerySet:
    """Rows of different tables with the same columns."""
    no_moment, no_day = Cast(None, DateTimeField()), Cast(None, DateField())
    return (
        rows.select_related(None)
        .order_by()
        .values(
            number=F("pk"),
            kind=Value(kind, output_field=CharField()),
            of=F("case_id"),
            came_at=F("case__received_at") if of_case else no_moment,
            came_on=no_day if of_case else F("received_on"),
            since=F(at),
            until=F(due_on) if due_on else no_day,
        )
    )


def _to_decide(*, number: int, kind: str, of: int | None, came_at, came_on, since, until) -> ToDecide:
    paper = SealedHandover(pk=number, received_on=came_on) if kind == HANDOVER else None
    case = None if paper else Case(pk=of, received_at=came_at)
    return ToDecide(kind=kind, pk=number, number=(paper or case).number, case=case, at=since, due_on=until)
