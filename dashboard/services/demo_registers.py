"""The registers of the demonstration: in each of some districts mostly good rows, and in every register a few bad ones."""

import re
from datetime import datetime, timedelta

from accounts.choices import Role
from common.numbering import CHINA
from dashboard.services.demo_people import Staff
from organizations.models import Area, Unit
from organizations.selectors import lead_unit_code
from registers.choices import REGISTERS, Source
from registers.models import Finding, Record
from registers.services import dismiss_finding, open_case_of, take_rows, watch_registers

PLACES = ("440106", "440305", "440604", "441322", "440783", "441402")
FEW = 2
# "@-95": so many days before the demonstration ends; "@m-2": the month before last; "{place}": the district.
GOOD = {
    "projects": {"name": "{place}城际站前地块", "basis": "粤国土资征字〔{year}〕{number}号", "approved_on": "@-20", "households": "120", "payable": "38600000"},
    "compensation": {"household": "H-{code}-0{number}", "project": "P-{code}-1", "approved_on": "@-150", "payable": "12600{number}", "paid": "12600{number}", "paid_on": "@-80"},
    "land-notices": {"title": "{place}征地补偿安置公告", "project": "P-{code}-1", "kind": "compensation", "place": "村务公开栏", "posted_on": "@-90", "removed_on": "@-55", "is_met": "yes"},
    "village-projects": {"village": "{place}第{number}村", "project": "村道硬化", "voted_on": "@-140", "approval": "82", "per_head": "15", "cap": "20", "grant": "46000", "raised_on": "@-120", "disclosed_on": "@-110"},
    "rural-fees": {"item": "农机安全检测费（{number}）", "kind": "fee", "payers": "农机户", "amount": "60", "charged_on": "@-200", "in_catalogue": "yes", "basis": "粤价〔2012〕41号"},
    "burdens": {"indicator": "per_head", "month": "@m-{number}", "value": "3{number}.50"},
    "subsidy-claims": {"programme": "grain", "year": "{year}", "household": "N-{code}-0{number}", "village": "{place}第{number}村", "claimed": "8.50", "measured": "8.50", "claimed_by": "村会计", "checked_by": "农技站干部", "checked_on": "@-130", "approved_by": "镇农办主任", "approved_on": "@-120", "payable": "1020", "paid": "1020", "paid_on": "@-100", "passbook": "household"},
    "collective-assets": {"village": "{place}第{number}村", "asset": "村口铺面{number}间", "kind": "asset", "value": "38{number}000", "use": "let", "counted_on": "@-200", "disclosed_on": "@-40"},
    "collective-deals": {"village": "{place}第{number}村", "subject": "铺面出租三年", "asset": "{code}-{number}", "kind": "lease", "reserve": "30000", "price": "3{number}600", "bidders": "4", "closed_on": "@-60", "on_platform": "yes", "disclosed_on": "@-55"},
    "hazards": {"place": "{place}第{number}仓库消防通道", "grade": "general", "found_on": "@-40", "general_duty": "县级安全监管部门", "direct_duty": "县级商务部门", "local_duty": "镇人民政府（街道办事处）", "enterprise_duty": "仓储企业", "due_on": "@10"},
    "joint-actions": {"subject": "涉爆粉尘企业联合检查", "held_on": "@-3{number}", "place": "{place}工业园", "units": "安全监管部门；消防部门；住建部门", "sites": "12", "hazards": "7", "fined": "30000"},
    "workshops": {"site": "{place}前进村{number}号", "kind": "den", "goods": "米粉", "found_on": "@-70", "closed_on": "@-68", "visited_on": "@-45", "visit_found": "closed"},
    "recalls": {"product": "散装糕点", "producer": "{place}食品厂", "batch": "B{number}", "measure": "boxes", "announced_on": "@-50", "sold": "800", "taken_back": "0", "destroyed": "800"},
    "action-plans": {"plan": "air", "aim": "可吸入颗粒物年均浓度下降", "due_on": "@120", "progress": "60", "reported_on": "@-20", "document": "季度进展报告"},
    "local-rules": {"title": "园区企业检查备案规定（{number}）", "issuer": "{place}工业园管理委员会", "issued_on": "@-900", "reviewed_on": "@-100", "result": "lawful"},
    "fee-watch": {"school": "{place}第{number}小学", "is_watched": "yes", "since": "@-180", "period": "quarter", "sampled_on": "@-30", "items": "14", "items_over": "0"},
    "school-pages": {"school": "{place}第{number}小学", "link": "https://school-{code}-{number}.example.org/", "checked_on": "@-9", "answers": "yes", "shows_fees": "yes", "takes_complaints": "yes"},
    "acceptance": {"candidate": "{place}第{number}镇", "honour": "town", "applied_on": "@-80"},
    "drug-use": {"hospital": "{place}第{number}人民医院", "level": "2", "month": "@m-1", "drug": "头孢曲松", "rank": "{number}", "doses": "2{number}"},
    "drug-prices": {"drug": "头孢曲松1克", "hospital": "{place}第{number}人民医院", "contract": "GD-77", "awarded": "8.20", "paid": "8.20", "bought_on": "@-25"},
    "clean-hospitals": {"hospital": "{place}第{number}人民医院", "level": "2", "score": "9{number}", "named_on": "@-150"},
    "hospital-openness": {"hospital": "{place}第{number}人民医院", "level": "2", "checked_on": "@-15", "prices": "yes", "drugs": "yes", "bills": "yes", "procurement": "yes", "staff": "yes", "complaints": "yes"},
}  # fmt: skip
# What the last row of every second district has otherwise.
BAD = {
    "projects": {"approved_on": "@-160"},
    "compensation": {"paid": "90000"},
    "land-notices": {"removed_on": "@-78", "is_met": "no"},
    "village-projects": {"per_head": "28"},
    "rural-fees": {"in_catalogue": "no", "basis": ""},
    "burdens": {"month": "@m-0", "value": "58.00"},
    "subsidy-claims": {"claimed": "21", "approved_by": "农技站干部", "passbook": "village"},
    "collective-assets": {"disclosed_on": "@-150"},
    "collective-deals": {"on_platform": "no", "price": "21000"},
    "hazards": {"grade": "major", "due_on": "@-35", "extended_to": "@-12"},
    "joint-actions": {"held_on": "@-31"},
    "workshops": {"visit_found": "active"},
    "recalls": {"announced_on": "@-110", "destroyed": "520", "taken_back": "60"},
    "action-plans": {"due_on": "@-10", "progress": "70"},
    "local-rules": {"result": "obstructs", "due_on": "@-15"},
    "fee-watch": {"sampled_on": "@-130", "items_over": "2", "refund": "5400"},
    "school-pages": {"answers": "no"},
    "acceptance": {},
    "drug-use": {"doses": "95"},
    "drug-prices": {"paid": "11.60"},
    "clean-hospitals": {},
    "hospital-openness": {"bills": "no", "procurement": "no"},
}  # fmt: skip
PLANS = ("air", "water", "metals", "villages", "waste", "thunder")
NOTICE_KINDS = ("plan", "compensation", "households")
DAY = re.compile(r"@(m?)(-?\d+)")


def fill_registers(staff: Staff, until: datetime, *, is_large: bool) -> None:
    """Write the rows down as the units' own handlers did, let the rules look, and act on some of the alarms."""
    at = until - timedelta(days=1)
    places = PLACES if is_large else PLACES[:FEW]
    areas = {area.code: area for area in Area.objects.filter(code__in=places, valid_to=None)}
    for name, register in REGISTERS.items():
        for place, code in enumerate(places):
            unit = Unit.objects.get(code=lead_unit_code(code, register.lines[0]))
            rows = list(_rows(name, areas[code], is_bad=place % 2 == 0, unit=unit, until=until))
            handler = staff.who(unit.pk, Role.HANDLER)
            take_rows(register=register, rows=rows, source=Source.FILE, actor=handler, at=at)
    while watch_registers(at=at):
        continue
    if is_large:
        _act(staff, at)


def _rows(name: str, area: Area, *, is_bad: bool, unit: Unit, until: datetime):
    count = len(PLANS) if name == "action-plans" else 3
    for number in range(1, count + 1):
        cells = GOOD[name] | _varied(name, number)
        if is_bad and number == count:
            cells |= BAD[name]
        said = {"place": area.name, "code": area.code, "number": number, "year": until.year}
        filled = {column: _dated(text.format(**said), until) for column, text in cells.items()}
        key = f"P-{area.code}-{number}" if name == "projects" else f"{area.code}-{number}"
        yield {"number": key, "area": area.code, "unit": unit.code} | filled


def _varied(name: str, number: int) -> dict[str, str]:
    if name == "action-plans":
        return {"plan": PLANS[number - 1]}
    return {"kind": NOTICE_KINDS[number - 1]} if name == "land-notices" else {}


def _dated(text: str, until: datetime) -> str:
    found = DAY.fullmatch(text)
    if found is None:
        return text
    today = until.astimezone(CHINA).date() - timedelta(days=1)
    if not found[1]:
        return (today + timedelta(days=int(found[2]))).isoformat()
    month = today.year * 12 + today.month - 1 + int(found[2])
    return f"{month // 12}-{month % 12 + 1:02}"


def _act(staff: Staff, at: datetime) -> None:
    """Of the compensation alarms in the city of Guangzhou one is a case, and one of a school's page is dismissed."""
    inspector = staff.who(Unit.objects.get(code="440100-commission").pk, Role.INSPECTOR)
    found = Finding.objects.filter(record__in=Record.objects.filter(area__code__startswith="4401"))
    if short := found.filter(rule="short").first():
        open_case_of(finding_id=short.pk, words="请核查补偿款去向。", actor=inspector, at=at)
    if dead := found.filter(rule="no_page").first():
        dismiss_finding(finding_id=dead.pk, reason="学校已并校，网页由新校统一提供。", actor=inspector, at=at)
