"""Old complaints of the demonstration that came to nothing and are due: two held, the others on a list that waits."""

from datetime import datetime, timedelta

from accounts.choices import Role
from cases.choices import Channel, DeclineReason, Party
from cases.models import Case
from cases.services import Complaint, move_case, receive_case
from common.numbering import CHINA
from dashboard.services.demo_people import Staff
from organizations.models import Area, Unit
from retention.choices import RecordClass
from retention.services import ask_to_lift, place_hold, propose_batch

DESK = "440100-commission"
BEGUN = datetime(2014, 3, 4, 9, 30, tzinfo=CHINA)
# Each with the place; every other one was taken back by its citizen, the rest were not accepted.
STORIES = (
    ("440106", "小区门口的路灯坏了两个月，晚上进出不方便。"),
    ("440105", "公交站牌被广告挡住，看不清线路。"),
    ("440111", "村口的水沟堵塞，下雨天积水，已与村里商量解决。"),
    ("440103", "对一起民事判决不服，希望重新处理。"),
    ("440104", "楼上装修噪声大，已经与邻居协商好。"),
    ("440112", "询问新农合报销比例如何计算。"),
    ("440106", "学校门口摊贩占道，城管已经清理。"),
    ("440105", "对劳动仲裁结果不服，要求改变裁决。"),
)


def make_old_cases(staff: Staff) -> list[Case]:
    """Eight complaints of the spring of 2014, before all others, so that their numbers are the lowest."""
    clerk = staff.who(Unit.objects.get(code=DESK).pk, Role.INTAKE_CLERK)
    cases = []
    for place, (code, story) in enumerate(STORIES):
        at = BEGUN + timedelta(days=5 * place)
        area = Area.objects.select_related("parent").get(code=code, valid_to=None)
        case = receive_case(
            complaint=Complaint(channel=Channel.WEB, story=story, area=area), actor=Party.CITIZEN, at=at
        )
        if place % 2:
            details = {"reason": DeclineReason.OTHER_ORGAN, "way_out": "请向有权处理的机关提出。"}
            step = {"move": "decline", "actor": clerk, "details": details, "note": "不属于受理范围。"}
        else:
            step = {"move": "withdraw", "actor": Party.CITIZEN, "note": "问题已经解决。"}
        cases.append(move_case(case_id=case.pk, at=at + timedelta(days=2), **step))
    return cases


def look_at_old_cases(cases: list[Case], staff: Staff, until: datetime) -> None:
    """Two holds, of which one is to be lifted, and the list of the others, which waits for the second person."""
    inspector = staff.who(Unit.objects.get(code=DESK).pk, Role.INSPECTOR)
    at = until - timedelta(hours=9)
    hold = place_hold(
        case_id=cases[0].pk,
        reason="与在办的另一件投诉有关，暂不销毁。",
        actor=inspector,
        at=at - timedelta(days=20),
    )
    ask_to_lift(hold_id=hold.pk, reason="另一件投诉已经办结。", actor=inspector, at=at)
    place_hold(case_id=cases[1].pk, reason="法院调卷，暂不销毁。", actor=inspector, at=at)
    propose_batch(
        record_class=RecordClass.UNANSWERED,
        reason="保管期限已满，经核对无继续保存价值。",
        actor=inspector,
        at=at,
    )
