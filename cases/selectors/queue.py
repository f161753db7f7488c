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


def waiting_for(user, *, at: datetime) -> QuerySet[Case]:
    """The cases that wait for this user, by the duties he has.

    A clerk decides and assigns what lies at his desk; a unit signs for and handles what is its own; a commission checks
    the answers to the cases of its desk and takes up what is red there; whoever a case was escalated to, or who reviews an
    answer, has it too.
    """
    tasks = [task for acting in _actings(user) if (task := _task(acting, at)) is not None]
    if not tasks:
        return Case.objects.none()
    return Case.objects.visible_to(user).open().filter(reduce(operator.or_, tasks))


def _actings(user) -> tuple[Acting, ...]:
    return standing_of(user, on=timezone.localdate()).actings


def _task(acting: Acting, at: datetime) -> Q | None:
    """The cases in which one duty has to act; None when it has nothing to do with cases."""
    match acting.role:
        case Role.INTAKE_CLERK:
            return Q(desk=acting.unit, stage__in=(Stage.RECEIVED, Stage.ACCEPTED))
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
