"""One known pattern for each detector; each says of which unit, and of which sector, a lead is due."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from accounts.choices import Role
from cases.choices import ClockName
from cases.services import write_as_citizen
from evaluations.models import CallBack
from evaluations.services import Said, draw_call_backs, enter_call_back, rate_case, take_call_back
from organizations.models import Sector
from supervision.choices import Detector
from supervision.management.patterns.seeder import FOUND_NOTHING, Seeder, Seeds


def seed_idle(seeder: Seeder) -> Seeds:
    """Two cases that the unit signed for and left lying."""
    unit = seeder.unit("440104-land")
    for days in (52, 44):
        seeder.handed(unit, days=days)
    return {(unit.pk, None)}


def seed_passed_on(seeder: Seeder) -> Seeds:
    """One case that goes from one unit to the next and back."""
    first, second, third = (seeder.unit(f"440105-{line}") for line in ("land", "housing", "environment"))
    case = seeder.receive(first, days=40)
    clerk = seeder.clerk(case)
    seeder.move(case, "assign", clerk, days=38, unit=first)
    for days, unit in ((31, second), (22, first), (9, third)):
        seeder.move(case, "reassign", clerk, days=days, unit=unit)
    return {(first.pk, None), (second.pk, None)}


def seed_eve(seeder: Seeder) -> Seeds:
    """Six requests for more time two days before the end, and two that came early."""
    unit = seeder.unit("440111-land")
    handler, head = seeder.who(unit, Role.HANDLER), seeder.who(unit, Role.UNIT_LEADER)
    for place in range(8):
        case = seeder.handed(unit, days=96 + place)
        due_on = case.clocks.get(name=ClockName.CONCLUDE).due_on
        due = (seeder.at.date() - due_on).days
        asked = due + (2 if place < 6 else 40)
        seeder.move(case, "ask_time", handler, days=asked, days_more=30)
        seeder.move(case, "grant_time", head, days=asked - 1)
        case = seeder.answer(case, unit, days=due - 10)
        seeder.move(case, "close", seeder.inspector(case), days=due - 12, **FOUND_NOTHING)
    return {(unit.pk, None)}


def seed_no_contact(seeder: Seeder) -> Seeds:
    """Four citizens write, nobody replies, the cases are closed; a fifth gets a reply."""
    unit = seeder.unit("440112-land")
    for place in range(5):
        case = seeder.handed(unit, days=40 + place)
        if place == 0:
            seeder.talk(case, unit, days=30)
        else:
            write_as_citizen(case_id=case.pk, text="请问有结果了吗？", at=seeder.ago(30))
        case = seeder.answer(case, unit, days=20 - place)
        seeder.move(case, "close", seeder.inspector(case), days=10 - place, **FOUND_NOTHING)
    return {(unit.pk, None)}


def seed_same_reply(seeder: Seeder) -> Seeds:
    """Six different complaints get one reply, with another number in it."""
    unit = seeder.unit("440113-land")
    same = f"经核查，{seeder.remark(8)}，未发现所反映的问题"
    for place in range(6):
        facts = f"{same}。第{place + 1}号。"
        seeder.finished(unit, days=60 - place, answered=30 - 3 * place, facts=facts, opinion="不予支持。")
    return {(unit.pk, None)}


def seed_month_end(seeder: Seeder) -> Seeds:
    """Eleven answers on the last two days of the month before, three earlier in it."""
    unit = seeder.unit("440114-land")
    end = seeder.at.replace(day=1, hour=9) - timedelta(days=1)
    to_end = (seeder.at - end).total_seconds() / 86400
    for place in range(14):
        answered = to_end + (place % 2 if place < 11 else 10 + place)
        seeder.finished(unit, days=answered + 20 + place % 7, answered=answered)
    return {(unit.pk, None)}


def seed_order_ignored(seeder: Seeder) -> Seeds:
    """The commission issues an order; the unit goes on writing to the citizen but never replies."""
    unit = seeder.unit("440115-land")
    case = seeder.handed(unit, days=50)
    seeder.order(case, unit, days=42)
    seeder.talk(case, unit, days=12)
    return {(unit.pk, None)}


def seed_repeated(seeder: Seeder) -> Seeds:
    """Nine complaints about one bureau in one sector, and two in another one."""
    unit, sector = seeder.unit("440103-housing"), Sector.objects.get(code="land_housing")
    for place in range(11):
        code = sector.code if place < 9 else "education"
        seeder.receive(unit, days=1 + place, accused=(unit,), sector=code)
    return {(unit.pk, sector.pk)}


def seed_overdue(seeder: Seeder) -> Seeds:
    """Six cases answered days after the last day, and four in time."""
    unit = seeder.unit("440117-land")
    for place in range(10):
        began = 118 + 3 * place
        seeder.finished(unit, days=began, answered=began - 2 - (64 if place < 6 else 40))
    return {(unit.pk, None)}


def seed_no_ground(seeder: Seeder) -> Seeds:
    """A desk refuses four complaints with hardly a word."""
    for place in range(4):
        case = seeder.receive(seeder.unit("440303-land"), days=30 - 5 * place)
        way_out = {"reason": "other_organ", "way_out": "请向有权处理的机关提出。"}
        case = seeder.move(
            case, "decline", seeder.clerk(case), days=28 - 5 * place, note="不归我管", **way_out
        )
    return {(case.desk_id, None)}


def seed_unsettled(seeder: Seeder) -> Seeds:
    """A citizen is dissatisfied, the matter is handled anew, and in the call after that it still isn't settled."""
    unit = seeder.unit("440118-land")
    left = {"name": "王某", "phone": "13800138118", "may_be_called": True}
    case = seeder.answer(seeder.handed(unit, days=45, **left), unit, days=30)
    case = seeder.move(case, "close", seeder.inspector(case), days=29, **FOUND_NOTHING)
    rate_case(case_id=case.pk, grade="dissatisfied", reason="not_solved", at=seeder.ago(28))
    case = seeder.answer(case, unit, days=12)
    case = seeder.move(case, "close", seeder.inspector(case), days=11, **FOUND_NOTHING)
    draw_call_backs(at=seeder.ago(10))
    caller, row = seeder.clerk(case), CallBack.objects.waiting().get(answer=case.answer)
    take_call_back(call_back_id=row.pk, actor=caller, at=seeder.ago(9))
    said = Said(contacted=True, solved="no", grade="dissatisfied", reason="not_done")
    enter_call_back(call_back_id=row.pk, said=said, actor=caller, at=seeder.ago(9))
    return {(unit.pk, None)}


PATTERNS: Mapping[str, Callable[[Seeder], Seeds]] = {
    Detector.IDLE: seed_idle,
    Detector.PASSED_ON: seed_passed_on,
    Detector.EVE: seed_eve,
    Detector.NO_CONTACT: seed_no_contact,
    Detector.SAME_REPLY: seed_same_reply,
    Detector.MONTH_END: seed_month_end,
    Detector.ORDER_IGNORED: seed_order_ignored,
    Detector.REPEATED: seed_repeated,
    Detector.OVERDUE: seed_overdue,
    Detector.NO_GROUND: seed_no_ground,
    Detector.UNSETTLED: seed_unsettled,
}
