"""What waits for somebody: the open cases in which this user has to act now, and the desk's line of cases to route."""

import operator
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Acting, standing_of
from cases.choices import Stage, WaitsFor
from cases.models import Case
from cases.selectors.parts import awaited_from

MOST_URGENT = ("due_at", "id")
TO_ROUTE = (Stage.RECEIVED, Stage.ACCEPTED)
# A line is looked at so far; nobody routes more in a day.
LINE_SEEN = 1000


@dataclass(frozen=True)
class Line:
    """The cases that a clerk has to route, the most urgent first, by their ids; and the one that he looks at."""

    ids: tuple[int, ...]
    current: int

    @property
    def number(self) -> int:
        """The place of the case in the line, from 1 on."""
        return self.ids.index(self.current) + 1

    @property
    def total(self) -> int:
        """How many there are, as far as the line is looked at."""
        return len(self.ids)

    @property
    def is_cut(self) -> bool:
        """Whether there are more behind."""
        return self.total == LINE_SEEN

    @property
    def before(self) -> int | None:
        """The case before this one."""
        return self.ids[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> tuple[int, ...]:
        """The cases that come next, then those that were skipped."""
        return self.ids[self.number :] + self.ids[: self.number - 1]


def to_route(user) -> QuerySet[Case]:
    """What a clerk has to decide on and to assign: what lies at his desk, less what he must not see."""
    desks = standing_of(user, on=timezone.localdate()).unit_ids(Role.INTAKE_CLERK)
    return Case.objects.visible_to(user).open().filter(desk_id__in=desks, stage__in=TO_ROUTE)


def line_of(user, case: Case) -> Line | None:
    """The line that the case stands in; None when it isn't for this user to route."""
    if case.stage not in TO_ROUTE:
        return None
    ids = tuple(to_route(user).order_by(*MOST_URGENT).values_list("pk", flat=True)[:LINE_SEEN])
    return Line(ids=ids, current=case.pk) if case.pk in ids else None


def next_to_route(user, *, wanted: Collection[int] = ()) -> int | None:
    """The first of the wanted cases that still has to be routed; otherwise the most urgent one, or None."""
    waiting = to_route(user)
    if wanted:
        still = set(waiting.filter(pk__in=wanted).order_by().values_list("pk", flat=True))
        if found := next((pk for pk in wanted if pk in still), None):
            return found
    return waiting.order_by(*MOST_URGENT).values_list("pk", flat=True).first()


def waiting_for(user, *, at: datetime, read: bool = False) -> QuerySet[Case]:
    """The cases that wait for this user, by the duties he has.

    A clerk decides and assigns what lies at his desk, and decides on the objections of units; a unit signs for and handles what is its own; a commission checks
    the answers to the cases of its desk and takes up what is red there; whoever a case was escalated to, or who reviews an
    answer, has it too; and so has a co-handler of whom a part is awaited.
    ``read``: only those that the user reads in full.
    """
    tasks = [task for acting in _actings(user) if (task := _task(acting, at)) is not None]
    if not tasks:
        return Case.objects.none()
    if awaited := awaited_of(user):
        tasks.append(Q(pk__in=awaited, stage__in=(Stage.ASSIGNED, Stage.HANDLING)))
    cases = Case.objects.visible_to(user) if read else Case.objects.known_to(user)
    return cases.open().filter(reduce(operator.or_, tasks))


def awaited_of(user) -> list[int]:
    """The cases in which a part of his unit is awaited, read once for each user object (that is, once for each request).

    As a list of numbers, which few cases are: a question within the question would keep the index from being used.
    """
    units = standing_of(user, on=timezone.localdate()).unit_ids(Role.HANDLER, Role.UNIT_LEADER)
    if units and "_awaited" not in user.__dict__:
        user.__dict__["_awaited"] = awaited_from(units)
    return user.__dict__.get("_awaited", [])


def _actings(user) -> tuple[Acting, ...]:
    return standing_of(user, on=timezone.localdate()).actings


def _task(acting: Acting, at: datetime) -> Q | None:
    """The cases in which one duty has to act; None when it has nothing to do with cases."""
    match acting.role:
        case Role.INTAKE_CLERK:
            return Q(desk=acting.unit) & (Q(stage__in=TO_ROUTE) | Q(waits_for=WaitsFor.OBJECTION))
        case Role.HANDLER:
            return _own_work(acting) | Q(reviewer=acting.unit)
        case Role.UNIT_LEADER:
            return _own_work(acting) | Q(escalated_to=acting.unit) | Q(reviewer=acting.unit)
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            to_check = Q(stage=Stage.ANSWERED) | Q(red_at__lte=at)
            before_it = Q(escalated_to=acting.unit) | Q(reviewer=acting.unit)
            return before_it | (Q(desk=acting.unit) & to_check)
    return None


def _own_work(acting: Acting) -> Q:
    return Q(responsible=acting.unit, stage__in=(Stage.ASSIGNED, Stage.HANDLING))
