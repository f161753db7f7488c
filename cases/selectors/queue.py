"""What waits for somebody: the open cases in which this user has to act now."""

import operator
from datetime import datetime
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Acting, standing_of
from cases.choices import Stage
from cases.models import Case
from organizations.choices import Level


def waiting_for(user, *, at: datetime) -> QuerySet[Case]:
    """The cases that wait for this user, by the duties he has.

    A clerk decides and assigns what lies at his desk; a unit signs for and handles what is its own; a commission checks
    the answers of its area and takes up what is red; whoever a case was escalated to has it too.
    """
    tasks = tasks_of(user, at=at)
    return Case.objects.none() if tasks is None else under_way(Case.objects.visible_to(user)).filter(tasks)


def under_way(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The open ones among the cases; that each has a due date is said aloud so that the indexes on it serve."""
    return cases.open().filter(due_at__isnull=False)


def tasks_of(user, *, at: datetime) -> Q | None:
    """The same as a condition on visible, open cases; None for whoever has nothing to do with cases."""
    standing = standing_of(user, on=timezone.localdate())
    tasks = [task for acting in standing.actings if (task := _task(acting, at)) is not None]
    return reduce(operator.or_, tasks) if tasks else None


def _task(acting: Acting, at: datetime) -> Q | None:
    """The cases in which one duty has to act; None when it has nothing to do with cases."""
    match acting.role:
        case Role.INTAKE_CLERK:
            return Q(desk=acting.unit, stage__in=(Stage.RECEIVED, Stage.ACCEPTED))
        case Role.HANDLER:
            return _own_work(acting)
        case Role.UNIT_LEADER:
            return _own_work(acting) | Q(escalated_to=acting.unit)
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            to_check = Q(stage=Stage.ANSWERED) | Q(red_at__lte=at)
            return Q(escalated_to=acting.unit) | (_in_area(acting) & to_check)
    return None


def _own_work(acting: Acting) -> Q:
    return Q(responsible=acting.unit, stage__in=(Stage.ASSIGNED, Stage.HANDLING))


def _in_area(acting: Acting) -> Q:
    """The cases of the commission's area; above the province only those of its own desk."""
    area = acting.unit.area
    if area is None:
        return Q(desk=acting.unit)
    match area.level:
        case Level.PROVINCE:
            return Q()
        case Level.CITY:
            return Q(desk=acting.unit) | Q(city=area)
        case _:
            return Q(desk=acting.unit) | Q(area=area)
