"""What exactly somebody has to do in each case that waits for him: every case counts once, whatever duties he has."""

import operator
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case as Choice
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Acting, standing_of
from cases.choices import MessageKind, Party, Stage, Task, WaitsFor
from cases.models import Case, CaseMessage
from cases.selectors.queue import TO_ROUTE, awaited_of, waiting_for

# More than this nobody works off in a day: it is said as "1000+".
COUNTED_AT_MOST = 1000


@dataclass(frozen=True)
class Waiting:
    """One case that waits: what is to be done, and the moments of its light."""

    pk: int
    task: str
    due_at: datetime
    remind_at: datetime
    red_at: datetime

    @property
    def due_on(self) -> date:
        """The last day, as of a case."""
        return Case(due_at=self.due_at).due_on


def tasks_waiting(user, *, at: datetime) -> list[Waiting] | None:
    """What waits for the user, the most urgent first, in one statement at most; None where it is more than ``COUNTED_AT_MOST``."""
    if has_too_many(user):
        return None
    cases = with_task(waiting_for(user, at=at).order_by(), user, at=at)
    rows = list(cases.values_list("pk", "task", "due_at", "remind_at", "red_at")[: COUNTED_AT_MOST + 1])
    if note_count(user, len(rows)) > COUNTED_AT_MOST:
        return None
    return sorted((Waiting(*row) for row in rows), key=lambda row: (row.due_at, row.pk))


def has_too_many(user) -> bool:
    """Whether more than ``COUNTED_AT_MOST`` cases waited when they were last counted, within FIGURES_SECONDS.

    To count so many takes longer than the rest of a page, and nobody works them off meanwhile.
    """
    return cache.get(_too_many(user)) is not None


def note_count(user, count: int) -> int:
    """Keep in mind that so many cases wait, where they are too many; returns the number."""
    if count > COUNTED_AT_MOST and settings.FIGURES_SECONDS:
        cache.set(_too_many(user), True, timeout=settings.FIGURES_SECONDS)
    return count


def _too_many(user) -> str:
    return f"too-many-wait:{user.pk}"


def with_task(cases: QuerySet[Case], user, *, at: datetime) -> QuerySet[Case]:
    """The cases with ``task``: what this user has to do next, "other" where no duty of his asks for anything."""
    asked = defaultdict(list)
    for acting in standing_of(user, on=timezone.localdate()).actings:
        for task, condition in _asked_of(acting, at):
            asked[task].append(condition)
    if awaited := awaited_of(user):
        asked[Task.PART].append(Q(pk__in=awaited))
    whens = [When(reduce(operator.or_, asked[task]), then=Value(task)) for task in Task.values if asked[task]]
    other = Value(Task.OTHER)
    task = Choice(*whens, default=other, output_field=CharField()) if whens else other
    return cases.annotate(task=task)


def _asked_of(acting: Acting, at: datetime) -> list[tuple[str, Q]]:
    """What one duty asks for, each with the cases in which it does."""
    unit = acting.unit
    review = (Task.DECIDE_REVIEW, Q(reviewer=unit))
    stuck = (Task.TAKE_UP, Q(escalated_to=unit))
    match acting.role:
        case Role.INTAKE_CLERK:
            at_desk = Q(desk=unit)
            return [
                (Task.DECIDE_OBJECTION, at_desk & Q(waits_for=WaitsFor.OBJECTION)),
                (Task.REPLY, at_desk & Q(stage__in=TO_ROUTE) & Q(_citizen_waits())),
                (Task.ACCEPT, at_desk & Q(stage=Stage.RECEIVED)),
                (Task.ASSIGN, at_desk & Q(stage=Stage.ACCEPTED)),
            ]
        case Role.HANDLER:
            return [review, *_asked_of_unit(acting)]
        case Role.UNIT_LEADER:
            more_time = Q(responsible=unit, waits_for=WaitsFor.MORE_TIME)
            return [(Task.DECIDE_TIME, more_time), review, *_asked_of_unit(acting), stuck]
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            late = Q(desk=unit, red_at__lte=at)
            return [
                review,
                (Task.CHECK_ANSWER, Q(desk=unit, stage=Stage.ANSWERED)),
                stuck,
                (Task.TAKE_UP, late),
            ]
    return []


def _asked_of_unit(acting: Acting) -> list[tuple[str, Q]]:
    own = Q(responsible=acting.unit)
    held_up = own & ~Q(waits_for="") & Q(stage__in=(Stage.ASSIGNED, Stage.HANDLING))
    return [
        (Task.REPLY, own & Q(stage__in=(Stage.ASSIGNED, Stage.HANDLING)) & Q(_citizen_waits())),
        (Task.SIGN_FOR, own & Q(stage=Stage.ASSIGNED, waits_for="")),
        (Task.ANSWER, own & Q(stage=Stage.HANDLING, waits_for="")),
        (Task.AWAIT, held_up),
    ]


def _citizen_waits() -> Exists:
    """Whether the citizen has written last; reports of revenge go another way and aren't known to the unit."""
    talk = CaseMessage.objects.filter(case=OuterRef("case"), kind=MessageKind.TALK, pk__gt=OuterRef("pk"))
    replied = talk.exclude(party=Party.CITIZEN)
    wrote = CaseMessage.objects.filter(case=OuterRef("pk"), kind=MessageKind.TALK, party=Party.CITIZEN)
    return Exists(wrote.filter(~Exists(replied)))
