"""Invented cases with known patterns, to measure the detectors by: every step goes through the services of everyday work."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from accounts.choices import Role
from accounts.models import User
from accounts.services import give_duty
from cases.choices import Channel, ClockName, Party
from cases.models import Case
from cases.services import (
    AccusedEntry,
    Complaint,
    move_case,
    receive_case,
    write_as_citizen,
    write_to_citizen,
)
from organizations.models import Area, Sector, Unit
from supervision.choices import Detector

FOUND_NOTHING = {"finding": "not_proved"}
WORDS = (
    "现场查看账册",
    "询问村民十二人",
    "调取会议记录",
    "核对发放名册",
    "约谈经办人员",
    "比对银行流水",
    "走访周边住户",
    "查阅审批档案",
    "复核测绘成果",
    "听取街道说明",
    "检查公示栏内容",
    "抽查收据存根",
    "查看监控录像",
    "核实工程进度",
    "检测水样三份",
    "清点库存物资",
    "查对招标文件",
    "调阅考勤记录",
    "比照收费标准",
    "委托第三方评估",
    "查明资金去向",
    "复查整改结果",
    "召开协调会议",
    "请示上级部门",
)
Seeds = set[tuple[int, int | None]]


class Seeder:
    """Makes invented cases at moments before ``at``; whoever is needed to move them is made along."""

    def __init__(self, *, at: datetime, seed: int = 7):
        self.at, self.chance = at, Random(seed)
        self.number = 0
        self._people: dict[tuple[str, str], User] = {}

    def ago(self, days: float) -> datetime:
        """So many days ago."""
        return self.at - timedelta(days=days)

    def unit(self, code: str) -> Unit:
        """A unit of the register."""
        return Unit.objects.select_related("area", "parent").get(code=code)

    def who(self, unit: Unit, role: str) -> User:
        """Somebody who acts for the unit."""
        key = (unit.code, role)
        if key not in self._people:
            user, _ = User.objects.get_or_create(
                username=f"pattern.{unit.code}.{role}", defaults={"full_name": f"{unit.name}经办人"}
            )
            give_duty(user=user, unit=unit, role=role, from_on=self.ago(1000).date())
            self._people[key] = user
        return self._people[key]

    def receive(
        self, unit: Unit, *, days: float, accused: tuple[Unit, ...] = (), sector: str = "", **fields
    ) -> Case:
        """A complaint from the unit's area so many days ago, each with words of its own."""
        self.number += 1
        area = Area.objects.select_related("parent").get(pk=unit.area_id)
        complaint = Complaint(
            channel=Channel.WEB,
            area=area,
            accused=tuple(AccusedEntry(unit=one) for one in accused),
            sector=Sector.objects.get(code=sector) if sector else None,
            **self.words(area, sector),
            **fields,
        )
        return receive_case(complaint=complaint, actor=Party.CITIZEN, at=self.ago(days))

    def words(self, area: Area, sector: str) -> dict[str, str]:
        """What a complaint from there says."""
        return {"story": f"第{self.number}件：{self.remark(4)}，群众反映强烈，请求核查处理。"}

    def remark(self, parts: int) -> str:
        """Words that hardly come twice."""
        return "，".join(self.chance.sample(WORDS, parts))

    def move(
        self, case: Case, move: str, actor: User | Party, *, days: float, note: str = "", **details
    ) -> Case:
        """One move so many days ago; ``days_more`` are the days that a unit asks for."""
        note = note or f"{self.remark(2)}，按规定办理"
        if more := details.pop("days_more", None):
            details["days"] = more
        return move_case(
            case_id=case.pk, move=move, actor=actor, at=self.ago(days), note=note, details=details
        )

    def clerk(self, case: Case) -> User:
        """Who takes complaints in at the desk of a case."""
        return self.who(case.desk, Role.INTAKE_CLERK)

    def inspector(self, case: Case) -> User:
        """Who inspects for the commission of a case."""
        return self.who(case.desk, Role.INSPECTOR)

    def handed(self, unit: Unit, *, days: float, **fields) -> Case:
        """A case that the unit signed for: received, assigned two days later and signed for three days after that."""
        case = self.receive(unit, days=days, **fields)
        case = self.move(case, "assign", self.clerk(case), days=days - 2, unit=unit)
        return self.move(case, "sign_for", self.who(unit, Role.HANDLER), days=days - 5)

    def answer(self, case: Case, unit: Unit, *, days: float, facts: str = "", opinion: str = "") -> Case:
        """The unit's answer, in words of its own unless some are given."""
        return self.move(
            case,
            "answer",
            self.who(unit, Role.HANDLER),
            days=days,
            request="请求查清情况。",
            facts=facts or f"经查：{self.remark(8)}。编号{self.number}。",
            opinion=opinion or f"处理意见：{self.remark(6)}。",
            legal_basis="《信访工作条例》第三十四条",
            result="explain",
        )

    def finished(
        self, unit: Unit, *, days: float, answered: float, closed: float | None = None, **words
    ) -> Case:
        """A case from receipt to closure."""
        case = self.answer(self.handed(unit, days=days), unit, days=answered, **words)
        closed = answered - 2 if closed is None else closed
        return self.move(case, "close", self.inspector(case), days=closed, **FOUND_NOTHING)

    def talk(self, case: Case, unit: Unit, *, days: float) -> None:
        """The citizen writes, and two days later the unit replies."""
        write_as_citizen(case_id=case.pk, text="请问办理到哪一步了？", at=self.ago(days))
        text = f"正在办理：{self.remark(3)}。"
        write_to_citizen(
            case_id=case.pk, text=text, actor=self.who(unit, Role.HANDLER), at=self.ago(days - 2)
        )


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
    """The commission orders supervision; the unit goes on writing to the citizen but never reports."""
    unit = seeder.unit("440115-land")
    case = seeder.handed(unit, days=50)
    seeder.move(case, "supervise", seeder.inspector(case), days=42, ground="serious")
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
}


# --- a clean set: as it should be, but close to what the detectors look for -----------------------------------------
CLEAN_CITIES = ("440200", "440300", "440600", "441400", "440800")
CLEAN_LINES = ("land", "housing", "education", "environment")


def seed_clean(seeder: Seeder, *, cases: int) -> int:
    """So many cases that were handled as they should be, spread over 150 days and the units of five cities."""
    kinds = (_prompt, _prompt, _prompt, _asked, _extended, _given_on, _refused, _under_way)
    units = [seeder.unit(f"{city}-{line}") for city in CLEAN_CITIES for line in CLEAN_LINES]
    for place in range(cases):
        kinds[place % len(kinds)](seeder, units[place % len(units)], 40 + (place * 37) % 110)
    return cases


def _prompt(seeder: Seeder, unit: Unit, days: float) -> None:
    """Answered in three weeks, the citizen was spoken to."""
    case = seeder.handed(unit, days=days, accused=(seeder.unit(f"{unit.area.code}-health"),))
    seeder.talk(case, unit, days=days - 8)
    case = seeder.answer(case, unit, days=days - 12 - seeder.chance.randrange(20))
    seeder.move(case, "close", seeder.inspector(case), days=days - 34, **FOUND_NOTHING)


def _asked(seeder: Seeder, unit: Unit, days: float) -> None:
    """The clock stood still for a question, so that nothing happened for a long while with good reason."""
    case = seeder.handed(unit, days=days)
    case = seeder.move(case, "ask_citizen", seeder.who(unit, Role.HANDLER), days=days - 8)
    write_as_citizen(case_id=case.pk, text="补充如下：材料已备齐。", at=seeder.ago(days - 20))
    case = seeder.answer(case, unit, days=days - 30)
    seeder.move(case, "close", seeder.inspector(case), days=days - 33, **FOUND_NOTHING)


def _extended(seeder: Seeder, unit: Unit, days: float) -> None:
    """More time was asked for early, and the case was finished within it."""
    case = seeder.handed(unit, days=days)
    case = seeder.move(case, "ask_time", seeder.who(unit, Role.HANDLER), days=days - 15, days_more=15)
    case = seeder.move(case, "grant_time", seeder.who(unit, Role.UNIT_LEADER), days=days - 16)
    case = seeder.answer(case, unit, days=days - 35)
    seeder.move(case, "close", seeder.inspector(case), days=days - 37, **FOUND_NOTHING)


def _given_on(seeder: Seeder, unit: Unit, days: float) -> None:
    """It went to the wrong unit first and was given on once."""
    wrong = seeder.unit(f"{unit.area.code}-agriculture")
    case = seeder.receive(unit, days=days)
    clerk = seeder.clerk(case)
    case = seeder.move(case, "assign", clerk, days=days - 1, unit=wrong)
    case = seeder.move(case, "reassign", clerk, days=days - 3, unit=unit)
    case = seeder.move(case, "sign_for", seeder.who(unit, Role.HANDLER), days=days - 5)
    case = seeder.answer(case, unit, days=days - 25)
    seeder.move(case, "close", seeder.inspector(case), days=days - 28, **FOUND_NOTHING)


def _refused(seeder: Seeder, unit: Unit, days: float) -> None:
    """Not accepted, with a full reason of its own."""
    case = seeder.receive(unit, days=days)
    note = f"所反映事项属其他机关职责：{seeder.remark(4)}。"
    particulars = {"reason": "other_organ", "way_out": "请向有权处理的机关提出。"}
    seeder.move(case, "decline", seeder.clerk(case), days=days - 5, note=note, **particulars)


def _under_way(seeder: Seeder, unit: Unit, days: float) -> None:
    """Still being handled, and the citizen heard from the unit this month; supervised and not yet due."""
    case = seeder.handed(unit, days=min(days, 55))
    seeder.move(case, "supervise", seeder.inspector(case), days=20, ground="serious")
    seeder.talk(case, unit, days=18)
