"""The campaign of the demonstration: today lies in its middle, most plans are in force, and their items are under way."""

from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.choices import Decision, Role
from accounts.models import User
from common.numbering import CHINA
from common.spreadsheet import xlsx_file
from dashboard.services.demo_people import Staff
from files.services import KeptFile, keep_file
from organizations.models import Sector, Unit
from organizations.selectors import cities, commission_for
from sectors.choices import TICKS, EntryKind, Progress
from sectors.models import Campaign, PlanItem, PlanVersion
from sectors.selectors import item_rows, lead_units
from sectors.services import (
    DATA_FOLDER,
    DeploymentDraft,
    EntryDraft,
    ask_for_approval,
    decide_on_plan,
    enter_deployment,
    load_campaign,
    publish_plan,
    record_entry,
)

ONE_DAY = timedelta(days=1)
# As far as the plans of the sectors have come by their numbers: one still waits for the commission, one is a draft.
WAITS, DRAFTED = 7, 3
# So many items of each plan, from the first on, have a file beside the words.
WITH_PAPERS = 3
APPROVED_AFTER = 45
EVIDENCE = {
    EntryKind.DEPLOYED: "纳入本部门年度工作要点，与业务工作一并部署。",
    EntryKind.CARRIED_OUT: "责任处室已列入季度任务清单，逐项落实。",
    EntryKind.CHECKED: "结合业务检查同步抽查，问题已反馈整改。",
    EntryKind.ASSESSED: "列入年度考核指标，计入部门得分。",
}


def set_up_the_campaign(staff: Staff, until: datetime) -> Campaign:
    """Load the campaign around the day of the demonstration and bring its plans as far as they are by then."""
    today = until.date()
    opened = until - ONE_DAY * 300
    campaign = load_campaign(folder=DATA_FOLDER, shift_to=today, at=opened, on=today).campaign
    commission = Unit.objects.get(code="440000-commission")
    leader = staff.who(commission.pk, Role.COMMISSION_LEADER)
    inspector = staff.who(commission.pk, Role.INSPECTOR)
    approved = datetime.combine(campaign.starts_on + ONE_DAY * APPROVED_AFTER, time(10), tzinfo=CHINA)
    for plan in campaign.plans.select_related("sector").prefetch_related("sector__leads"):
        [unit, *_others] = lead_units([plan.sector])[plan.sector_id]
        head = staff.who(unit.pk, Role.UNIT_LEADER)
        version = plan.versions.get()
        if plan.sector.number == DRAFTED:
            continue
        asked = until - ONE_DAY * 2 if plan.sector.number == WAITS else approved - ONE_DAY * 5
        approval = ask_for_approval(
            version_id=version.pk, reason="方案已经部门会议讨论通过，请审批。", actor=head, at=asked
        )
        if plan.sector.number == WAITS:
            continue
        decide_on_plan(
            approval_id=approval.pk,
            decision=Decision.GRANTED,
            note="同意，按此执行。",
            actor=leader,
            at=approved,
        )
        publish_plan(version_id=version.pk, actor=head, at=approved + ONE_DAY)
        _follow(version, head=head, inspector=inspector, until=until)
        _deploy(campaign, plan.sector, staff, since=approved.date(), until=until)
    return campaign


def _deploy(campaign: Campaign, sector: Sector, staff: Staff, *, since: date, until: datetime) -> None:
    """Most cities have deployed the plan, every ninth cell not yet, and now and then one too late."""
    for place, city in enumerate(cities(until.date()), sector.number):
        inspector = staff.who(commission_for(city).pk, Role.INSPECTOR)
        if place % 9 == 0 or inspector is None:
            continue
        sent = since + ONE_DAY * (place % 5)
        deployed = sent + ONE_DAY * (60 if place % 11 == 0 else 6)
        draft = DeploymentDraft(
            deployed_on=deployed,
            document=f"{city.name.removesuffix('市')}专办〔{deployed.year}〕{sector.number}号",
            sent_on=sent,
            read_on=sent + ONE_DAY,
            confirmed_on=sent + ONE_DAY * 2,
        )
        at = datetime.combine(deployed, time(16), tzinfo=CHINA)
        enter_deployment(campaign=campaign, sector=sector, area=city, draft=draft, actor=inspector, at=at)


def _follow(version: PlanVersion, *, head: User, inspector: User, until: datetime) -> None:
    """Evidence for what has fallen due, but for every fifth item, which is late; a beginning for the rest."""
    version = PlanVersion.objects.select_related("plan__campaign").get(pk=version.pk)
    for row in item_rows(version, today=until.date()):
        number = row.item.task.number
        is_due = row.item.due_on < until.date()
        if number % 5 == 0:
            continue
        day = min(row.item.due_on, until.date()) - ONE_DAY * 3
        _write(
            row.item,
            head,
            day,
            kind=EntryKind.PROGRESS,
            progress=Progress.DONE if is_due else Progress.RUNNING,
            files=[_paper(row.item, day)] if number <= WITH_PAPERS else [],
        )
        if is_due:
            for kind in TICKS:
                _write(row.item, head, day, kind=kind)
            _write(row.item, head, day, kind=EntryKind.SELF, score=88 + number % 10)
            _write(row.item, inspector, day + ONE_DAY, kind=EntryKind.INSPECTION, score=80 + number % 12)


def _paper(item: PlanItem, day: date) -> KeptFile:
    """A ledger of the item as its owner would hand it in."""
    rows = [
        ("序号", "事项", "责任单位", "完成标准", "截至日期"),
        ("1", item.title, str(item.owner), item.standard, str(day)),
    ]
    book = xlsx_file(rows, sheet="台账")
    name = f"整治台账-{item.task.number}号-{day:%Y%m%d}.xlsx"
    return keep_file(upload=SimpleUploadedFile(name, book.read()))


def _write(item: PlanItem, actor: User, day, *, kind: str, **more) -> None:
    """One line, in the afternoon of that day."""
    words = EVIDENCE.get(kind, "已按方案要求推进，材料存档备查。")
    draft = EntryDraft(
        kind=kind, words=words, day=day, document=f"粤专办〔{day.year}〕{item.task.number}号", **more
    )
    at = datetime.combine(day, time(16), tzinfo=CHINA)
    record_entry(task_id=item.task_id, draft=draft, actor=actor, at=at)
