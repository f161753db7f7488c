"""The hotline programme of the demonstration: one session with its replay, one on the air today, two to come, and the guidance."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from accounts.services import give_duty
from cases.choices import Stage
from cases.models import Case
from cases.selectors.register import office_calendar
from cases.services import move_case, watch_clocks
from common.numbering import CHINA
from dashboard.services.demo_people import Staff
from hotline.models import Guidance, GuidanceReceipt, Question, Session
from hotline.services import (
    GuestDraft,
    QuestionDraft,
    SessionDraft,
    add_question,
    add_update,
    clear_question,
    confirm_guidance,
    draft_due_editions,
    import_questions,
    move_question,
    move_session,
    pass_on_the_rest,
    plan_session,
    publish_edition,
    report_guest,
    send_guidance,
    tick_step,
    write_guidance,
)
from organizations.models import Sector, Unit
from organizations.selectors import first_holder

ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)
OFFICE = "440000-commission"
ALL_OUTLETS = ["radio", "tv", "web", "press", "microblog"]
GUIDANCE = """一、围绕八个专项行动安排上线单位，每季度覆盖全部专项行动。
二、坚持一把手上线；确因公务不能上线的，须提前报批。
三、广播、电视、网络、报刊、微博同步播出，同一问题合并答复。
四、每个问题都要立案编号，承诺事项限时兑现，一周后播出反馈专辑。
五、严守保密纪律：反映上线单位的问题不进直播间，不泄露来电人任何信息。"""
# What was asked, in which words it was read out, what was said, and within how many working days something was promised.
ASKED = (
    ("phone", "radio", "我们小区的公租房申请交上去半年了，一直没有回音，窗口每次都说再等等。",
     "公租房申请半年没有回音，办理时限到底是多久？", "资格审核时限为三十个工作日，现场已登记，逐户核查原因。", 5),
    ("sms", "tv", "请问旧改项目的过渡安置费今年为什么晚发了两个月？",
     "旧改过渡安置费为什么晚发两个月？", "拨付手续已补齐，本周内全部到账。", 2),
    ("phone", "radio", "开发商交楼的时候要我们签空白的物业合同才给钥匙，这样合规吗？",
     "交楼时要求签空白物业合同，合规吗？", "不合规，业主可以拒绝，已责成属地住建部门检查。", 0),
    ("phone", "tv", "公共维修资金怎么申请使用，业委会没有成立怎么办？",
     "没有业委会，维修资金怎么申请使用？", "可由居委会代为组织表决，办事指南已在官网公开。", 0),
)  # fmt: skip
LEFT_OVER = "电梯坏了三个月，物业说维修资金用不了，老人上下楼很困难。"
OF_THE_STUDIO = "住建厅窗口的工作人员收了中介的好处才给加急办理。"
COLLECTED = (
    "公租房申请多久才有结果？",
    "老旧小区加装电梯补贴怎么申请？",
    "房产证办理还要提供纸质购房发票吗？",
)
TODAY = (
    (
        "phone",
        "radio",
        "镇上的补习班在学校里面收费上课，老师推荐学生参加。",
        "校内有偿补课应当怎么举报和处理？",
    ),
    ("sms", "tv", "请问民办小学的服务性收费有没有统一标准？", "民办小学服务性收费有没有标准？"),
    ("phone", "radio", "孩子转学要交一笔赞助费，学校不给开票据。", ""),
)
TO_COME = (
    ("440000-food-drug", "food_drug", "让群众吃得放心", 9),
    ("440000-environment", "environment", "身边的污染怎样投诉才管用", 16),
)


@dataclass(frozen=True)
class Studio:
    """The people of the programme office, and the moment up to which the demonstration goes."""

    office: Unit
    inspector: User
    clerk: User
    until: datetime


def broadcast(staff: Staff, until: datetime) -> None:
    """Everything of the programme, through the services of everyday work."""
    office = Unit.objects.select_related("area").get(code=OFFICE)
    studio = Studio(
        office=office,
        inspector=staff.who(office.pk, Role.INSPECTOR),
        clerk=staff.who(office.pk, Role.INTAKE_CLERK),
        until=until,
    )
    _was(studio, staff)
    _is_on_air(studio)
    for place, (code, sector, topic, days) in enumerate(TO_COME):
        session = _plan(studio, code, sector, topic, until + ONE_DAY * days + ONE_MINUTE * 570)
        if place == 0:
            _report(session, studio, at=until - ONE_DAY)
            move_session(session_id=session.pk, move="confirm", actor=studio.inspector, at=until - ONE_DAY)
    _guide(studio, staff)


def _was(studio: Studio, staff: Staff) -> None:
    """The session of a fortnight ago: answered, promised, passed on, closed, and followed by its edition."""
    starts_at = _workday(studio.until - ONE_DAY * 14)
    session = _plan(studio, "440000-housing", "land_housing", "住有所居：公租房和旧改", starts_at)
    _bring_on_air(session, studio, at=starts_at)
    at = starts_at + ONE_MINUTE
    import_questions(session_id=session.pk, lines=COLLECTED, outlet="microblog", actor=studio.clerk, at=at)
    for place, row in enumerate(ASKED):
        _settle(session, studio, row, at=at + ONE_MINUTE * 10 * place)
    first, alike = (
        session.questions.filter(stage="promised").first(),
        session.questions.get(text=COLLECTED[0]),
    )
    move_question(
        question_id=alike.pk, move="merge", actor=studio.clerk, at=at + ONE_MINUTE * 50, other_id=first.pk
    )
    for text, more in ((LEFT_OVER, {}), (OF_THE_STUDIO, {"complains_of_guest": True})):
        draft = QuestionDraft(text=text, **more)
        add_question(session_id=session.pk, draft=draft, actor=studio.clerk, at=at + ONE_MINUTE * 52)
    add_update(
        session_id=session.pk,
        text="现场已登记两项承诺，一周后反馈。",
        actor=studio.clerk,
        at=at + ONE_MINUTE * 55,
    )
    ended = starts_at + ONE_MINUTE * 60
    move_session(session_id=session.pk, move="end", actor=studio.clerk, at=ended)
    pass_on_the_rest(session_id=session.pk, actor=studio.clerk, at=ended + ONE_MINUTE * 30)
    move_session(session_id=session.pk, move="close", actor=studio.inspector, at=ended + ONE_MINUTE * 60)
    _keep_one(session, studio, staff, at=ended + ONE_DAY * 2)
    _let_clocks_run(since=starts_at, until=studio.until)
    drafted = ended + ONE_DAY * 7 + ONE_MINUTE * 5
    draft_due_editions(at=drafted)
    edition = Session.objects.get(pk=session.pk).edition
    publish_edition(
        session_id=session.pk, text=edition.text, actor=studio.inspector, at=drafted + ONE_MINUTE * 120
    )


def _keep_one(session: Session, studio: Studio, staff: Staff, *, at: datetime) -> None:
    """The promise of two days is kept: the unit answers, and the commission closes the case."""
    question = session.questions.filter(stage="promised").order_by("promise_on").first()
    head = staff.who(session.unit_id, Role.UNIT_LEADER)
    case = Case.objects.get(pk=question.case_id)
    if case.stage != Stage.ASSIGNED:
        return
    answer = {
        "request": "询问过渡安置费晚发的原因。",
        "facts": "经查，因年度预算调整，第三季度过渡安置费推迟拨付。",
        "opinion": "已于承诺期限内全部发放到户。",
        "legal_basis": "《国有土地上房屋征收与补偿条例》第二十二条",
        "result": "support",
    }
    move_case(case_id=case.pk, move="sign_for", actor=head, at=at - ONE_DAY)
    move_case(case_id=case.pk, move="answer", actor=head, at=at, details=answer)
    move_case(
        case_id=case.pk,
        move="close",
        actor=studio.inspector,
        at=at + ONE_DAY,
        details={"finding": "not_proved"},
    )


def _let_clocks_run(*, since: datetime, until: datetime) -> None:
    """The clocks of what is left are looked at as they would have been: when a day has ended and when offices open."""
    moment = datetime.combine(since.date() + ONE_DAY, datetime.min.time(), tzinfo=CHINA)
    while moment <= until:
        for watch in (moment, moment + ONE_MINUTE * 541):
            while watch <= until and watch_clocks(at=watch):
                continue
        moment += ONE_DAY


def _is_on_air(studio: Studio) -> None:
    """The session of today: one question is on the air, others are ready or still to be cleared."""
    at = _this_hour(studio.until)
    starts_at = at if at > studio.until else at + ONE_MINUTE * 840
    session = _plan(studio, "440000-education", "education", "规范办学收费，减轻家长负担", starts_at, 240)
    _bring_on_air(session, studio, at=at)
    for lane, outlet, text, air_text in TODAY:
        question = _ask(session, studio, lane, outlet, text, at=at)
        if air_text:
            clear_question(question_id=question.pk, air_text=air_text, actor=studio.clerk)
    import_questions(
        session_id=session.pk,
        lines=["校内补课收费怎么举报？", "转学要不要交赞助费？"],
        outlet="microblog",
        actor=studio.clerk,
        at=at,
    )
    first = session.questions.exclude(air_text="").order_by("pk").first()
    move_question(question_id=first.pk, move="put", actor=studio.clerk, at=at)
    add_update(session_id=session.pk, text="直播开始，欢迎通过五类媒体提问。", actor=studio.clerk, at=at)


def _this_hour(until: datetime) -> datetime:
    """The hour in which somebody looks, so that he finds the programme and its questions on the air; of another day its end."""
    hour = timezone.localtime(timezone=CHINA).replace(minute=0, second=0, microsecond=0)
    is_today = hour.date() == until.astimezone(CHINA).date()
    return hour if is_today else until


def _plan(
    studio: Studio, code: str, sector: str, topic: str, starts_at: datetime, minutes: int = 60
) -> Session:
    draft = SessionDraft(
        unit=Unit.objects.get(code=code),
        sector=Sector.objects.get(code=sector),
        topic=topic,
        starts_at=starts_at,
        minutes=minutes,
        outlets=ALL_OUTLETS,
    )
    at = min(starts_at - ONE_DAY * 15, studio.until - ONE_DAY * 2)
    return plan_session(organiser=studio.office, draft=draft, actor=studio.inspector, at=at)


def _report(session: Session, studio: Studio, *, at: datetime) -> None:
    """Whoever leads the unit by the register comes himself."""
    holder = first_holder(session.unit, at.date())
    draft = GuestDraft(holder.person.name, str(holder.post), "first")
    report_guest(session_id=session.pk, draft=draft, actor=studio.inspector, at=at)


def _bring_on_air(session: Session, studio: Studio, *, at: datetime) -> None:
    before = at - ONE_DAY * 8
    _report(session, studio, at=before)
    move_session(session_id=session.pk, move="confirm", actor=studio.inspector, at=before)
    for name in ("facts", "lanes"):
        tick_step(session_id=session.pk, name=name, note="", actor=studio.inspector, at=at - ONE_DAY * 4)
    move_session(session_id=session.pk, move="prepare", actor=studio.inspector, at=at - ONE_DAY)
    tick_step(session_id=session.pk, name="arrive", note="", actor=studio.clerk, at=at - ONE_MINUTE * 25)
    move_session(session_id=session.pk, move="begin", actor=studio.inspector, at=at)


def _ask(session: Session, studio: Studio, lane: str, outlet: str, text: str, *, at: datetime) -> Question:
    draft = QuestionDraft(text=text, lane=lane, outlet=outlet)
    return add_question(session_id=session.pk, draft=draft, actor=studio.clerk, at=at)


def _settle(session: Session, studio: Studio, row: tuple, *, at: datetime) -> None:
    lane, outlet, text, air_text, said, days = row
    question = _ask(session, studio, lane, outlet, text, at=at)
    clear_question(question_id=question.pk, air_text=air_text, actor=studio.clerk)
    step = {"question_id": question.pk, "actor": studio.clerk}
    move_question(move="put", at=at + ONE_MINUTE, **step)
    due_on = office_calendar().add_workdays(at.astimezone(CHINA).date(), days) if days else None
    move = "promise" if days else "answer"
    move_question(move=move, at=at + ONE_MINUTE * 6, text=said, due_on=due_on, **step)


def _guide(studio: Studio, staff: Staff) -> None:
    """The guidance: sent by a second person, confirmed by all cities but three."""
    at = studio.until - ONE_DAY * 30
    draft = write_guidance(title="关于办好民声热线的工作意见", text=GUIDANCE, actor=studio.inspector, at=at)
    guidance = send_guidance(guidance_id=draft.pk, actor=_leader(studio, at), at=at + ONE_DAY)
    for place, receipt in enumerate(
        GuidanceReceipt.objects.filter(guidance=Guidance.objects.get(pk=guidance.pk)).order_by("unit__code")
    ):
        reader = staff.who(receipt.unit_id, Role.INSPECTOR)
        for step in ("read", "confirmed")[: 0 if place == 20 else 1 if place > 17 else 2]:
            confirm_guidance(receipt_id=receipt.pk, step=step, actor=reader, at=at + ONE_DAY * 3)


def _leader(studio: Studio, at: datetime) -> User:
    """A leader of the commission; nobody can sign in as him."""
    known = User.objects.acting_for(
        unit_ids=[studio.office.pk], roles=[Role.COMMISSION_LEADER], on=at.date()
    ).first()
    if known is not None:
        return known
    user = User(username=f"{OFFICE}.hotline-leader", full_name="热线分管领导", is_staff=True)
    user.set_unusable_password()
    user.save()
    give_duty(user=user, unit=studio.office, role=Role.COMMISSION_LEADER, from_on=at.date())
    return user


def _workday(moment: datetime) -> datetime:
    """Nine in the morning of that day, or of the last working day before it."""
    day = moment.date()
    day = day if office_calendar().is_workday(day) else office_calendar().add_workdays(day, -1)
    return datetime.combine(day, datetime.min.time(), tzinfo=CHINA) + ONE_MINUTE * 540
