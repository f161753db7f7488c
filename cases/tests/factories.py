"""Making cases for tests, always through the services that make real ones."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import User
from cases.choices import Channel, Party
from cases.models import Case
from cases.services import AccusedEntry, Complaint, move_case, receive_case
from organizations.models import Area, Person, Unit

STORY = "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。"
FOUND_NOTHING = {"finding": "not_proved"}
ANSWER = {
    "request": "要求发放征地补偿款。",
    "facts": "经查，补偿款二〇一三年十一月到账，因分户清册有误而未发放。",
    "opinion": "责成十日内更正清册并足额发放。",
    "legal_basis": "《土地管理法》第四十七条",
    "result": "support",
}
FOUND_PROVED = {
    "finding": "proved",
    "persons": [
        {"person": "张某", "post": "天河区国土局科员", "measure": "party_warning", "is_leader": False}
    ],
    "is_leader_liable": True,
    "leader_reason": "疏于管理。",
    "fix": "修订发放流程。",
}


def unit(code: str) -> Unit:
    """A unit of the register, e.g. ``440106-land``."""
    return Unit.objects.get(code=code)


def area(code: str) -> Area:
    """An area that is valid today, with its parent."""
    return Area.objects.select_related("parent").get(code=code, valid_to=None)


def make_case(
    *,
    at: datetime,
    story: str = STORY,
    area_code: str = "440106",
    accused: Sequence[Unit | Person | AccusedEntry] = (),
    channel: str = Channel.WEB,
    **fields,
) -> Case:
    """A received case about land in Tianhe, unless said otherwise."""
    complaint = Complaint(
        channel=channel, story=story, area=area(area_code), accused=tuple(map(_entry, accused)), **fields
    )
    return receive_case(complaint=complaint, actor=Party.CITIZEN, at=at)


def walk(case: Case, steps: Sequence[tuple[str, User | Party]], *, at: datetime, **units) -> Case:
    """Make one move after the other; assigns to ``unit`` and answers with ANSWER unless told otherwise."""
    for move, actor in steps:
        details = {"answer": ANSWER, "assign": units, "reassign": units}.get(move, {})
        if move == "decline":
            details = {"reason": "other_organ", "way_out": "请向市场监管部门反映。"}
        if move == "close":
            details = FOUND_NOTHING
        if move in ("ask_part", "return_part"):
            helper = case.co_handler_rows.order_by("pk").first()
            details = {"unit": helper.unit, "due_on": (at + timedelta(days=10)).date(), "shows_story": True}
        if move == "supervise":
            details = {"ground": "serious"}
        if move == "ask_review":
            details = {"unit": case.responsible.parent, "grounds": "答复与事实不符。"}
        case = move_case(case_id=case.pk, move=move, actor=actor, at=at, note="按规定办理", details=details)
    return case


def _entry(accused: Unit | Person | AccusedEntry) -> AccusedEntry:
    if isinstance(accused, Unit):
        return AccusedEntry(unit=accused)
    return AccusedEntry(person=accused) if isinstance(accused, Person) else accused
