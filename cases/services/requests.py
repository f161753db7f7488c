"""What a unit asks for while it has a case: kept with the move that asks, settled with the move that decides."""

from typing import Any

from accounts.services import ask_for_act, settle_act
from cases import rules
from cases.choices import ClockName, Decision, RequestKind
from cases.lifecycle import MOVES, Move
from cases.models import Case, CaseClock, CaseEvent, CaseMessage, CaseRequest
from cases.selectors.requests import KIND_OF_CLOCK

ASKS = {"object": RequestKind.OBJECTION, "ask_time": RequestKind.MORE_TIME}
GRANTS = {"consent": RequestKind.OBJECTION, "grant_time": RequestKind.MORE_TIME}
WRITES_TO_CITIZEN = ("ask_citizen", "open_hearing")
REFUSES = {"overrule": RequestKind.OBJECTION, "refuse_time": RequestKind.MORE_TIME}
# Whoever gives the case to a unit looks at what that unit has objected before.
GIVES = {row.name: RequestKind.OBJECTION for row in MOVES if rules.unit_was_not_released in row.checks}
LAPSES = {"lapse_objection": RequestKind.OBJECTION, "lapse_time": RequestKind.MORE_TIME}
KINDS = ASKS | GRANTS | REFUSES | GIVES | LAPSES


def facts_of_requests(row: Move, case: Case, running: list[CaseClock]) -> dict[str, Any]:
    """What the conditions of such a move look at; every other move costs no question to the database."""
    facts: dict[str, Any] = {}
    if kind := KINDS.get(row.name):
        facts["requests"] = tuple(case.requests.filter(kind=kind))
    if row.pauses:
        facts |= _standstills(case, running)
    # Only the time to conclude can be extended; what stands still may be another one too.
    terms = row.pauses or (ClockName.CONCLUDE,)
    facts["term_until"] = min((clock.due_at for clock in running if clock.name in terms), default=None)
    return facts


def _standstills(case: Case, running: list[CaseClock]) -> dict[str, int]:
    """How often the case stood still for a question, and its present review for a hearing."""
    began = next((clock.started_at for clock in running if clock.name == ClockName.REVIEW), None)
    names = case.clocks.filter(name__in=(ClockName.CITIZEN_REPLY, ClockName.HEARING))
    rows = list(names.values_list("name", "started_at"))
    return {
        "questions": sum(name == ClockName.CITIZEN_REPLY for name, _ in rows),
        "hearings": sum(name == ClockName.HEARING and began is not None and at >= began for name, at in rows),
    }


def settle_request(event: CaseEvent, pending: CaseRequest | None, *, stopped: frozenset[str]) -> None:
    """Keep what the move asks for, or what it decides; what was waited for when the case went on has lapsed.

    ``stopped`` are the clocks that the move has stopped.
    """
    if event.move in ASKS:
        request = CaseRequest(
            case=event.case,
            kind=ASKS[event.move],
            unit_id=event.unit_id,
            reason=event.note,
            days=event.details.get("days"),
        )
        ask_for_act(request, actor=event.actor, at=event.at)
    elif event.move in GRANTS | REFUSES:
        decision = Decision.GRANTED if event.move in GRANTS else Decision.REFUSED
        settle_act(pending, decision=decision, decided_by=event.actor, at=event.at, note=event.note)
    elif kinds := [KIND_OF_CLOCK[name] for name in stopped if name in KIND_OF_CLOCK]:
        for waiting in event.case.requests.filter(kind__in=kinds, decision=""):
            settle_act(waiting, decision=Decision.LAPSED, decided_by=None, at=event.at)
    if event.move in WRITES_TO_CITIZEN:
        CaseMessage.objects.create(
            case=event.case,
            party=event.party,
            unit_id=event.unit_id,
            author=event.actor,
            text=event.note,
            sent_at=event.at,
        )
