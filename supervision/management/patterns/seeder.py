"""Making invented cases for the detectors: every step goes through the services of everyday work."""

from datetime import datetime, timedelta
from random import Random

from accounts.choices import Role
from accounts.models import User
from accounts.services import give_duty
from cases.choices import Channel, Party, SupervisionGround
from cases.models import Case
from cases.selectors.naming import mentions_of
from cases.services import (
    AccusedEntry,
    Complaint,
    move_case,
    receive_case,
    write_as_citizen,
    write_to_citizen,
)
from organizations.models import Area, Sector, Unit
from supervision.models import Order
from supervision.selectors.leaders import leaders_on
from supervision.services import OrderDraft, issue_order

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
        if "unit" in details:
            details["not_accused"] = bool(mentions_of(case, [details["unit"]]))
        if more := details.pop("days_more", None):
            details["days"] = more
        return move_case(
            case_id=case.pk, move=move, actor=actor, at=self.ago(days), note=note, details=details
        )

    def order(self, case: Case, unit: Unit, *, days: float) -> Order:
        """An order of the case's commission to the unit that has the case."""
        at = self.ago(days)
        draft = OrderDraft(
            trigger=SupervisionGround.SERIOUS,
            addressee=unit,
            tenure=leaders_on(unit, on=at.date()).first(),
            subject=case.subject,
            reason=self.remark(2),
            demands=(self.remark(3),),
            case=case,
        )
        return issue_order(draft=draft, issuer=case.desk, actor=self.inspector(case), at=at)

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
