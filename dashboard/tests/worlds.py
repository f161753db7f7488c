"""A small world of cases for the figures: many kinds of endings, places, channels and people who look at them."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from accounts.choices import Role
from accounts.models import Tie, User
from accounts.tests.factories import make_user
from cases.choices import Party, Stage
from cases.models import Case
from cases.services import MoveRefused, join_matter, move_case, name_accused
from cases.tests.factories import ANSWER, FOUND_NOTHING, make_case, unit
from evaluations.services import rate_case

STORIES = (
    "村里征地两年，补偿款一直没有发到农户手里。",
    "学校收取补课费，每人八百元，老师还强制征订教辅。",
    "窗口人员态度生硬，来回跑了五趟。",
    "工厂夜间偷排污水和废气，臭味很大。",
)
PLACES = ("440106", "440106", "440111", "440305", "440100", "440000")
CHANNELS = ("web", "phone", "sms")
# Whom complaints accuse, if anybody: codes of units, or officials.
ACCUSED = ((), (), (), ("440106-housing",), ("440106-land",), ("440100-commission",))
UNITS = {"440106": "440106-land", "440111": "440111-land", "440305": "440305-land"}

CAST = {
    "province_inspector": (Role.INSPECTOR, "440000-commission"),
    "city_inspector": (Role.INSPECTOR, "440100-commission"),
    "other_inspector": (Role.INSPECTOR, "440300-commission"),
    "county_inspector": (Role.INSPECTOR, "440106-commission"),
    "city_clerk": (Role.INTAKE_CLERK, "440100-commission"),
    "other_clerk": (Role.INTAKE_CLERK, "440300-commission"),
    "province_clerk": (Role.INTAKE_CLERK, "440000-commission"),
    "handler": (Role.HANDLER, "440106-land"),
    "helper": (Role.HANDLER, "440106-environment"),
    "accused_handler": (Role.HANDLER, "440106-housing"),
    "leader": (Role.UNIT_LEADER, "440106-land"),
    "city_lead": (Role.UNIT_LEADER, "440100-land"),
    "province_lead": (Role.UNIT_LEADER, "440000-land"),
}


def make_cast() -> dict:
    """Everybody who looks; one of them is tied to a unit that is often accused, one has two duties."""
    cast = {name: make_user(name, *duty) for name, duty in CAST.items()}
    tied = make_user("tied_inspector", Role.INSPECTOR, "440100-commission")
    Tie.objects.create(user=tied, unit=unit("440106-housing"), relation="kin")
    twice = make_user("twice", Role.INSPECTOR, "440100-commission")
    twice.duties.create(unit=unit("440305-land"), role=Role.HANDLER, from_on="2014-01-01")
    return cast | {"tied_inspector": tied, "twice": twice, "nobody": make_user("nobody")}


def live(
    cast: dict,
    *,
    seed: int,
    cases: int,
    since: datetime,
    accused: Sequence = ACCUSED,
    days: float = 1,
    words: str = "",
    found: dict = FOUND_NOTHING,
) -> list[Case]:
    """Let so many cases happen, each ``days`` after the other, as far as chance will have it.

    ``accused`` are the sides of which one is drawn for each, ``words`` end every story, ``found`` is what closing says.
    """
    chance = Random(seed)
    happened = []
    for number in range(cases):
        at = since + timedelta(days=number * days, hours=chance.randrange(12))
        case = _received(chance, accused, words, at=at)
        happened.append(_go_on(cast, chance, case, found, at=at))
    return happened


def _received(chance: Random, accused: Sequence, words: str, *, at: datetime) -> Case:
    place = chance.choice(PLACES)
    against = [unit(one) if isinstance(one, str) else one for one in chance.choice(accused)]
    return make_case(
        at=at,
        story=chance.choice(STORIES) + words,
        area_code=place,
        channel=chance.choice(CHANNELS),
        accused=against,
    )


def _go_on(cast: dict, chance: Random, case: Case, found: dict, *, at: datetime) -> Case:
    clerk = next((one for one in cast.values() if _sits_at(one, case)), None)
    turn = chance.random()
    if clerk is None or turn < 0.15:
        return case
    if turn < 0.25:
        return _move(case, "withdraw", Party.CITIZEN, at + timedelta(days=1))
    if turn < 0.35:
        reason = {"reason": "outside", "way_out": "请向有关部门反映。"}
        return _move(case, "decline", clerk, at + timedelta(days=2), reason)
    if turn < 0.4 and case.desk.area is not None and case.desk.area.level != "province":
        return _move(case, "hand_up", clerk, at + timedelta(days=1), {"seal_reason": "above_level"})
    code = UNITS.get(case.area.code, "440106-land")
    if code in [accusation.unit.code for accusation in case.accused.all() if accusation.unit]:
        return case
    helpers = [unit("440106-environment")] if chance.random() < 0.3 else []
    at += timedelta(days=chance.randrange(8), hours=5)
    case = _move(case, "assign", clerk, at, {"unit": unit(code), "co_handlers": helpers})
    if turn < 0.5:
        return case
    return _answer(case, chance, found, at=at)


def _answer(case: Case, chance: Random, found: dict, *, at: datetime) -> Case:
    """Signed for, answered and closed by whoever may, then perhaps rated, opened again and closed again."""
    unit_user, commission = _who(case, Role.HANDLER), _who(case, Role.INSPECTOR)
    at += timedelta(days=chance.randrange(3), hours=3)
    case = _move(case, "sign_for", unit_user, at)
    if chance.random() < 0.2:
        return case
    at += timedelta(days=chance.choice((1, 5, 20, 80)))
    case = _move(case, "answer", unit_user, at, ANSWER)
    at += timedelta(days=chance.randrange(4))
    case = _move(case, "close", commission, at, found)
    grade = chance.choice(("", "satisfied", "mostly", "dissatisfied"))
    if grade and case.stage == Stage.CLOSED:
        at += timedelta(days=1)
        reason = "not_solved" if grade == "dissatisfied" else ""
        rate_case(case_id=case.pk, grade=grade, reason=reason, at=at)
        case.refresh_from_db(fields=["stage"])
    if case.stage == Stage.HANDLING and chance.random() < 0.6:
        case = _move(case, "answer", unit_user, at + timedelta(days=2), ANSWER)
        case = _move(case, "close", commission, at + timedelta(days=3), found)
        if case.stage == Stage.CLOSED:
            rate_case(case_id=case.pk, grade="satisfied", at=at + timedelta(days=4))
    return case


def accuse_more(cast: dict, case: Case, code: str, *, at: datetime) -> None:
    """Somebody is named later, which takes the case out of sight of that side; a closed case takes no more names."""
    with suppress(MoveRefused), transaction.atomic():
        name_accused(case_id=case.pk, actor=cast["province_inspector"], at=at, unit=unit(code))


def join(cast: dict, case: Case, leading: Case, *, at: datetime) -> None:
    """Two cases become one matter: what the one accuses hides the other too."""
    join_matter(case_id=case.pk, leading_id=leading.pk, actor=cast["city_clerk"], at=at)


def _sits_at(user, case: Case) -> bool:
    return user.duties.filter(unit=case.desk_id, role=Role.INTAKE_CLERK).exists()


def _who(case: Case, role: str):
    """Somebody of the unit, or of a commission that sees the case."""
    name = f"{role}-{case.responsible.code}"
    if role == Role.HANDLER:
        return User.objects.filter(username=name).first() or make_user(name, role, case.responsible.code)
    area = case.responsible.area.code
    name = f"{role}-{area}"
    return User.objects.filter(username=name).first() or make_user(name, role, f"{area}-commission")


def _move(case: Case, move: str, actor, at: datetime, details: dict | None = None) -> Case:
    """Make the move, unless the firewall or a rule is in its way: then the case stays where it is."""
    try:
        with transaction.atomic():
            return move_case(
                case_id=case.pk, move=move, actor=actor, at=at, note="按规定办理", details=details
            )
    except (MoveRefused, Case.DoesNotExist):
        return Case.objects.get(pk=case.pk)
