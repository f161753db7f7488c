"""The accountability ledger of the demonstration: files at every stage, all through the services of everyday work."""

from datetime import datetime, timedelta

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.services import lapse_acts
from cases.models import Case, Conclusion
from cases.rules import PROVED
from cases.services import demand_recusal
from common.numbering import CHINA
from dashboard.services.demo_people import Staff
from organizations.models import Unit
from organizations.selectors import first_holder
from supervision.choices import Liability
from supervision.models import Accountability
from supervision.services import (
    answer_appeal,
    decide_on_measure,
    open_account,
    propose_measure,
    record_appeal,
    serve_measure,
    watch_accounts,
)
from supervision.services.accountability import Answerable

MOST_FILES = 30
LAW = {
    "talked_to": "《行政机关公务员处分条例》第十二条",
    "admonished": "《关于实行党政领导干部问责的暂行规定》第七条",
    "warning": "《行政机关公务员处分条例》第二十条",
    "demerit": "《行政机关公务员处分条例》第二十条",
    "party_warning": "《中国共产党纪律处分条例》第一百二十七条",
}
# As far as the files come, one after the other: opened only, proposed, decided, served, appealed, answered.
STOPS = (5, 4, 3, 2, 1, 0, 5, 3)
REASON = "违规事实清楚，证据充分。"


def fill_ledger(staff: Staff, until: datetime) -> None:
    """Files on the newest proved cases of the desks that have an inspector and a leader; and a demand for recusal."""
    proved = Conclusion.objects.filter(finding__in=PROVED, case__closed_at__isnull=False)
    rows = proved.select_related("case__desk", "case__responsible").order_by("-pk")
    made = 0
    for conclusion in rows.iterator(chunk_size=100):
        if made == MOST_FILES:
            break
        case = conclusion.case
        inspector = staff.who(case.desk_id, Role.INSPECTOR)
        leader = staff.who(case.desk_id, Role.COMMISSION_LEADER)
        # A case that was reopened has been concluded anew; what counts is the last finding.
        is_last = case.conclusions.last() == conclusion
        if is_last and inspector and leader and _sees(inspector, leader, case):
            open_file(conclusion, inspector, leader, STOPS[made % len(STOPS)], until)
            made += 1
    _demand(until)
    # What lies longer than it may has lapsed or become final by now.
    lapse_acts(at=until)
    while watch_accounts(at=until):
        pass


def _sees(inspector: User, leader: User, case: Case) -> bool:
    return all(Case.objects.supervised_by(user).filter(pk=case.pk).exists() for user in (inspector, leader))


def open_file(conclusion: Conclusion, inspector: User, leader: User, stop: int, until: datetime) -> None:
    """The file of whoever is directly responsible, as far as ``stop`` says, and one of a liable leader, opened only."""
    case, row = conclusion.case, conclusion.persons.first()
    at = min(conclusion.concluded_at + timedelta(days=2), until - timedelta(days=1))
    day = case.received_at.astimezone(CHINA).date() - timedelta(days=30)
    by = {"case_id": case.pk, "note": REASON, "actor": inspector, "at": at}
    unit: Unit = case.responsible
    direct = Answerable(Liability.DIRECT, day, unit, row.person, row.post)
    file = open_account(who=direct, **by)
    if conclusion.is_leader_liable and first_holder(unit, day):
        open_account(who=Answerable(Liability.LEADER, day, unit), **by)
    _go_on(file, list(LAW)[file.pk % len(LAW)], inspector, leader, stop, at)


def _go_on(
    file: Accountability, measure: str, inspector: User, leader: User, stop: int, at: datetime
) -> None:
    """As far as this file comes; ``stop`` 5 is answered, 0 is opened only, as is a file that concerns one of the two."""
    if not all(Accountability.objects.visible_to(user).filter(pk=file.pk) for user in (inspector, leader)):
        return
    by = {"file_id": file.pk, "actor": inspector}
    if stop >= 1:
        asked = propose_measure(measure=measure, basis=LAW[measure], reason=REASON, at=at, **by)
    if stop >= 2:
        decide_on_measure(proposal_id=asked.pk, decision=Decision.GRANTED, note="同意。", actor=leader, at=at)
    day = at.astimezone(CHINA).date()
    if stop >= 3:
        serve_measure(served_on=day, note="当面送达。", at=at, **by)
    if stop >= 4:
        record_appeal(made_on=day, words="认为处理偏重，请求复查。", at=at, **by)
    if stop >= 5:
        answer_appeal(outcome="upheld", answer="经复查，事实清楚，处理适当，予以维持。", at=at, **by)


def _demand(until: datetime) -> None:
    """One citizen wants somebody to keep away; it waits for the commission."""
    case = Case.objects.filter(stage="handling").order_by("-pk").first()
    if case is not None:
        demand_recusal(
            case_id=case.pk,
            against="unknown",
            whom="负责此事的一位科长",
            reason="他是被投诉施工单位老板的亲戚。",
            at=until - timedelta(hours=8),
        )
