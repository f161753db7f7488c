"""The only writer of ``stage``."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.selectors import ActRefused
from cases import choices
from cases.choices import ClockName, EventName, Party, Refusal
from cases.lifecycle import FIRST_CLOCK, MOVE_BY_NAME, Move, fitting_clock
from cases.models import Case, CaseClock, CaseEvent
from cases.permissions import acting_unit_id, commissions_of, parties_of
from cases.rules import MoveFacts, unit_is_not_spoken_of
from cases.selectors.firewall import Firewall, barred_among, firewall_around
from cases.selectors.heads import deciding_unit
from cases.selectors.matter import joined_to
from cases.selectors.naming import mentions_of
from cases.selectors.register import at_hand
from cases.selectors.routing import commission_above, is_below_seal
from cases.services.clocks import change_clocks, desk_clocks, plan
from cases.services.conclude import write_conclusion
from cases.services.effects import CHANGED_FIELDS, apply_effect, recorded_details
from cases.services.letters import write_letter
from cases.services.matter import leading_of, note_on_leading, with_holders
from cases.services.parts import facts_of_parts, settle_part
from cases.services.requests import facts_of_requests, settle_request
from cases.services.tell import take_back_notices, tell_of_move
from cases.signals import case_moved
from common.numbering import CHINA

Actor = User | Party

# By when a unit has to act, the nearest duty first.
UNIT_TERMS = (choices.ClockName.SIGN_FOR, choices.ClockName.REDO, choices.ClockName.CONCLUDE)


class MoveRefused(ActRefused):
    """The move may not be made; ``reasons`` are ``Refusal`` words, all of them."""

    words = Refusal


@transaction.atomic
def move_case(
    *,
    case_id: int,
    move: str,
    actor: Actor,
    at,
    note: str = "",
    details: Mapping[str, Any] | None = None,
    firewall: Firewall | None = None,
) -> Case:
    """Make one move of the lifecycle table and return the case as it is then.

    ``actor`` is a user, or Party.CITIZEN or Party.SYSTEM. Asks every condition of the locked case, then writes the case,
    one event, its clocks and its notices. ``firewall`` is given by who knows of an accusation that isn't stored yet.
    Raises ``Case.DoesNotExist`` for whoever may not see the case, ``MoveRefused`` with every reason.
    """
    row = MOVE_BY_NAME[move]
    case = _lock(case_id, actor)
    details = with_holders(case, details or {})
    firewall = firewall or _firewall(case, details, at=at)
    details = _with_receiver(row, case, details, firewall, actor)
    party, facts, running = _weigh(actor, case, row, details, note, at, firewall)
    if reasons := _reasons_against(row, party, facts):
        raise MoveRefused(reasons)
    from_stage, leaving = case.stage, _units_that_leave(case, row)
    leading = leading_of(row.name, case, details)
    apply_effect(row.name, case, details, at=at)
    case.stage = row.target or case.stage
    stopped = _turn_clocks(case, row, running, facts, firewall)
    case.save(update_fields=CHANGED_FIELDS)
    written = _written(row, case, from_stage=from_stage, note=note, details=details, at=at)
    event = CaseEvent.objects.create(**written, **_who(actor, case, party, next(iter(leaving), None)))
    due_on = _new_due_date(row, case, running)
    tell_of_move(case=case, event=event, tells=row.tells, due_on=due_on, firewall=firewall, left=leaving)
    note_on_leading(leading, event)
    settle_request(event, facts.pending, stopped=stopped)
    settle_part(event, facts.part, details, firewall)
    _follow_up(case, event, firewall, details)
    case_moved.send(sender=Case, case=case, event=event, firewall=firewall)
    return case


def foresee_move(
    *, case: Case, move: str, actor: User, at, note: str = "", details: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """Every reason for which this move would be refused now, by the conditions that ``move_case`` asks; nothing is changed.

    ``case`` is one that the actor may see.
    """
    row = MOVE_BY_NAME[move]
    details = with_holders(case, details or {})
    firewall = _firewall(case, details, at=at)
    details = _with_receiver(row, case, details, firewall, actor)
    party, facts, _running = _weigh(actor, case, row, details, note, at, firewall)
    return tuple(dict.fromkeys(_reasons_against(row, party, facts)))


def _weigh(
    actor: Actor, case: Case, row: Move, details: Mapping, note: str, at, firewall: Firewall
) -> tuple[str | None, MoveFacts, list[CaseClock]]:
    """As what the actor makes the move, what its conditions look at, and the clocks that run."""
    running = list(case.clocks.filter(stopped_at=None))
    party = _party(actor, case, row)
    return party, _facts(actor, case, row, details, note, at, running, firewall, party), running


def _turn_clocks(
    case: Case, row: Move, running: list[CaseClock], facts: MoveFacts, firewall: Firewall
) -> frozenset[str]:
    """What the move does to the clocks; the names of those that it has stopped.

    Where the desk has to begin anew, everything runs that runs for a desk.
    """
    comes_to_desk = FIRST_CLOCK in row.starts and case.stage in MOVE_BY_NAME["hand_up"].sources
    anew = desk_clocks(case, firewall) if comes_to_desk else ()
    return change_clocks(
        case=case,
        running=running,
        stops=row.stops,
        starts=(*row.starts, *anew),
        pauses=row.pauses,
        reason=facts.note,
        more_days={row.extends: facts.pending.days} if row.extends else {},
        named_days={ClockName.PROMISE: facts.details["days"]} if row.name == "promise" else {},
        at=facts.at,
    )


def _with_receiver(
    row: Move, case: Case, details: Mapping, firewall: Firewall, actor: Actor
) -> Mapping[str, Any]:
    """The particulars, with the unit that nobody chooses: to which a case is handed up, or which decides on more time."""
    match row.name:
        case "hand_up":
            return {**details, "receiver": commission_above(case.desk, firewall)}
        case "ask_time" if isinstance(actor, User):
            return {**details, "decider": deciding_unit(case, firewall=firewall, asking=actor)}
    return details


def _follow_up(case: Case, event: CaseEvent, firewall: Firewall, details: Mapping) -> None:
    """What a move brings with it beyond the case: a letter, what becomes of the joined, silence where it was."""
    match event.move:
        case "decline":
            write_letter(case=case, event=event)
        case "close":
            write_conclusion(case=case, event=event, details=details)
            _close_joined(case, firewall, at=event.at)
        case "hand_up":
            take_back_notices(case)
        case "withdraw":
            _pass_lead_on(case, at=event.at)


def _firewall(case: Case, details: Mapping, *, at) -> Firewall:
    """What the case accuses, with its matter and with the one that it is about to join."""
    leading = details.get("leading")
    return firewall_around([case, leading] if leading else [case], on=at.astimezone(CHINA).date())


def _close_joined(leading: Case, firewall: Firewall, *, at) -> None:
    """Close the joined cases with the same answer; if the unit has come to be of an accused side they go their own way."""
    for case in joined_to(leading):
        if firewall.bars(leading.responsible):
            note = "The unit that answered, or its leader, is accused."
            move_case(case_id=case.pk, move="split", actor=Party.SYSTEM, at=at, note=note)
        else:
            move_case(case_id=case.pk, move="close_joined", actor=Party.SYSTEM, at=at)


def _pass_lead_on(withdrawn: Case, *, at) -> None:
    """Of the cases that were joined to a withdrawn one the first leads from now on, from the desk: they stay one matter.

    It takes over nothing of the life of the other: its own term counts from its own acceptance.
    """
    if heirs := joined_to(withdrawn):
        move_case(case_id=heirs[0].pk, move="lead", actor=Party.SYSTEM, at=at)


def _lock(case_id: int, actor: Actor) -> Case:
    # A co-handler moves what it knows of; its only move is to hand in its part.
    known = Case.objects.known_to(actor) if isinstance(actor, User) else Case.objects.all()
    return at_hand(known.locked().select_related("identity").get(pk=case_id))


def _written(row: Move, case: Case, *, from_stage: str, note: str, details: Mapping, at) -> dict[str, Any]:
    """What the trail says of a move that was made."""
    return {
        "case": case,
        "at": at,
        "name": EventName.MOVED,
        "move": row.name,
        "from_stage": from_stage,
        "to_stage": case.stage,
        "note": note.strip(),
        "details": recorded_details(details),
    }


def _who(actor: Actor, case: Case, party: str, leaving: int | None) -> dict[str, Any]:
    """Who made the move, and for which unit; of a unit that loses the case the trail keeps that one."""
    if not isinstance(actor, User):
        return {"party": party, "unit_id": leaving}
    return {"party": party, "actor": actor, "unit_id": leaving or acting_unit_id(actor, case, party)}


def _party(actor: Actor, case: Case, row: Move) -> str | None:
    """As what the actor makes this move; None when it isn't his."""
    parties = parties_of(actor, case) if isinstance(actor, User) else {actor}
    return next((party for party in row.by if party in parties), None)


def _facts(
    actor: Actor,
    case: Case,
    row: Move,
    details: Mapping,
    note: str,
    at,
    running: list[CaseClock],
    firewall: Firewall,
    party: str | None,
) -> MoveFacts:
    named = (details.get("unit"), *(details.get("co_handlers") or ()), *(details.get("holders") or ()))
    chosen = [unit for unit in named if unit is not None]
    objection = (
        plan(case=case, name=choices.ClockName.HAND_BACK, at=case.assigned_at) if case.assigned_at else None
    )
    asking = plan(case=case, name=choices.ClockName.ASK_REVIEW, at=case.closed_at) if case.closed_at else None
    return MoveFacts(
        **facts_of_requests(row, case, running),
        **facts_of_parts(row, case, details, actor),
        actor_id=getattr(actor, "pk", None),
        party=party or "",
        case=case,
        required=row.required,
        details=details,
        note=note,
        at=at,
        barred_units=barred_among(firewall, chosen),
        running=frozenset(clock.name for clock in running),
        objection_until=objection.due_at if objection else None,
        joined=len(joined_to(case)),
        review_until=asking.due_at if asking else None,
        too_low=any(is_below_seal(case, unit) for unit in chosen),
        spoken_of=frozenset(mentions_of(case, chosen))
        if unit_is_not_spoken_of in row.checks
        else frozenset(),
        own_units=commissions_of(actor) if row.name == "supervise" else frozenset(),
    )


def _reasons_against(row: Move, party: str | None, facts: MoveFacts) -> list[str]:
    reasons = [] if party else [Refusal.NOT_YOUR_MOVE]
    if facts.case.stage not in row.sources:
        reasons.append(Refusal.WRONG_STAGE)
    return reasons + [reason for check in row.checks if (reason := check(facts))]


def _units_that_leave(case: Case, row: Move) -> tuple[int, ...]:
    """The units that lose the case by this move, so that the trail and the notices can still name them.

    The first one stands in the trail; of a withdrawn case those that helped are told as well.
    """
    match row.name:
        case "hand_up":
            leaving = (case.desk_id,)
        case "consent" | "recall" | "recall_reviewed" | "pass_on":
            leaving = (case.responsible_id,)
        case "decide_review" | "annul" | "pass_review":
            leaving = (case.reviewer_id,)
        case "withdraw":
            leaving = (case.responsible_id, *case.co_handler_rows.values_list("unit_id", flat=True))
        case _:
            leaving = ()
    return tuple(unit_id for unit_id in leaving if unit_id)


def _new_due_date(row: Move, case: Case, running: list[CaseClock]) -> date | None:
    """Until when whoever is told has to act: the first clock that the move starts or extends, or what the unit has left
    when something was decided that held it up."""
    due_on = {clock.name: clock.due_on for clock in running}
    started = [fitting_clock(name, is_urgent=case.is_urgent) for name in row.starts]
    concerned = (*started, row.extends, *(UNIT_TERMS if row.during else ()))
    return next((due_on[name] for name in concerned if name in due_on), None)
