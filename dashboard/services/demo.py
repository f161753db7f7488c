"""The demonstration as a whole: people, 200 days of complaints, and what is left over for trying things out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import connection, transaction
from django.db.models import F
from knox.models import AuthToken

from accounts.choices import Role
from accounts.models import Duty, User
from cases.choices import Channel, SealReason, Stage
from cases.models import Accused, Answer, Case, CaseClock, CaseEvent, ClockSignal, CoHandler, Review
from cases.services import mark_handed_over, record_handover
from common.numbering import CHINA
from common.workdays import ONE_DAY
from complaints.services import issue_receipt
from dashboard.services.counting import count_anew
from dashboard.services.demo_appraisal import appraise
from dashboard.services.demo_bulletins import tell_of_cases
from dashboard.services.demo_calls import call_back
from dashboard.services.demo_campaign import set_up_the_campaign
from dashboard.services.demo_codes import give_apps
from dashboard.services.demo_hotline import broadcast
from dashboard.services.demo_intake import DAYS, Intake
from dashboard.services.demo_leads import LARGE, look_at_leads, seed_leads
from dashboard.services.demo_ledger import fill_ledger
from dashboard.services.demo_life import Demonstration
from dashboard.services.demo_people import Staff, give_addresses, make_people
from dashboard.services.demo_registers import fill_registers
from dashboard.services.demo_retention import look_at_old_cases, make_old_cases
from dashboard.services.demo_texts import Texts
from dashboard.services.demo_windows import rate_windows
from notices.choices import Channel as NoticeChannel
from notices.choices import State
from notices.models import Notice
from organizations.models import Post, Tenure, Unit

# The clocks are looked at when a day has ended and when offices open, which is when signals fall due.
WATCHES = (time(0, 0, 20), time(9, 0, 20))
UNREAD_DAYS = 5
STATISTICS_DAYS = 40
# For trying the tracking page out: the newest case in each of these stages.
TRACKED = (Stage.HANDLING, Stage.CLOSED, Stage.REVIEWING, Stage.DECLINED, Stage.WITHDRAWN)

# The tables that the services ask while the demonstration runs.
ASKED = (
    User,
    Duty,
    Unit,
    Post,
    Tenure,
    Case,
    Accused,
    CoHandler,
    CaseClock,
    ClockSignal,
    CaseEvent,
    Answer,
    Review,
)

Show = Callable[[Iterable, int], Iterator]


@dataclass(frozen=True)
class Keepsakes:
    """What can't be looked up later: receipt codes by the stage of their case, and the token of the system."""

    receipt_codes: dict[str, str]
    token: str
    refused: int


@transaction.atomic
def load_demo(
    *, cases: int, seed: int, today: date, show: Show = lambda days, total: iter(days)
) -> Keepsakes:
    """Fill an empty register of cases with a demonstration that ended last midnight.

    Everything happens through the services of everyday work, at moments of the last 200 days. The same seed and day
    give the same cases. All or nothing: an interrupted load leaves no trace. ``show`` passes the days on and may tell
    how far it has come.
    """
    chance = Random(seed)
    texts = Texts(chance)
    staff = make_people(texts=texts, today=today)
    until = datetime.combine(today, time.min, tzinfo=CHINA)
    old = make_old_cases(staff)
    demonstration = Demonstration(chance=chance, texts=texts, staff=staff, until=until)
    _plan_quickly()
    for incoming in Intake(chance=chance, texts=texts, today=today).draw(cases):
        demonstration.expect(incoming)
    demonstration.plan_orders()
    for place, day in enumerate(show([today - ONE_DAY * back for back in range(DAYS, 0, -1)], DAYS)):
        _refresh_statistics(place)
        for watch in WATCHES:
            demonstration.run_until(datetime.combine(day, watch, tzinfo=CHINA))
    demonstration.run_until(until)
    if cases >= LARGE:
        seed_leads(staff=staff, texts=texts, until=until)
    look_at_leads(texts=texts, until=until)
    _fill_the_rest(old, staff, until, is_large=cases >= LARGE)
    _settle_notices(until)
    give_addresses()
    give_apps(at=until)
    count_anew(at=until)
    return Keepsakes(
        receipt_codes=_give_receipts(until),
        token=AuthToken.objects.create(user=demonstration.system)[1],
        refused=demonstration.refused,
    )


def _fill_the_rest(old: list[Case], staff: Staff, until: datetime, *, is_large: bool) -> None:
    """What stands beside the complaints of these days: papers, ledger, old records, campaign, registers, bulletins, programme."""
    _hand_papers_up(staff, until)
    fill_ledger(staff, until)
    look_at_old_cases(old, staff, until)
    set_up_the_campaign(staff, until)
    fill_registers(staff, until, is_large=is_large)
    broadcast(staff, until)
    call_back(staff, until)
    rate_windows(staff, until, is_large=is_large)
    appraise(staff, until)
    # Last: the drafts of the month count all of the above.
    tell_of_cases(staff, until)


def _plan_quickly() -> None:
    """For very many small queries, looking for the best order of joins takes PostgreSQL longer than running them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit = 1")


def _refresh_statistics(place: int) -> None:
    """Tell the planner now and then how large the tables have become; nobody else sees into this transaction.

    Only our own tables: a lock on the shared catalogues would hold up everybody else's until the end.
    """
    if place % STATISTICS_DAYS == 0:
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in ASKED)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def _hand_papers_up(staff: Staff, until: datetime) -> None:
    """Three envelopes of a city's desk that were never entered: handed over, under way, and forgotten."""
    desk = Unit.objects.select_related("area", "parent__parent").get(code="440100-commission")
    clerk = staff.who(desk.pk, Role.INTAKE_CLERK)
    papers = ((30, 27, desk.parent), (3, None, desk.parent), (16, None, desk.parent.parent))
    for received, handed_over, receiver in papers:
        handover = record_handover(
            desk=desk,
            receiver=receiver,
            channel=Channel.LETTER,
            reason=SealReason.ABOVE_LEVEL,
            received_on=until.date() - ONE_DAY * received,
            actor=clerk,
            at=until - ONE_DAY * received,
        )
        if handed_over is not None:
            mark_handed_over(
                handover_id=handover.pk,
                handed_over_on=until.date() - ONE_DAY * handed_over,
                receipt_number="JY-20417",
                actor=clerk,
            )


def _settle_notices(until: datetime) -> None:
    """Nothing of the past is sent now, and only what came in last is still unread."""
    Notice.objects.filter(state=State.PENDING).update(
        state=State.SENT, sent_at=F("created_at"), sealed_box=""
    )
    old = Notice.objects.filter(
        channel=NoticeChannel.IN_APP, created_at__lt=until - timedelta(days=UNREAD_DAYS)
    )
    old.update(read_at=F("created_at") + timedelta(hours=3))


def _give_receipts(until: datetime) -> dict[str, str]:
    codes = {}
    for stage in TRACKED:
        case = (
            Case.objects.filter(stage=stage, channel=Channel.WEB, answer__rating=None).order_by("-pk").first()
        )
        if case is not None:
            codes[stage] = issue_receipt(case=case, at=until)
    return codes
