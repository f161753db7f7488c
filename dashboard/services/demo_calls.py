"""Call-backs of the demonstration: most of those drawn were called in the last weeks, and some wait on the list."""

from datetime import datetime, timedelta
from random import Random

from accounts.choices import Role
from accounts.models import User
from dashboard.services.demo_people import Staff
from evaluations.choices import Grade, Outcome, Reason, Solved
from evaluations.models import CallBack
from evaluations.services import (
    CallRefused,
    Said,
    draw_call_backs,
    enter_call_back,
    note_attempt,
    set_call_share,
    take_call_back,
    watch_call_backs,
)
from organizations.models import Unit

# So many of a hundred are left to be called by whoever tries it out.
LEFT = 30
MOST = 120
GRADES = {Grade.SATISFIED: 50, Grade.MOSTLY: 28, Grade.DISSATISFIED: 22}
SOLVED = {
    Grade.SATISFIED: Solved.YES,
    Grade.MOSTLY: Solved.PARTLY,
    Grade.DISSATISFIED: Solved.NO,
}
COMMENTS = {
    Grade.SATISFIED: ("问题已经解决，感谢。", ""),
    Grade.MOSTLY: ("基本解决，办理时间长了一些。", ""),
    Grade.DISSATISFIED: ("答复说已经整改，实际没有动静。", "承诺的事项还没有兑现。"),
}


def call_back(staff: Staff, until: datetime) -> None:
    """Set the share, draw, and let the desks call through the last two days."""
    _set_share(staff, until)
    while draw_call_backs(at=until - timedelta(days=2)):
        pass
    chance = Random(65)
    rows = CallBack.objects.waiting().select_related("case").order_by("pk")
    for place, row in enumerate(rows[:MOST]):
        caller = staff.who(row.case.desk_id, Role.INTAKE_CLERK, Role.INSPECTOR)
        if caller is not None and chance.randrange(100) >= LEFT:
            _call(row, caller, chance, at=until - timedelta(hours=34) + timedelta(minutes=6 * place))
    while watch_call_backs(at=until):
        pass


def _set_share(staff: Staff, until: datetime) -> None:
    office = Unit.objects.get(code="440000-commission")
    leader = staff.who(office.pk, Role.COMMISSION_LEADER)
    if leader is not None:
        at = until - timedelta(days=3)
        set_call_share(share=100, effective_on=at.date(), reason="试运行期间全部回访。", actor=leader, at=at)


def _call(row: CallBack, caller: User, chance: Random, *, at: datetime) -> None:
    """One call; whoever may not see the case, or was thought better of, isn't called."""
    try:
        take_call_back(call_back_id=row.pk, actor=caller, at=at)
    except (CallBack.DoesNotExist, CallRefused):
        return
    if chance.random() < 0.2:
        outcome = chance.choice((Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER))
        note_attempt(call_back_id=row.pk, outcome=outcome, actor=caller, at=at)
        return
    grade = chance.choices(list(GRADES), list(GRADES.values()))[0]
    reason = chance.choice(list(Reason)) if grade == Grade.DISSATISFIED else ""
    said = Said(
        contacted=chance.random() < 0.85,
        solved=SOLVED[grade],
        grade=grade,
        reason=reason,
        comment=chance.choice(COMMENTS[grade]),
    )
    enter_call_back(call_back_id=row.pk, said=said, actor=caller, at=at)
