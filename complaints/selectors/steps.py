"""How far a complaint has come, as the steps that its citizen sees: no names of officials, no hour."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from cases.choices import Stage
from cases.models import Case, CaseEvent
from common.numbering import CHINA

WAY = (Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.HANDLING, Stage.ANSWERED, Stage.CLOSED)


def steps_of(case: Case, events: Sequence[CaseEvent]) -> list[dict]:
    """The way of a complaint as steps: label, state, day, and a sentence at the one where it is."""
    if case.stage == Stage.DECLINED:
        return [
            {"label": _("Received"), "state": "done", "on": day_of(case.received_at)},
            {"label": _("Not accepted"), "state": "plain", "on": day_of(case.closed_at)},
        ]
    if case.stage == Stage.WITHDRAWN:
        return [
            {"label": _("Received"), "state": "done", "on": day_of(case.received_at)},
            {"label": Stage.WITHDRAWN.label, "state": "plain", "on": day_of(case.closed_at)},
        ]
    is_answered = case.stage in (Stage.CLOSED, Stage.REVIEWING)
    here = WAY.index(Stage.CLOSED if is_answered else case.stage)
    days = _days_of_steps(case, events)
    steps = []
    for place, (stage, label) in enumerate(_labels()):
        is_done = place < here or is_answered
        steps.append(
            {
                "label": label,
                "state": "done" if is_done else "current" if place == here else "todo",
                "on": days.get(stage) if place <= here else None,
                "text": _said_of(case) if place == here else "",
            }
        )
    if case.stage == Stage.REVIEWING:
        steps.append(
            {
                "label": _("Reviewed by the next higher authority"),
                "state": "current",
                "on": days.get(Stage.REVIEWING),
                "text": _("%(unit)s is reviewing the answer.") % {"unit": case.reviewer},
            }
        )
    return steps


def _labels() -> list[tuple[str, str]]:
    return [
        (Stage.RECEIVED, _("Received")),
        (Stage.ACCEPTED, _("Accepted")),
        (Stage.ASSIGNED, _("Given to the department in charge")),
        (Stage.HANDLING, _("Being looked into")),
        (Stage.ANSWERED, _("Answer being checked")),
        (Stage.CLOSED, _("Answered")),
    ]


def _days_of_steps(case: Case, events: Sequence[CaseEvent]) -> dict[str, date]:
    """The day on which each step was last reached; that of the answer stays when a review is decided."""
    reached = {
        event.to_stage: day_of(event.at)
        for event in events
        if event.to_stage != event.from_stage and event.move != "decide_review"
    }
    first = {Stage.RECEIVED: case.received_at, Stage.ACCEPTED: case.accepted_at}
    return reached | {stage: day_of(at) for stage, at in first.items() if at}


def _said_of(case: Case) -> str:
    unit = {"unit": case.responsible}
    match case.stage:
        case Stage.RECEIVED:
            return _("The discipline commission is reading it and decides who takes it on.")
        case Stage.ACCEPTED:
            return _("The discipline commission is choosing the department that handles it.")
        case Stage.ASSIGNED:
            return _("%(unit)s has been given your complaint.") % unit
        case Stage.HANDLING:
            return _("%(unit)s is looking into it.") % unit
        case Stage.ANSWERED:
            return (
                _(
                    "%(unit)s has answered. The discipline commission checks whether the answer is good enough."
                )
                % unit
            )
    return _("%(unit)s has answered, and the discipline commission has checked the answer.") % unit


def day_of(at: datetime) -> date:
    """The day of a moment, China time."""
    return at.astimezone(CHINA).date()
