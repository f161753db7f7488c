"""The service windows of the demonstration: visits of three months, what visitors said of them, and one alarm of each kind."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from random import Random

from accounts.choices import Role
from accounts.models import User
from common.numbering import CHINA
from dashboard.services.demo_people import Staff
from evaluations import services
from evaluations.choices import VisitAlarmKind, VisitAlarmState, VisitSource
from evaluations.models import Invitation, ServiceWindow, VisitAlarm
from evaluations.rules.samples import LIMITS
from evaluations.services.visit_draws import draw_unit
from evaluations.services.visit_records import VisitDraft, record_visit
from organizations.models import Unit

ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)
OFFICE = "440000-commission"
# Days before the end on which people came, and how many to each window.
DAYS_BACK = (66, 45, 20)
A_DAY = 10
BUSINESS = ("证照办理", "登记备案", "资格审核", "缴费开票", "咨询查询")
# What visitors answer, and how often; None: nothing.
SAID = (
    (None, 40), ("1", 26), ("1。", 6), ("满意", 6), ("2", 10), ("2 排队时间长", 3), ("3", 3),
    ("3 材料退了三次，每次说法不一样", 3), ("不满意，中午没人值班", 2), ("4", 1),
)  # fmt: skip


class Visitors:
    """People who come to windows, are drawn and answer, or don't."""

    def __init__(self, chance: Random, recorder: User):
        self.chance, self.recorder = chance, recorder
        self.numbers = count(1)
        self.phones: dict[str, str] = {}

    def come(self, unit: Unit, number: int, *, day: datetime, phone: str = "") -> None:
        """So many visits on that day, recorded in the evening."""
        for _visit in range(number):
            place = next(self.numbers)
            code = f"YW-{day:%Y%m%d}-{place:05d}"
            self.phones[code] = phone or f"1{place % 7 + 3}{place:09d}"
            draft = VisitDraft(
                unit=unit,
                number=code,
                visited_at=day + timedelta(minutes=540 + self.chance.randrange(480)),
                business=self.chance.choice(BUSINESS),
                phone=self.phones[code],
            )
            at = day + timedelta(hours=20)
            record_visit(draft=draft, source=VisitSource.API, actor=self.recorder, at=at)

    def answer(
        self, unit: Unit, *, day: datetime, says: Callable[[int], tuple[str | None, datetime]]
    ) -> None:
        """The draw of the morning, and what those who were invited say to it."""
        at = day + timedelta(hours=9)
        draw_unit(unit=unit, on=day.date(), at=at)
        invited = Invitation.objects.filter(visit__unit=unit, invited_at=at).select_related("visit")
        for place, invitation in enumerate(invited.order_by("pk")):
            words, said_at = says(place)
            if words is not None:
                services.take_reply(phone=self.phones[invitation.visit.number], words=words, at=said_at)

    def as_usual(self, day: datetime) -> Callable[[int], tuple[str | None, datetime]]:
        """Some answer within some hours, most of them satisfied."""
        words = [text for text, _weight in SAID]
        weights = [weight for _text, weight in SAID]

        def says(_place: int) -> tuple[str | None, datetime]:
            at = day + timedelta(minutes=550 + self.chance.randrange(600))
            return self.chance.choices(words, weights)[0], at

        return says


def rate_windows(staff: Staff, until: datetime, *, is_large: bool) -> None:
    """Some days of three months at the windows, in a small demonstration one, and the alarms of the last days."""
    begun = until - 120 * ONE_DAY
    services.load_windows(from_on=begun.date(), at=begun)
    office = Unit.objects.get(code=OFFICE)
    leader = staff.who(office.pk, Role.COMMISSION_LEADER)
    values = {name: built_in for name, (built_in, _least, _most) in LIMITS.items()}
    services.set_window_rule(
        values=values | {"share": 75, "minimum_sample": 8},
        effective_on=begun.date(),
        reason="试行期样本较小，适当提高抽取比例",
        actor=leader,
        at=begun,
    )
    visitors = Visitors(Random(24), leader)
    units = [window.unit for window in ServiceWindow.objects.select_related("unit")]
    for back in DAYS_BACK if is_large else DAYS_BACK[-1:]:
        day = until - back * ONE_DAY
        services.expire_invitations(at=day)
        for unit in units:
            visitors.come(unit, A_DAY, day=day)
            visitors.answer(unit, day=day + ONE_DAY, says=visitors.as_usual(day + ONE_DAY))
    _look_odd(visitors, units, leader, until)
    services.expire_invitations(at=until)
    services.look_for_alarms(at=until)
    _decide(staff.who(office.pk, Role.INSPECTOR), until)


def _look_odd(visitors: Visitors, units: list[Unit], leader: User, until: datetime) -> None:
    """One window for each kind of alarm."""
    eve, day = until - 2 * ONE_DAY, until - ONE_DAY
    services.expire_invitations(at=eve)
    burst, second, silent, withheld, staff, one, pressed, gifts = units[8:16]
    visitors.come(burst, 16, day=eve)
    visitors.answer(burst, day=day, says=lambda place: ("1", day + timedelta(hours=10, seconds=15 * place)))
    visitors.come(second, 5, day=eve)
    visitors.answer(second, day=day, says=lambda place: ("1", day + timedelta(hours=11)))
    for unit, words in ((pressed, "9 窗口人员要我当面回复1并截图"), (gifts, "1 工作人员说回1可以领礼品")):
        visitors.come(unit, 1, day=eve)
        visitors.answer(unit, day=day, says=lambda place, words=words: (words, day + timedelta(hours=12)))
    # At one window very many were asked, and nobody has answered.
    visitors.come(silent, 45, day=until - 8 * ONE_DAY)
    visitors.answer(silent, day=until - 7 * ONE_DAY, says=lambda place: (None, until))
    monday = until - timedelta(days=until.astimezone(CHINA).weekday())
    for weeks, number in ((5, 26), (4, 27), (3, 25), (2, 26), (1, 4)):
        visitors.come(withheld, number, day=monday - timedelta(weeks=weeks) + ONE_DAY)
    services.add_staff_phones(unit=staff, numbers=["13800000001"], actor=leader, at=eve)
    visitors.come(staff, 2, day=eve, phone="13800000001")
    visitors.come(one, 6, day=eve, phone="13800000002")


def _decide(inspector: User, until: datetime) -> None:
    """The commission has looked into two of them."""
    found = {alarm.kind: alarm.pk for alarm in VisitAlarm.objects.order_by("-pk")}
    services.take_up_alarm(alarm_id=found[VisitAlarmKind.WITHHELD], actor=inspector)
    services.decide_alarm(
        alarm_id=found[VisitAlarmKind.SAME_SECOND],
        decision=VisitAlarmState.UPHELD,
        reason="经核实，窗口工作人员用群众手机代为回复",
        actor=inspector,
        at=until,
    )
