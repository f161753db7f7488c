"""Rows of registers for tests, always written by the service that writes real ones."""

from datetime import date, datetime

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from cases.tests.factories import area, unit
from registers.choices import REGISTERS
from registers.models import Record
from registers.services import Draft, read_columns, write_record

# What nobody has anything to say against on Monday 2026-11-23; each register's responsible unit in Tianhe.
GOOD = {
    "projects": {"name": "地铁站前地块", "basis": "粤国土资征字〔2026〕8号", "approved_on": "2026-11-01", "households": "2", "payable": "300000"},
    "compensation": {"household": "TH-0012", "project": "P-1", "approved_on": "2026-07-01", "payable": "120000.50", "paid": "120000.50", "paid_on": "2026-09-20"},
    "land-notices": {"title": "征地补偿安置公告", "project": "P-1", "kind": "compensation", "place": "村务公开栏", "posted_on": "2026-09-01", "removed_on": "2026-10-05", "is_met": "是"},
    "village-projects": {"village": "上村", "project": "村道硬化", "voted_on": "2026-05-01", "approval": "82", "per_head": "15", "cap": "20", "raised_on": "2026-06-01", "disclosed_on": "2026-06-10"},
    "rural-fees": {"item": "农机检测", "kind": "fee", "payers": "农机户", "amount": "60", "charged_on": "2026-01-01", "in_catalogue": "yes", "basis": "粤价〔2012〕1号"},
    "burdens": {"indicator": "per_head", "month": "2026-10", "value": "30"},
    "subsidy-claims": {"programme": "grain", "year": "2026", "household": "TH-0012", "village": "上村", "claimed": "8.50", "measured": "8.50", "claimed_by": "村会计", "checked_by": "农技站干部", "checked_on": "2026-05-20", "approved_by": "镇农办主任", "approved_on": "2026-06-01", "payable": "1020", "paid": "1020", "paid_on": "2026-06-20", "passbook": "household"},
    "collective-assets": {"village": "上村", "asset": "旧祠堂东侧铺面", "kind": "asset", "value": "380000", "use": "own", "counted_on": "2026-03-01", "disclosed_on": "2026-10-08"},
    "collective-deals": {"village": "上村", "subject": "铺面出租三年", "asset": "A-1", "kind": "lease", "reserve": "30000", "price": "36000", "bidders": "4", "closed_on": "2026-10-01", "on_platform": "yes", "disclosed_on": "2026-10-05"},
    "hazards": {"place": "东圃仓库消防通道堵塞", "grade": "major", "found_on": "2026-11-01", "general_duty": "区安监局", "direct_duty": "区商务局", "local_duty": "珠吉街道办", "enterprise_duty": "东圃仓储公司", "due_on": "2026-12-15"},
    "joint-actions": {"subject": "涉爆粉尘联合检查", "held_on": "2026-10-12", "place": "吉山工业园", "units": "区安监局；区消防大队", "sites": "12", "hazards": "7"},
    "workshops": {"site": "前进村38号", "kind": "den", "goods": "米粉", "found_on": "2026-10-01", "closed_on": "2026-10-02", "visited_on": "2026-10-20", "visit_found": "closed"},
    "recalls": {"product": "婴儿奶粉", "producer": "某乳业", "batch": "20260801", "measure": "boxes", "announced_on": "2026-11-01", "sold": "1000", "taken_back": "0", "destroyed": "1000"},
    "action-plans": {"plan": "air", "aim": "PM10年均下降", "due_on": "2026-12-31", "progress": "60", "reported_on": "2026-11-01"},
    "local-rules": {"title": "园区企业宁静日规定", "issuer": "园区管委会", "issued_on": "2024-01-01", "reviewed_on": "2026-10-01", "result": "contrary", "due_on": "2026-12-31"},
    "fee-watch": {"school": "天河示范小学", "is_watched": "yes", "since": "2026-09-01", "period": "month", "sampled_on": "2026-11-10", "items": "14", "items_over": "0"},
    "school-pages": {"school": "天河示范小学", "link": "https://school.example.org/", "checked_on": "2026-11-10", "answers": "yes", "shows_fees": "yes", "takes_complaints": "yes"},
    "acceptance": {"candidate": "天河区", "honour": "county", "applied_on": "2026-06-01"},
    "drug-use": {"hospital": "天河区人民医院", "level": "2", "month": "2026-10", "drug": "头孢曲松", "rank": "3", "doses": "20"},
    "drug-prices": {"drug": "头孢曲松1g", "hospital": "天河区人民医院", "contract": "GD-77", "awarded": "8.20", "paid": "8.20", "bought_on": "2026-11-01"},
    "clean-hospitals": {"hospital": "天河区人民医院", "level": "2", "score": "93", "named_on": "2026-03-01"},
    "hospital-openness": {"hospital": "天河区人民医院", "level": "2", "checked_on": "2026-11-10", **dict.fromkeys(("prices", "drugs", "bills", "procurement", "staff", "complaints"), "yes")},
}  # fmt: skip
TODAY = date(2026, 11, 23)


def responsible(register: str, code: str = "440106"):
    """The unit of an area that does the register's first line of work."""
    return unit(f"{code}-{REGISTERS[register].lines[0].replace('_', '-')}")


def keeper(register: str, code: str = "440106") -> User:
    """A handler of that unit, made when missing."""
    name = f"keeper-{register}-{code}"
    return User.objects.filter(username=name).first() or make_user(
        name, Role.HANDLER, responsible(register, code).code
    )


def make_record(
    register: str,
    *,
    at: datetime,
    number: str = "1",
    code: str = "440106",
    actor: User | None = None,
    **cells,
) -> Record:
    """A good row, with some cells otherwise, written by the unit's own handler unless told otherwise."""
    row = REGISTERS[register]
    values, wrong = read_columns(row, GOOD[register] | cells)
    assert not wrong, wrong
    draft = Draft(number, area(code), responsible(register, code), values)
    record, _fate = write_record(
        register=row, draft=draft, source="page", actor=actor or keeper(register, code), at=at
    )
    return record


def open_alarms(record: Record) -> set[str]:
    """The names of the alarms that are open at a record."""
    return set(record.findings.filter(state="open").values_list("rule", flat=True))
