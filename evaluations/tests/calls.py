"""Making answered cases whose citizens can be called back, through the services that make real ones."""

from datetime import datetime

from cases.models import Case
from cases.tests.factories import make_case, unit, walk
from evaluations.models import CallBack
from evaluations.services import Said, draw_call_backs, enter_call_back, take_call_back

NUMBER = "13800138000"
REACHABLE = {"name": "李秀英", "phone": NUMBER, "may_be_called": True}
UNSETTLED = Said(contacted=True, solved="no", grade="dissatisfied", reason="not_solved", comment="钱还没有到")
SETTLED = Said(contacted=True, solved="yes", grade="satisfied")


def answered_case(*, clerk, handler, inspector, at: datetime, code: str = "440106-land", **left) -> Case:
    """A case of Tianhe with a released answer; whoever complained can be called unless told otherwise."""
    steps = [("assign", clerk), ("sign_for", handler), ("answer", handler), ("close", inspector)]
    return walk(make_case(at=at, **(left or REACHABLE)), steps, at=at, unit=unit(code))


def called(case: Case, *, by, at: datetime, said: Said) -> CallBack:
    """Draw, take and enter the call-back about the newest answer of a case."""
    while draw_call_backs(at=at):
        pass
    row = CallBack.objects.get(answer=case.answer_id)
    take_call_back(call_back_id=row.pk, actor=by, at=at)
    return enter_call_back(call_back_id=row.pk, said=said, actor=by, at=at)
