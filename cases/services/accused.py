"""Putting the accused into the register's terms, and putting the sector right."""

from django.db import transaction

from accounts.models import User
from cases.choices import ClockName, EventName, Party, Stage
from cases.lifecycle import MOVE_BY_NAME
from cases.models import Accused, Case, CaseEvent
from cases.permissions import can_classify_case, can_name_accused, office_of
from cases.selectors.firewall import Accusation, Firewall, accusations_of, firewall_against
from cases.selectors.routing import choose_desk, stands_above
from cases.selectors.windows import fitting_window
from cases.services.clocks import change_clocks
from cases.services.holding import keep_held
from cases.services.matter import lock_matters
from cases.services.move import MoveRefused, move_case
from cases.services.tell import take_back_notices
from cases.signals import accused_named
from common.numbering import CHINA
from organizations.choices import Line
from organizations.models import Person, Sector, Unit
from organizations.selectors import leads_above_province


@transaction.atomic
def name_accused(
    *,
    case_id: int,
    actor: User,
    at,
    unit: Unit | None = None,
    person: Person | None = None,
    unit_text: str = "",
    person_text: str = "",
) -> Case:
    """Enter one more accused unit or person, and pull the case away from whoever is accused by it.

    If the accused side holds the case, or another one of its matter, it is recalled, also from under a review (whoever
    reviews stands above the unit that answered, so the one is shut out only with the other); if the desk itself is shut out the case goes to the next
    commission up; co-handlers that are shut out lose their part. Naming the same one again changes nothing. All in one
    transaction, with the trail. Returns the case; the actor himself may no longer be able to see it.
    """
    lock_matters(case_id)
    case = Case.objects.visible_to(actor).locked().get(pk=case_id)
    _refuse_unless_nameable(case, unit, person, actor=actor, at=at)
    firewall = _firewall_with(case, unit=unit, person=person, at=at)
    for mate in (case, *_mates(case)):
        _pull_back(mate, firewall, at=at)
    words = {"unit_text": unit_text, "person_text": person_text}
    _, is_new = Accused.objects.get_or_create(case=case, unit=unit, person=person, **words)
    if is_new:
        known = {"unit": unit and unit.pk, "person": person and person.pk, "in_words": any(words.values())}
        _write_event(case, EventName.ACCUSED_NAMED, actor=actor, at=at, details=known)
        _recognise_level(case, firewall, at=at)
        for mate in (case, *_mates(case)):
            keep_held(mate, at=at)
            take_back_notices(mate)
            accused_named.send(sender=Case, case=mate, at=at)
    return case


@transaction.atomic
def classify_case(*, case_id: int, sector: Sector | None, actor: User, at, window: str = "") -> Case:
    """Set the sector of an open case (None: outside the eight), and by which window of the environment it came (M41).

    Without a ``window`` an environment case keeps its own, or gets that of its channel.
    """
    case = Case.objects.visible_to(actor).locked().get(pk=case_id)
    if not can_classify_case(actor, case):
        raise MoveRefused(["not_your_move"])
    before, case.sector = case.sector, sector
    case.window = fitting_window(sector, channel=case.channel, chosen=window or case.window)
    case.save(update_fields=["sector", "window"])
    change = {"from": before and before.code, "to": sector and sector.code}
    change |= {"window": case.window} if case.window else {}
    _write_event(case, EventName.CLASSIFIED, actor=actor, at=at, details=change)
    return case


def _refuse_unless_nameable(case: Case, unit: Unit | None, person: Person | None, *, actor: User, at) -> None:
    if not can_name_accused(actor, case):
        raise MoveRefused(["not_your_move"])
    leads_above = person is not None and leads_above_province(person, at.astimezone(CHINA).date())
    if leads_above or (unit is not None and unit.line == Line.CENTRAL):
        raise MoveRefused(["unit_above"])


def _write_event(case: Case, name: str, *, actor: User, at, details: dict) -> None:
    party = office_of(actor, case)
    CaseEvent.objects.create(case=case, at=at, name=name, party=party, actor=actor, details=details)


def _mates(case: Case) -> list[Case]:
    """The other cases of the matter that aren't closed: what this one accuses shuts out from them too."""
    if case.matter_id is None:
        return []
    mates = Case.objects.filter(matter=case.matter_id).exclude(pk=case.pk).exclude(stage=Stage.CLOSED)
    return list(mates.with_units().order_by("pk"))


def _firewall_with(case: Case, *, unit: Unit | None, person: Person | None, at) -> Firewall:
    new = Accusation(case.pk, case.matter_id, unit and unit.pk, person and person.pk)
    on = at.astimezone(CHINA).date()
    return firewall_against([*accusations_of([case]), new], on=on, case_ids=[case.pk])


def _pull_back(case: Case, firewall: Firewall, *, at) -> None:
    if case.responsible is not None and firewall.bars(case.responsible) and case.stage != Stage.CLOSED:
        moved = move_case(
            case_id=case.pk,
            move="recall_reviewed" if case.stage == Stage.REVIEWING else "recall",
            actor=Party.SYSTEM,
            at=at,
            note="The unit, or its leader, is accused.",
            firewall=firewall,
        )
        case.refresh_from_db(
            fields=[field.name for field in moved._meta.concrete_fields if field.name != "search_index"]
        )
    for helper in case.co_handler_rows.select_related("unit"):
        if firewall.bars(helper.unit):
            helper.delete()
    if case.escalated_to is not None and firewall.bars(case.escalated_to):
        case.escalated_to = None
        case.save(update_fields=["escalated_to"])
    if firewall.bars(case.desk):
        _send_up(case, firewall, at=at)


def _recognise_level(case: Case, firewall: Firewall, *, at) -> None:
    """From now on the desk has five working days to hand up what turns out to be above its level (R12)."""
    if case.stage not in MOVE_BY_NAME["hand_up"].sources or not stands_above(case.desk, firewall):
        return
    running = list(case.clocks.filter(stopped_at=None))
    change_clocks(case=case, running=running, stops=(), starts=(ClockName.HAND_UP,), at=at)
    case.save(update_fields=["remind_at", "due_at", "red_at"])


def _send_up(case: Case, firewall: Firewall, *, at) -> None:
    case.desk, passed_over = choose_desk(area=case.area, firewall=firewall)
    case.save(update_fields=["desk"])
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.ROUTED,
        party=Party.SYSTEM,
        unit=case.desk,
        details={"passed_over": [unit.pk for unit in passed_over]},
    )
