"""Putting a case on the red route, or taking it off (M15)."""

from django.db import transaction

from accounts.models import User
from cases.choices import ClockName, EventName
from cases.lifecycle import INTAKE_CLOCKS
from cases.models import Case, CaseEvent
from cases.permissions import can_classify_case, office_of
from cases.selectors.firewall import firewall_of
from cases.services.clocks import change_clocks
from cases.services.move import MoveRefused
from cases.services.tell import tell_of_danger
from common.numbering import CHINA


@transaction.atomic
def change_urgency(*, case_id: int, danger: str, actor: User, at, note: str) -> Case:
    """Say what danger there is (empty: none), with the reason.

    A case that becomes urgent alerts the commission, and while it lies at the desk its clock of a day takes the place of
    the ordinary one; when the danger turns out to be none, the ordinary clock counts from the day of receipt, as if it had
    always run. Saying the same again changes nothing. Raises MoveRefused for others than desk and commission, without a
    reason, and when the case is no longer open.
    """
    case = Case.objects.visible_to(actor).locked().get(pk=case_id)
    reasons = [] if can_classify_case(actor, case) else ["not_your_move"]
    if reasons := reasons + ([] if note.strip() else ["note_missing"]):
        raise MoveRefused(reasons)
    if danger == case.danger:
        return case
    was_urgent, case.danger = case.is_urgent, danger
    if case.is_urgent != was_urgent:
        _change_clock(case, at=at)
    case.save(update_fields=["danger", "remind_at", "due_at", "red_at"])
    event = CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.URGENCY_CHANGED,
        party=office_of(actor, case),
        actor=actor,
        note=note.strip(),
        details={"danger": danger},
    )
    if case.is_urgent and not was_urgent:
        tell_of_danger(case=case, event=event, firewall=firewall_of(case, on=at.astimezone(CHINA).date()))
    return case


def _change_clock(case: Case, *, at) -> None:
    """Put the clock that fits in the place of the one that registers the case, if that one runs."""
    running = list(case.clocks.filter(stopped_at=None))
    if not any(clock.name in INTAKE_CLOCKS for clock in running):
        return
    change_clocks(case=case, running=running, stops=INTAKE_CLOCKS, starts=(), at=at)
    started_at = at if case.is_urgent else case.received_at
    change_clocks(case=case, running=running, stops=(), starts=(ClockName.TRIAGE,), at=started_at)
