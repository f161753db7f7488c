"""Telling an answered matter to everybody takes two people, and a check that nobody is named (R10, M74, M77)."""

import secrets
from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from accounts.services import ask_for_act, decide_on_act
from cases.choices import ClockName, Decision, EventName, Party
from cases.models import Case, CaseEvent, PublicAnswer
from cases.permissions import acting_unit_id, can_write_release
from cases.search import fold
from cases.selectors.firewall import firewall_of
from cases.selectors.leaks import Found, hide_marked, leaks_in
from cases.services.clocks import change_clocks
from cases.services.move import MoveRefused
from cases.services.tell import tell_of_release
from common.numbering import CHINA

PARTS = ("title", "matter", "outcome")
SLUG_BYTES = 8


@dataclass(frozen=True)
class PublicText:
    """What everybody would read."""

    title: str
    matter: str
    outcome: str

    def hidden(self) -> "PublicText":
        """The same with what is marked made unreadable."""
        return PublicText(*(hide_marked(getattr(self, part)).strip() for part in PARTS))


class TextLeaks(MoveRefused):
    """The text says what must not be public: ``found`` has the places of each part of it, as it was handed in."""

    def __init__(self, found: dict[str, list[Found]]):
        self.found = found
        super().__init__(["leaks"])


def write_public_answer(*, case_id: int, text: PublicText, actor: User, at) -> PublicAnswer:
    """Put down a text for the public; somebody else decides on it.

    Raises MoveRefused for others than the commission, for a case that isn't closed with an answer, and while there is a
    text already; TextLeaks for what must not be public. The check is in the trail either way, as numbers by kind.
    """
    text = text.hidden()
    found = _check(case_id=case_id, text=text, actor=actor, at=at)
    if found:
        raise TextLeaks(found)
    return _write(case_id=case_id, text=text, actor=actor, at=at)


def decide_on_public_answer(*, answer_id: int, decision: str, note: str, actor: User, at) -> PublicAnswer:
    """Release a text of somebody else, or refuse it; it is checked once more before it goes out. Raises as writing does."""
    answer = PublicAnswer.objects.get(pk=answer_id)
    if decision == Decision.GRANTED:
        text = PublicText(*(getattr(answer, part) for part in PARTS))
        if found := _check(case_id=answer.case_id, text=text, actor=actor, at=at):
            raise TextLeaks(found)
    return _decide(answer_id=answer_id, decision=decision, note=note, actor=actor, at=at)


@transaction.atomic
def withdraw_public_answer(*, answer_id: int, note: str, actor: User, at) -> PublicAnswer:
    """Take back what was released: its page says from then on that it was withdrawn, and when. Raises MoveRefused."""
    answer = PublicAnswer.objects.select_for_update().get(pk=answer_id)
    case = _visible(answer.case_id, actor)
    reasons = [] if can_write_release(actor, case) else ["not_your_move"]
    reasons += [] if answer.is_released else ["not_released"]
    reasons += [] if note.strip() else ["note_missing"]
    if reasons:
        raise MoveRefused(reasons)
    answer.withdrawn_by, answer.withdrawn_at, answer.withdrawal_note = actor, at, note.strip()
    answer.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_note"])
    _record(case, EventName.RELEASE_WITHDRAWN, actor=actor, at=at, note=answer.withdrawal_note)
    return answer


@transaction.atomic
def _check(*, case_id: int, text: PublicText, actor: User, at) -> dict[str, list[Found]]:
    """What the text must not say, by part. In a transaction of its own, so that a refusal leaves its trace too."""
    case = _visible(case_id, actor)
    if not can_write_release(actor, case):
        raise MoveRefused(["not_your_move"])
    parts = {part: leaks_in(getattr(text, part), case=case) for part in PARTS}
    found = {part: leaks for part, leaks in parts.items() if leaks}
    kinds = Counter(str(leak.kind) for leaks in found.values() for leak in leaks)
    _record(case, EventName.RELEASE_CHECKED, actor=actor, at=at, found=dict(kinds))
    return found


@transaction.atomic
def _write(*, case_id: int, text: PublicText, actor: User, at) -> PublicAnswer:
    case = _visible(case_id, actor)
    active = case.public_answers.filter(withdrawn_at=None, decision__in=["", Decision.GRANTED])
    reasons = [] if can_write_release(actor, case) else ["not_your_move"]
    reasons += [] if case.closed_at and case.answer_id else ["not_closed"]
    reasons += ["released_already"] if active.exists() else []
    reasons += [] if all((text.title, text.matter, text.outcome)) else ["detail_missing"]
    if reasons:
        raise MoveRefused(reasons)
    answer = PublicAnswer(
        slug=secrets.token_hex(SLUG_BYTES)[:12],
        case=case,
        title=text.title,
        matter=text.matter,
        outcome=text.outcome,
        search_text=fold(" ".join((text.title, text.matter, text.outcome))),
    )
    return ask_for_act(answer, actor=actor, at=at)


@transaction.atomic
def _decide(*, answer_id: int, decision: str, note: str, actor: User, at) -> PublicAnswer:
    answer = PublicAnswer.objects.get(pk=answer_id)
    case = _visible(answer.case_id, actor)
    reasons = ["not_closed"] if decision == Decision.GRANTED and not case.closed_at else []
    return decide_on_act(answer, decision=decision, note=note, actor=actor, at=at, reasons=reasons)


def after_public_answer(answer: PublicAnswer, *, actor: User | None, at) -> None:
    """What follows when a text was written, decided, or has lapsed: its clock, the trail, and the notices."""
    case = answer.case
    if answer.waits:
        _turn_clock(case, starts=(ClockName.DISCLOSE,), at=at)
        event = _record(case, EventName.RELEASE_WRITTEN, actor=actor, at=at)
    else:
        _turn_clock(case, stops=(ClockName.DISCLOSE,), at=at)
        is_lapsed = answer.decision == Decision.LAPSED
        name = EventName.RELEASE_LAPSED if is_lapsed else EventName.RELEASE_DECIDED
        said = {} if is_lapsed else {"decision": answer.decision}
        event = _record(case, name, actor=actor, at=at, note=answer.decision_note, **said)
    tell_of_release(case=case, event=event, answer=answer, firewall=_firewall(case, at))


def _turn_clock(case: Case, *, starts: tuple[str, ...] = (), stops: tuple[str, ...] = (), at) -> None:
    """The time to decide on a text runs beside the case, which may long be closed."""
    running = list(case.clocks.filter(stopped_at=None))
    change_clocks(case=case, running=running, starts=starts, stops=stops, at=at)


def _visible(case_id: int, actor: User) -> Case:
    cases = Case.objects.visible_to(actor).locked()
    return cases.select_related("identity", "answer", "area", "city").get(pk=case_id)


def _firewall(case: Case, at):
    return firewall_of(case, on=at.astimezone(CHINA).date())


def _record(case: Case, name: str, *, actor: User | None, at, note: str = "", **details) -> CaseEvent:
    return CaseEvent.objects.create(
        case=case,
        at=at,
        name=name,
        party=Party.COMMISSION if actor else Party.SYSTEM,
        actor=actor,
        unit_id=acting_unit_id(actor, case, Party.COMMISSION) if actor else None,
        note=note,
        details=details,
    )
