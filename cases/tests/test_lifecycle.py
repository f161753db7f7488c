"""The lifecycle table: every move from every stage by every party, and every stage reachable."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases import lifecycle, rules
from cases.choices import ClockName, Party, Stage
from cases.lifecycle import fitting_clock
from cases.models import Case
from cases.permissions import PARTY_ROLES
from cases.services import MoveRefused, move_case
from cases.services.effects import EFFECTS
from cases.tests.factories import ANSWER, make_case, unit, walk
from notices.choices import Wording
from notices.rules import HEARERS

CAST = {
    "clerk": (Role.INTAKE_CLERK, "440100-commission", {Party.DESK}),
    "other city's clerk": (Role.INTAKE_CLERK, "440300-commission", set()),
    "handler": (Role.HANDLER, "440106-land", {Party.UNIT}),
    "unit leader": (Role.UNIT_LEADER, "440106-land", {Party.UNIT, Party.UNIT_HEAD}),
    "co-handler": (Role.HANDLER, "440106-housing", {Party.CO_HANDLER}),
    "reviewing body": (Role.HANDLER, "440100-land", {Party.REVIEWER}),
    "steering department": (Role.UNIT_LEADER, "440000-land", set()),
    "city inspector": (Role.INSPECTOR, "440100-commission", {Party.COMMISSION}),
    "commission leader": (Role.COMMISSION_LEADER, "440000-commission", {Party.COMMISSION}),
    "administrator": (Role.SYSTEM_ADMIN, "440000-commission", set()),
    "municipal system": (Role.MUNICIPAL_SYSTEM, "440100-commission", set()),
}
WAY_TO = {
    Stage.RECEIVED: [],
    Stage.DECLINED: ["decline"],
    Stage.ACCEPTED: ["accept"],
    Stage.ASSIGNED: ["assign"],
    Stage.HANDLING: ["assign", "sign_for"],
    Stage.ANSWERED: ["assign", "sign_for", "answer"],
    Stage.JOINED: [],
    Stage.CLOSED: ["assign", "sign_for", "answer", "close"],
    Stage.REVIEWING: ["assign", "sign_for", "answer", "close", "ask_review"],
    Stage.WITHDRAWN: ["assign", "sign_for", "withdraw"],
}
TOMORROW = date(2026, 11, 24)
REVIEW = {
    "request": "要求复查。",
    "facts": "经复查属实。",
    "opinion": "维持。",
    "legal_basis": "《信访条例》第三十四条",
}
# The unit that each move names, and what else it needs.
UNITS = {
    "assign": "440106-land",
    "pass_on": "440100-land",
    "pass_review": "440000-land",
    "reassign": "440106-housing",
    "impose": "440106-land",
    "ask_review": "440100-land",
    "ask_part": "440106-housing",
    "return_part": "440106-housing",
    "promise": "440106-land",
}
DETAILS = {
    "answer": ANSWER,
    "decline": {"reason": "outside", "way_out": "请向有关部门反映。"},
    "supervise": {"ground": "serious"},
    "hand_up": {"seal_reason": "above_level"},
    "ask_review": {"grounds": "答复与事实不符。"},
    "decide_review": REVIEW | {"outcome": "upheld"},
    "annul": REVIEW,
    "ask_time": {"days": 20},
    "ask_part": {"due_on": TOMORROW},
    "return_part": {"due_on": TOMORROW},
    "close": {"finding": "not_proved"},
    "promise": {"days": 2},
    "reopen": {"grade": "dissatisfied", "reason": "not_solved"},
}
# Parties as which a member of the cast stands only while a unit has the case.
ONLY_WITH_A_UNIT = {Party.UNIT, Party.UNIT_HEAD, Party.CO_HANDLER}
# What the handler has to ask for before somebody can decide on it.
ASKED_BEFORE = {
    "consent": "object",
    "overrule": "object",
    "grant_time": "ask_time",
    "refuse_time": "ask_time",
    "lapse_objection": "object",
    "lapse_time": "ask_time",
    "go_on": "ask_citizen",
    "end_hearing": "open_hearing",
    "contribute": "ask_part",
    "return_part": "contribute",
}
# Who asks, where it isn't the handler.
ASKS = {"open_hearing": "reviewing body", "contribute": "co-handler"}


@pytest.fixture
def cast(db):
    return {name: make_user(f"u{n}", role, code) for n, (name, (role, code, _)) in enumerate(CAST.items())}


def bring_to(stage, cast, *, at):
    actors = {
        "decline": "clerk",
        "accept": "clerk",
        "assign": "clerk",
        "sign_for": "handler",
        "answer": "handler",
        "close": "city inspector",
    }
    cast = cast | {"citizen": Party.CITIZEN}
    actors |= dict.fromkeys(("ask_review", "withdraw"), "citizen")
    if stage == Stage.JOINED:
        return join_to(bring_to(Stage.ANSWERED, cast, at=at), cast["clerk"], at=at)
    steps = [(move, cast[actors[move]]) for move in WAY_TO[stage]]
    return walk(
        make_case(at=at), steps, at=at, unit=unit("440106-land"), co_handlers=[unit("440106-housing")]
    )


def join_to(leading, clerk, *, at):
    return move_case(
        case_id=make_case(at=at).pk, move="join", actor=clerk, at=at, details={"leading": leading}
    )


def details_for(move, case):
    if move == "join":
        return {"leading": Case.objects.exclude(pk=case.pk).filter(matter=None).first()}
    to = {"unit": unit(UNITS[move])} if move in UNITS else {}
    return to | DETAILS.get(move, {})


def object_before(case, cast, *, at):
    """Some unit has objected before, and the desk has agreed."""
    decided = {"decision": "granted", "decided_by": cast["clerk"], "decided_at": at}
    asked = {"unit": unit("440106-housing"), "asked_by": cast["co-handler"], "asked_at": at}
    case.requests.create(kind="objection", reason="不属本单位职责", **asked, **decided)


def ask_before(case, move, *, at, cast):
    """What has to be asked for, and by whom, before the move makes sense."""
    if asked := ASKED_BEFORE.get(move):
        ask_before(case, asked, at=at, cast=cast)
        who = cast[ASKS.get(asked, "handler")]
        details = details_for(asked, case)
        move_case(case_id=case.pk, move=asked, actor=who, at=at, note="请求", details=details)


def attempt(case, move, actor, *, at, cast):
    """True when the move was made (and undone), False when it was refused, None when the case isn't there."""
    point = transaction.savepoint()
    try:
        ask_before(case, move, at=at, cast=cast)
        if move == "end_supervision":
            Case.objects.filter(pk=case.pk).update(is_supervised=True)
        if move == "impose":
            object_before(case, cast, at=at)
        move_case(
            case_id=case.pk, move=move, actor=actor, at=at, note="按规定", details=details_for(move, case)
        )
        return True
    except MoveRefused:
        return False
    except Case.DoesNotExist:
        return None
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("stage", Stage.values)
def test_each_move_is_open_to_its_parties_at_its_stages_and_to_nobody_else(stage, cast, now):
    case = bring_to(stage, cast, at=now)
    make_case(at=now)
    later = now + timedelta(hours=1)
    for move in lifecycle.MOVES:
        for name, user in cast.items():
            parties = CAST[name][2] - (ONLY_WITH_A_UNIT if stage in lifecycle.DESK_STAGES else set())
            parties -= {Party.REVIEWER} if stage != Stage.REVIEWING else set()
            is_its_own = not parties.isdisjoint(move.by)
            if stage not in move.sources and not is_its_own:
                continue  # Refused for two reasons: each of them is tried alone.
            # What lies at its own desk a commission doesn't order about.
            orders_itself = (move.name, stage, name) == ("supervise", Stage.ACCEPTED, "city inspector")
            expected = stage in move.sources and is_its_own and not orders_itself
            assert bool(attempt(case, move.name, user, at=later, cast=cast)) == expected, (
                f"{name}: {move.name} from {stage}"
            )


@pytest.mark.parametrize("stage", Stage.values)
def test_whoever_has_no_part_in_the_case_does_not_find_it(stage, cast, now):
    case = bring_to(stage, cast, at=now)
    for name in ("other city's clerk", "administrator", "municipal system"):
        assert attempt(case, "accept", cast[name], at=now, cast=cast) is None, name


@pytest.mark.parametrize("stage", Stage.values)
def test_the_citizen_and_the_system_make_only_their_own_moves(stage, cast, now):
    case = bring_to(stage, cast, at=now)
    for actor in (Party.CITIZEN, Party.SYSTEM):
        for move in lifecycle.MOVES:
            expected = stage in move.sources and actor in move.by
            made = attempt(case, move.name, actor, at=now, cast=cast)
            assert bool(made) == expected, f"{actor}: {move.name} from {stage}"


def test_every_stage_is_reached_and_every_stage_is_left():
    reached = {Stage.RECEIVED} | {move.target for move in lifecycle.MOVES if move.target}
    left = {source for move in lifecycle.MOVES if move.target for source in move.sources}
    assert reached == left == set(Stage)


def test_open_and_owned_stages_cover_the_table():
    assert set(lifecycle.DESK_STAGES) | set(lifecycle.UNIT_STAGES) == set(Stage)
    assert set(lifecycle.DESK_STAGES).isdisjoint(lifecycle.UNIT_STAGES)
    assert set(Stage) - set(lifecycle.OPEN_STAGES) == {
        Stage.DECLINED,
        Stage.JOINED,
        Stage.CLOSED,
        Stage.WITHDRAWN,
    }


def clocks_of(move):
    named = (move.extends, move.during, move.unless)
    return {*move.starts, *move.stops, *move.pauses, *(name for name in named if name)}


def test_names_are_told_apart_and_words_are_known():
    names = [move.name for move in lifecycle.MOVES]
    assert len(names) == len(set(names))
    assert {tell.wording for move in lifecycle.MOVES for tell in move.tells} <= set(Wording)
    assert {party for move in lifecycle.MOVES for party in move.by} <= set(Party)
    assert {clock for move in lifecycle.MOVES for clock in clocks_of(move)} <= set(ClockName)
    assert set(EFFECTS) <= set(names)


def test_required_particulars_are_asked_for_by_a_check():
    for move in lifecycle.MOVES:
        assert bool(move.required) == (rules.details_are_given in move.checks), move.name


def test_every_clock_that_a_move_starts_has_somebody_who_must_act():
    named = {clock for move in lifecycle.MOVES for clock in move.starts} | {lifecycle.FIRST_CLOCK}
    started = {fitting_clock(name, is_urgent=is_urgent) for name in named for is_urgent in (True, False)}
    # Started by what isn't a move: an accusation, a name that was left, another place, a text for the public.
    beside = {ClockName.HAND_UP, ClockName.TELL_ACCEPTANCE, ClockName.TAKE_OVER, ClockName.DISCLOSE}
    assert started | beside == set(lifecycle.CLOCK_OWNER)


def test_the_matrix_of_notices_knows_every_role_that_a_move_tells():
    wrong = {
        (move.name, tell.wording, role)
        for move in lifecycle.MOVES
        for tell in move.tells
        if tell.party != Party.CITIZEN
        for role in PARTY_ROLES[tell.party]
        if role not in HEARERS[tell.wording]
    }
    assert wrong == set()
