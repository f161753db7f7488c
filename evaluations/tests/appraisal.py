"""Making rounds of the appraisal for tests, always through the services that make real ones."""

from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from cases.models import Answer
from cases.tests.factories import make_case, unit
from common.numbering import CHINA
from evaluations.models import Appraised, Rating, Round
from evaluations.services.appeals import ask_for_publication, decide_on_publication
from evaluations.services.ballots import Sheet, appoint_member, cast_ballot, give_codes
from evaluations.services.rounds import (
    Question,
    RoundDraft,
    ask_questions,
    choose_units,
    move_round,
    plan_round,
)
from evaluations.services.surveys import Method, prepare_survey
from sectors.models import Campaign
from sectors.services import ItemDraft, add_item, begin_plan, publish_plan
from sectors.tests.factories import approve, item_draft, make_campaign, sector

BEGINS, ENDS, CLOSES = date(2026, 9, 1), date(2026, 9, 30), date(2026, 9, 30)
OFFICE = "440100-commission"
QUESTIONS = (
    Question("问题整改是否按承诺完成？", 60, is_list=True),
    Question("办事是否公开透明？", 25),
    Question("工作人员作风如何？", 15),
)


def on(day: date, hour: int = 10) -> datetime:
    """A moment of that day, China time."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


SOON = on(date(2026, 8, 20))
VOTING = on(ENDS)
LATER = on(date(2026, 10, 1))


def inspector(name: str = "appraisal_inspector") -> User:
    """Works for the commission of Guangzhou."""
    return User.objects.filter(username=name).first() or make_user(name, Role.INSPECTOR, OFFICE)


def leader(name: str = "appraisal_leader") -> User:
    """Leads the commission of Guangzhou."""
    return User.objects.filter(username=name).first() or make_user(name, Role.COMMISSION_LEADER, OFFICE)


def make_list(*, owners=("440000-land", "440000-housing"), items: int = 2, at=SOON) -> Campaign:
    """A campaign with a published plan in which each owner has items."""
    campaign = make_campaign(at=at)
    head = make_user("list_leader", Role.UNIT_LEADER, "440000-land")
    decider = make_user("list_decider", Role.COMMISSION_LEADER, "440000-commission")
    version = begin_plan(campaign=campaign, sector=sector(), actor=head, at=at)
    for owner in owners:
        for number in range(items):
            draft: ItemDraft = item_draft(title=f"整改事项{number + 1}", owner=unit(owner))
            add_item(version_id=version.pk, draft=draft, actor=head)
    publish_plan(version_id=approve(version, head, decider, at=at).pk, actor=head, at=at)
    return campaign


def make_round(*, units=("440100-land", "440100-housing"), enforcing=(), campaign=None, **more) -> Round:
    """A round of Guangzhou with its units and questions, not yet open."""
    campaign = campaign or make_list()
    days = {"begins_on": BEGINS, "ends_on": ENDS, "closes_on": CLOSES} | more
    draft = RoundDraft(title="2026年第三季度行评", campaign=campaign, **days)
    return prepare(draft, units=units, enforcing=enforcing, actor=inspector(), at=SOON)


def prepare(draft: RoundDraft, *, units, actor: User, at, enforcing=(), questions=QUESTIONS) -> Round:
    """The round of a draft with its units and questions, by somebody of the commission that appraises."""
    who = {"actor": actor, "at": at}
    found = plan_round(organiser=actor.duties.get().unit, draft=draft, **who)
    chosen, marked = ([unit(code) for code in codes] for codes in (units, enforcing))
    choose_units(round_id=found.pk, units=chosen, enforcing=marked, **who)
    return ask_questions(round_id=found.pk, questions=questions, **who)


def move(found: Round, name: str, *, at=LATER, note: str = "", actor: User | None = None) -> Round:
    """One move, by the inspector unless somebody else is named."""
    return move_round(round_id=found.pk, move=name, actor=actor or inspector(), at=at, note=note)


def make_open(*, members: int = 6, **more) -> tuple[Round, list[Sheet]]:
    """A round that is open, with a group of members without ties, and their papers."""
    found = move(make_round(**more), "open", at=SOON)
    for number in range(members):
        appoint_member(round_id=found.pk, name=f"团员{number}", kind="citizen", actor=inspector(), at=SOON)
    return found, give_codes(round_id=found.pk, actor=inspector(), at=SOON)


def of(found: Round, code: str) -> Appraised:
    """The row of a unit in the round."""
    return found.appraised.get(unit__code=code)


def rate(code: str, *, at=None, **words: int) -> None:
    """So many answers of the unit were rated with each word."""
    case, at = make_case(at=SOON), at or on(BEGINS + timedelta(days=3))
    grades = [word for word, number in words.items() for _ in range(number)]
    answers = Answer.objects.bulk_create(
        Answer(
            case=case,
            round=number,
            unit=unit(code),
            request="一",
            facts="二",
            opinion="三",
            legal_basis="四",
            result="support",
            submitted_at=at,
            released_at=at,
        )
        for number, _ in enumerate(grades, 1)
    )
    Rating.objects.bulk_create(
        Rating(
            answer=answer,
            grade=grade,
            reason="attitude" if grade == "dissatisfied" else "",
            rated_at=at,
        )
        for answer, grade in zip(answers, grades, strict=True)
    )


def cast(sheet: Sheet, row: Appraised, marks=(4, 4), items=(5, 3), *, at=VOTING) -> None:
    """A ballot with these marks."""
    cast_ballot(typed=sheet.code, appraised_id=row.pk, general=marks, items=items, at=at)


def publish(found: Round, *, at=LATER, actor: User | None = None) -> Round:
    """Close, compute and publish, by two people."""
    for name in ("close", "compute"):
        move(found, name, at=at, actor=actor)
    act = ask_for_publication(round_id=found.pk, reason="", actor=actor or inspector(), at=at)
    decide_on_publication(act_id=act.pk, decision="granted", note="同意", actor=leader(), at=at)
    return Round.objects.get(pk=found.pk)


def make_public_round(office: User, campaign: Campaign, *, at: datetime) -> Round:
    """A published round of that commission on one unit, the land bureau of Tianhe, with a survey; nobody has voted."""
    days = {name: (at - timedelta(days=2)).date() for name in ("begins_on", "ends_on", "closes_on")}
    draft = RoundDraft(title="行评", campaign=campaign, **days)
    asked = [Question("整改如何？", 100, is_list=True)]
    found = prepare(draft, units=["440106-land"], questions=asked, actor=office, at=at)
    move(found, "open", at=at, actor=office)
    method = Method("调查中心", "办过业务的群众", "随机抽样", 10, days["begins_on"], days["ends_on"])
    file = SimpleUploadedFile("survey.csv", b"respondent,unit,grade\n1,440106-land,1\n")
    prepare_survey(round_id=found.pk, file=file, method=method, actor=office, at=at)
    return publish(found, at=at, actor=office)
