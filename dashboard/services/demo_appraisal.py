"""The public appraisal of the demonstration: one round that is published, and one that is open with its group and a survey."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count

from accounts.choices import Role
from accounts.models import User
from dashboard.services.demo_people import Staff
from evaluations.choices.appraisal import MemberKind
from evaluations.models import Rating, Round
from evaluations.querysets.rounds import shut_to
from evaluations.rules.scores import Scale
from evaluations.selectors.rounds import list_of_unit, units_to_appraise
from evaluations.services.appeals import ask_for_publication, decide_on_publication
from evaluations.services.appraisal_terms import set_terms
from evaluations.services.ballots import appoint_member, cast_ballot, give_codes
from evaluations.services.rounds import (
    Question,
    RoundDraft,
    ask_questions,
    choose_units,
    move_round,
    plan_round,
)
from evaluations.services.surveys import Method, prepare_survey, take_survey
from organizations.models import Unit
from sectors.models import Campaign
from sectors.selectors import current_campaign

ONE_DAY = timedelta(days=1)
OFFICE, PROVINCE = "440100-commission", "440000-commission"
UNITS = 6
QUESTIONS = (
    Question("群众反映的突出问题是否按承诺整改到位？", 60, is_list=True),
    Question("办事是否公开、透明、便民？", 25),
    Question("工作人员的作风和态度如何？", 15),
)
MEMBERS = (
    ("陈某某", MemberKind.DEPUTY, ""),
    ("李某某", MemberKind.DEPUTY, ""),
    ("黄某某", MemberKind.CPPCC, ""),
    ("张某某", MemberKind.CITIZEN, ""),
    ("何某某", MemberKind.CITIZEN, ""),
    ("梁某某", MemberKind.JOURNALIST, ""),
    ("吴某某", MemberKind.EXPERT, "440100-health"),
)
ANSWERS = 12


@dataclass(frozen=True)
class Hall:
    """Who holds the appraisal, of which campaign and which units, and what is drawn by lot."""

    office: Unit
    inspector: User
    leader: User
    campaign: Campaign
    units: list[Unit]
    chance: Random


def appraise(staff: Staff, until: datetime) -> None:
    """Two rounds of Guangzhou, through the services of everyday work; none where no unit has a list."""
    office = Unit.objects.select_related("area").get(code=OFFICE)
    campaign = current_campaign(on=until.date())
    inspector, leader = (staff.who(office.pk, role) for role in (Role.INSPECTOR, Role.COMMISSION_LEADER))
    # Whoever has a tie to a unit of a round publishes nothing of it.
    apart = shut_to(inspector) | shut_to(leader)
    units = _units(office, campaign, until.date(), apart=apart) if campaign else []
    if len(units) < UNITS:
        return
    hall = Hall(
        office=office,
        inspector=inspector,
        leader=leader,
        campaign=campaign,
        units=units,
        chance=Random(f"{until:%Y-%m-%d}"),
    )
    _set_terms(staff, until - ONE_DAY * 150)
    _was(hall, until)
    _is_open(hall, until)


def _set_terms(staff: Staff, at: datetime) -> None:
    """Least numbers for a trial with few cases; the weights are those that the system came with."""
    leader = staff.who(Unit.objects.get(code=PROVINCE).pk, Role.COMMISSION_LEADER)
    scale = Scale(least_direct=5, least_third=10)
    set_terms(
        scale=scale, effective_on=at.date(), reason="试行期样本较少，下调最低票数。", actor=leader, at=at
    )


def _units(office: Unit, campaign: Campaign, today: date, *, apart: Collection[int]) -> list[Unit]:
    """The units with a list that most answers of were rated, but for those apart."""
    rated = dict(Rating.objects.order_by().values_list("answer__unit").annotate(Count("pk")))
    units = sorted(units_to_appraise(office), key=lambda unit: (-rated.get(unit.pk, 0), unit.code))
    found = []
    for unit in units:
        if len(found) < UNITS and unit.pk not in apart and list_of_unit(campaign, unit, today=today):
            found.append(unit)
    return found


def _was(hall: Hall, until: datetime) -> None:
    """The round that is published: opened four months ago, with a full box and a survey."""
    began = until - ONE_DAY * 140
    found = _begin(hall, "上半年政风行风群众评议", began, days=90, at=began)
    _vote(hall, found, at=began + ONE_DAY * 80, share=1.0)
    _survey(hall, found, at=began + ONE_DAY * 91)
    for step, name in enumerate(("close", "compute"), 92):
        move_round(round_id=found.pk, move=name, actor=hall.inspector, at=began + ONE_DAY * step)
    act = ask_for_publication(
        round_id=found.pk, reason="已由三人监督计票。", actor=hall.inspector, at=began + ONE_DAY * 94
    )
    decide_on_publication(
        act_id=act.pk, decision="granted", note="同意公布。", actor=hall.leader, at=began + ONE_DAY * 95
    )


def _is_open(hall: Hall, until: datetime) -> None:
    """The round that is open: half of the sheets are in the box, the survey has come in."""
    began = until - ONE_DAY * 45
    found = _begin(hall, "下半年政风行风群众评议", began, days=75, at=began)
    _vote(hall, found, at=until - ONE_DAY, share=0.5)
    _survey(hall, found, at=until - ONE_DAY)


def _begin(hall: Hall, title: str, began: datetime, *, days: int, at: datetime) -> Round:
    ends_on = (began + ONE_DAY * days).date()
    draft = RoundDraft(title, hall.campaign, began.date(), ends_on, ends_on)
    who = {"actor": hall.inspector, "at": at}
    found = plan_round(organiser=hall.office, draft=draft, **who)
    choose_units(round_id=found.pk, units=hall.units, enforcing=[], **who)
    ask_questions(round_id=found.pk, questions=QUESTIONS, **who)
    return move_round(round_id=found.pk, move="open", **who)


def _vote(hall: Hall, found: Round, *, at: datetime, share: float) -> None:
    """The group is appointed, draws its papers, and so many of its sheets come into the box."""
    who = {"round_id": found.pk, "actor": hall.inspector, "at": found.opened_at}
    for name, kind, code in MEMBERS:
        employer = Unit.objects.filter(code=code).first() if code else None
        appoint_member(name=name, kind=kind, employer=employer, **who)
    rows = list(found.appraised.select_related("unit"))
    others = len(QUESTIONS) - 1
    for sheet in give_codes(**who):
        for place, row in enumerate(rows):
            if str(row.unit) in sheet.not_for or hall.chance.random() > share:
                continue
            worst = 3 if place < UNITS - 2 else 2
            marks = [hall.chance.randint(worst, 5) for _ in range(others + row.items.count())]
            cast_ballot(
                typed=sheet.code, appraised_id=row.pk, general=marks[:others], items=marks[others:], at=at
            )


def _survey(hall: Hall, found: Round, *, at: datetime) -> None:
    """What the agency handed in, with its method."""
    lines, number = ["受访者编号,单位,评价"], 0
    for place, row in enumerate(found.appraised.select_related("unit")):
        for _ in range(ANSWERS):
            number += 1
            grade = hall.chance.choices((1, 2, 3), (60 - 6 * place, 28, 8 + 4 * place))[0]
            lines.append(f"R{number:04d},{row.unit.code},{grade}")
    file = SimpleUploadedFile("survey.csv", "\n".join(lines).encode())
    method = Method(
        agency="省情民意调查中心",
        frame="评议期内在被评单位办过业务并留有电话的群众。",
        sampling="按单位分层，等距抽取，电话访问，三次无人接听视为未答。",
        contacted=number * 3,
        began_on=(at - ONE_DAY * 9).date(),
        ended_on=(at - ONE_DAY * 2).date(),
    )
    who = {"actor": hall.inspector, "at": at}
    survey = prepare_survey(round_id=found.pk, file=file, method=method, **who)
    take_survey(survey_id=survey.pk, **who)
