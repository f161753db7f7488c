"""A clean set: work done as it should be, but close to what the detectors look for."""

from accounts.choices import Role
from cases.services import write_as_citizen
from organizations.models import Unit
from supervision.management.patterns.seeder import FOUND_NOTHING, Seeder

CLEAN_CITIES = ("440200", "440300", "440600", "441400", "440800")
# Nobody of them is complained of more than a few times.
ACCUSED_LINES = ("health", "food-drug", "work-safety", "agriculture")
CLEAN_LINES = ("land", "housing", "education", "environment")


def seed_clean(seeder: Seeder, *, cases: int) -> int:
    """So many cases that were handled as they should be, spread over 150 days and the units of five cities."""
    kinds = (_prompt, _prompt, _prompt, _asked, _extended, _given_on, _refused, _under_way)
    units = [seeder.unit(f"{city}-{line}") for city in CLEAN_CITIES for line in CLEAN_LINES]
    for place in range(cases):
        kinds[place % len(kinds)](seeder, units[place % len(units)], 40 + (place * 37) % 110)
    return cases


def _prompt(seeder: Seeder, unit: Unit, days: float) -> None:
    """Answered in three weeks, the citizen was spoken to."""
    accused = seeder.unit(f"{unit.area.code}-{ACCUSED_LINES[seeder.number // 40 % len(ACCUSED_LINES)]}")
    case = seeder.handed(unit, days=days, accused=(accused,))
    seeder.talk(case, unit, days=days - 8)
    case = seeder.answer(case, unit, days=days - 12 - seeder.chance.randrange(20))
    seeder.move(case, "close", seeder.inspector(case), days=days - 34, **FOUND_NOTHING)


def _asked(seeder: Seeder, unit: Unit, days: float) -> None:
    """The clock stood still for a question, so that nothing happened for a long while with good reason."""
    case = seeder.handed(unit, days=days)
    case = seeder.move(case, "ask_citizen", seeder.who(unit, Role.HANDLER), days=days - 8)
    write_as_citizen(case_id=case.pk, text="补充如下：材料已备齐。", at=seeder.ago(days - 20))
    case = seeder.answer(case, unit, days=days - 30)
    seeder.move(case, "close", seeder.inspector(case), days=days - 33, **FOUND_NOTHING)


def _extended(seeder: Seeder, unit: Unit, days: float) -> None:
    """More time was asked for early, and the case was finished within it."""
    case = seeder.handed(unit, days=days)
    case = seeder.move(case, "ask_time", seeder.who(unit, Role.HANDLER), days=days - 15, days_more=15)
    case = seeder.move(case, "grant_time", seeder.who(unit, Role.UNIT_LEADER), days=days - 16)
    case = seeder.answer(case, unit, days=days - 35)
    seeder.move(case, "close", seeder.inspector(case), days=days - 37, **FOUND_NOTHING)


def _given_on(seeder: Seeder, unit: Unit, days: float) -> None:
    """It went to the wrong unit first and was given on once."""
    wrong = seeder.unit(f"{unit.area.code}-agriculture")
    case = seeder.receive(unit, days=days)
    clerk = seeder.clerk(case)
    case = seeder.move(case, "assign", clerk, days=days - 1, unit=wrong)
    case = seeder.move(case, "reassign", clerk, days=days - 3, unit=unit)
    case = seeder.move(case, "sign_for", seeder.who(unit, Role.HANDLER), days=days - 5)
    case = seeder.answer(case, unit, days=days - 25)
    seeder.move(case, "close", seeder.inspector(case), days=days - 28, **FOUND_NOTHING)


def _refused(seeder: Seeder, unit: Unit, days: float) -> None:
    """Not accepted, with a full reason of its own."""
    case = seeder.receive(unit, days=days)
    note = f"所反映事项属其他机关职责：{seeder.remark(4)}。"
    particulars = {"reason": "other_organ", "way_out": "请向有权处理的机关提出。"}
    seeder.move(case, "decline", seeder.clerk(case), days=days - 5, note=note, **particulars)


def _under_way(seeder: Seeder, unit: Unit, days: float) -> None:
    """Still being handled, and the citizen heard from the unit this month; supervised and not yet due."""
    case = seeder.handed(unit, days=min(days, 55))
    seeder.move(case, "supervise", seeder.inspector(case), days=20, ground="serious")
    seeder.talk(case, unit, days=18)
