"""What somebody is to a case, and so which moves are his."""

from django.utils import timezone

from accounts.choices import APART_ROLES, Role
from accounts.permissions import can_run_system
from accounts.selectors import Acting, Standing, standing_of
from cases.choices import COMMISSION_ONLY, Decision, Party, RecusalAgainst, Stage, TemplateReach, WaitsFor
from cases.lifecycle import DESK_STAGES, MOVES, Move, moves_from
from cases.models import Case, CaseNote, IdentityRequest, PublicAnswer, Recusal, ReplyTemplate
from cases.querysets import NoteQuerySet
from cases.rules import IDENTITY_GOOD_FOR, NOTE_CHANGED_WITHIN
from cases.selectors.heads import HEAD_ROLES, deciding_unit
from cases.selectors.parts import Shares, shares_of
from organizations.choices import Level, UnitKind
from organizations.models import Unit

PARTY_ROLES = {
    Party.DESK: (Role.INTAKE_CLERK,),
    Party.UNIT: (Role.HANDLER, Role.UNIT_LEADER),
    Party.UNIT_HEAD: (Role.UNIT_LEADER,),
    Party.STAND_IN: HEAD_ROLES,
    Party.CO_HANDLER: (Role.HANDLER, Role.UNIT_LEADER),
    # A commission that reviews has no handlers.
    Party.REVIEWER: (Role.HANDLER, Role.UNIT_LEADER, Role.INSPECTOR, Role.COMMISSION_LEADER),
    Party.STEERING: (Role.UNIT_LEADER,),
    Party.COMMISSION: (Role.INSPECTOR, Role.COMMISSION_LEADER),
    Party.SUBMITTER: (Role.MUNICIPAL_SYSTEM,),
}

# These work here and read no case.
NO_READERS = (*APART_ROLES, Role.MUNICIPAL_SYSTEM)
# As what somebody writes an internal note who is several things to a case.
NOTING_AS = (Party.UNIT, Party.REVIEWER, Party.CO_HANDLER, Party.DESK, Party.COMMISSION)


def parties_of(user, case: Case) -> frozenset[str]:
    """What this user is to this case; empty for whoever may not see it (the caller has asked ``visible_to``)."""
    standing = standing_of(user, on=timezone.localdate())
    parties = set()
    if case.desk_id in standing.unit_ids(Role.INTAKE_CLERK):
        parties.add(Party.DESK)
    handling = standing.unit_ids(Role.HANDLER, Role.UNIT_LEADER)
    if case.responsible_id in handling:
        parties.add(Party.UNIT)
        if case.responsible_id in standing.unit_ids(Role.UNIT_LEADER):
            parties.add(Party.UNIT_HEAD)
    elif handling and case.co_handler_rows.filter(unit_id__in=handling).exists():
        parties.add(Party.CO_HANDLER)
    # Nobody reviews what his own unit has answered, whatever other duty he has.
    if case.reviewer_id in standing.unit_ids(*PARTY_ROLES[Party.REVIEWER]) and Party.UNIT not in parties:
        parties.add(Party.REVIEWER)
    if _supervises(standing, case):
        parties.add(Party.COMMISSION)
    if case.waits_for == WaitsFor.MORE_TIME and _stands_in(standing, case):
        parties.add(Party.STAND_IN)
    return frozenset(parties)


def commissions_of(user) -> frozenset[int]:
    """The ids of the units for which somebody supervises."""
    return frozenset(standing_of(user, on=timezone.localdate()).unit_ids(*PARTY_ROLES[Party.COMMISSION]))


def office_of(user, case: Case) -> str:
    """As what somebody of the commission puts a case right: its desk if it lies there, its supervisor otherwise."""
    return Party.DESK if Party.DESK in parties_of(user, case) else Party.COMMISSION


def acting_unit_id(user, case: Case, party: str) -> int | None:
    """The unit that the user acts for when he moves the case as that party."""
    standing = standing_of(user, on=timezone.localdate())
    if party == Party.DESK:
        return case.desk_id
    if party in (Party.UNIT, Party.UNIT_HEAD):
        return case.responsible_id
    if party == Party.REVIEWER:
        return case.reviewer_id
    ids = standing.unit_ids(*PARTY_ROLES[party])
    if party == Party.STAND_IN and case.escalated_to_id in ids:
        return case.escalated_to_id
    if party == Party.CO_HANDLER:
        return case.co_handler_rows.filter(unit_id__in=ids).values_list("unit_id", flat=True).first()
    return case.desk_id if case.desk_id in ids else min(ids, default=None)


def available_moves(user, case: Case) -> list[Move]:
    """The moves that this user may try now, in the order of the lifecycle table."""
    parties = parties_of(user, case)
    return [move for move in moves_from(case.stage) if not parties.isdisjoint(move.by)]


def bulk_moves(user) -> list[Move]:
    """The moves that this user may make on many cases at once, by the duties he has; each case is asked anew."""
    standing = standing_of(user, on=timezone.localdate())
    parties = {party for party, roles in PARTY_ROLES.items() if standing.has_role(*roles)}
    return [move for move in MOVES if move.in_bulk and not parties.isdisjoint(move.by)]


def can_classify_in_bulk(user) -> bool:
    """Whoever takes complaints in or supervises puts sectors right; each case is asked anew."""
    roles = (*PARTY_ROLES[Party.DESK], *PARTY_ROLES[Party.COMMISSION])
    return standing_of(user, on=timezone.localdate()).has_role(*roles)


def is_clerk(user) -> bool:
    """Whether the user routes cases at any desk."""
    return standing_of(user, on=timezone.localdate()).has_role(Role.INTAKE_CLERK)


def can_write_to_citizen(user, case: Case) -> bool:
    """Whoever has the case writes to its citizen, and the commission that watches over it; helpers don't."""
    holder = Party.DESK if case.stage in DESK_STAGES else Party.REVIEWER if case.reviewer_id else Party.UNIT
    return case.is_under_way and not parties_of(user, case).isdisjoint({holder, Party.COMMISSION})


def can_read_of_revenge(user, case: Case) -> bool:
    """A report of revenge is read by desk and commission alone: it may be about the unit that has the case."""
    return not parties_of(user, case).isdisjoint({Party.DESK, Party.COMMISSION})


def note_units(user) -> set[int]:
    """The units whose internal notes the user reads: those that he acts for, whatever his part there."""
    standing = standing_of(user, on=timezone.localdate())
    return standing.unit_ids(*(role for role in Role if role not in NO_READERS))


def notes_of(user, case: Case) -> NoteQuerySet:
    """The internal notes on the case that this user reads; the caller has asked ``known_to``."""
    supervises = Party.COMMISSION in parties_of(user, case)
    return case.notes.in_circle(unit_ids=note_units(user), supervises=supervises)


def note_party(user, case: Case) -> str | None:
    """As what the user writes an internal note; None for whoever only looks on."""
    parties = parties_of(user, case)
    return next((party for party in NOTING_AS if party in parties), None)


def can_change_note(user, note: CaseNote, *, at) -> bool:
    """The author alone, as long as hardly anybody can have acted on it."""
    return note.author_id == user.pk and at - note.at <= NOTE_CHANGED_WITHIN


def can_strike_note(user, note: CaseNote) -> bool:
    """The author, and a leader of the unit that it was written for."""
    leads = standing_of(user, on=timezone.localdate()).unit_ids(Role.UNIT_LEADER, Role.COMMISSION_LEADER)
    return note.author_id == user.pk or note.unit_id in leads


def template_units(user) -> set[int]:
    """The units whose reply templates the user writes and keeps."""
    return note_units(user)


def can_edit_template(user, template: ReplyTemplate) -> bool:
    """Whoever acts for the unit that it belongs to; what comes with the system is only copied."""
    return template.unit_id in template_units(user)


def may_reach(user, unit: Unit, reach: str) -> bool:
    """Everybody keeps templates for his own unit; a commission also for all units of its area."""
    is_own = unit.pk in template_units(user)
    return is_own and (reach == TemplateReach.UNIT or unit.kind == UnitKind.COMMISSION)


def helping_units(user) -> set[int]:
    """The units for which the user hands in parts of cases that others are responsible for."""
    return standing_of(user, on=timezone.localdate()).unit_ids(*PARTY_ROLES[Party.CO_HANDLER])


def shown_to_helper(user, case: Case) -> Shares:
    """What of the case its parts show to the user's unit; the caller has asked ``known_to``."""
    return shares_of(case.parts.of_units(helping_units(user)))


def can_see_parts(user, case: Case) -> bool:
    """What co-handlers are asked and hand in is read by whoever has the case, its desk and the commission."""
    readers = {Party.UNIT, Party.DESK, Party.COMMISSION, Party.REVIEWER}
    return not parties_of(user, case).isdisjoint(readers)


def can_ask_for_identity(user, case: Case) -> bool:
    """The commission may need a citizen's name; a unit never does (R10)."""
    return case.identity_id is not None and Party.COMMISSION in parties_of(user, case)


def can_decide_on_identity(user, case: Case, request: IdentityRequest) -> bool:
    """A leader of the commission, and never whoever asked."""
    leads = standing_of(user, on=timezone.localdate()).has_role(Role.COMMISSION_LEADER)
    return leads and request.asked_by_id != user.pk and can_ask_for_identity(user, case)


def can_decide_on_recusal(user, case: Case, recusal: Recusal) -> bool:
    """The commission; the head of the unit as well, unless a leader is to keep away. Never the one whom it is about."""
    parties = parties_of(user, case)
    is_heads = recusal.against == RecusalAgainst.HANDLER and Party.UNIT_HEAD in parties
    return recusal.about_id != user.pk and (is_heads or Party.COMMISSION in parties)


def can_write_release(user, case: Case) -> bool:
    """The commission tells answered matters to the public; a unit doesn't, least of all about itself.

    What was handed up sealed isn't told to anybody: the level that it left would read it too (R12).
    """
    is_told = case.answer_id is not None and not case.handed_up_from
    return is_told and Party.COMMISSION in parties_of(user, case)


def can_decide_on_release(user, case: Case, answer: PublicAnswer) -> bool:
    """A leader of the commission, and never whoever wrote the text."""
    leads = standing_of(user, on=timezone.localdate()).has_role(Role.COMMISSION_LEADER)
    return leads and answer.asked_by_id != user.pk and can_write_release(user, case)


def can_open_identity(user, request: IdentityRequest, *, at) -> bool:
    """Whoever asked, within a day after it was granted."""
    is_granted = request.decision == Decision.GRANTED and at - request.decided_at <= IDENTITY_GOOD_FOR
    return is_granted and request.asked_by_id == user.pk


def can_read_conclusion(user, case: Case) -> bool:
    """Of persons and their leaders nobody reads but the commission that supervises the case."""
    return Party.COMMISSION in parties_of(user, case)


def can_open_original(user, case: Case) -> bool:
    """The sealed original of a picture, with place and time in it, is for the commission that supervises alone."""
    return Party.COMMISSION in parties_of(user, case)


def hidden_events(user, case: Case) -> tuple[str, ...]:
    """The events of the trail that this user must not know of: what is between citizen and commission alone."""
    return () if can_read_of_revenge(user, case) else COMMISSION_ONLY


def can_name_accused(user, case: Case) -> bool:
    """The desk and the commission put the accused into the register's terms, as long as the case is open."""
    return case.is_under_way and not parties_of(user, case).isdisjoint({Party.DESK, Party.COMMISSION})


def can_classify_case(user, case: Case) -> bool:
    """The desk and the commission correct the sector, as long as the case is open."""
    return can_name_accused(user, case)


def can_mark_forum(user, case: Case) -> bool:
    """Desk and commission say that a matter is a court's or another procedure's, as long as it isn't accepted."""
    return case.stage == Stage.RECEIVED and can_classify_case(user, case)


def can_keep_handovers(user, desk: Unit | None = None) -> bool:
    """Intake clerks keep the register of what goes up sealed, each for the own desk."""
    desks = standing_of(user, on=timezone.localdate()).unit_ids(Role.INTAKE_CLERK)
    return desk.pk in desks if desk else bool(desks)


def can_keep_days(user) -> bool:
    """The administrator of the system enters which days are worked or free when a notice is out before the calendar has it."""
    return can_run_system(user)


def can_relocate_case(user, case: Case) -> bool:
    """The desk and the commission put the place right, as long as no unit has the case."""
    return case.stage in DESK_STAGES and can_name_accused(user, case)


def _stands_in(standing: Standing, case: Case) -> bool:
    """Whether somebody decides on more time in place of the unit's own head."""
    decider = deciding_unit(case)
    return (
        decider is not None
        and decider.pk != case.responsible_id
        and decider.pk in standing.unit_ids(*HEAD_ROLES)
    )


def supervises_as(acting: Acting, case: Case) -> bool:
    """Whether one duty makes somebody supervise the case for a commission; the caller has asked ``visible_to``."""
    if acting.role not in PARTY_ROLES[Party.COMMISSION]:
        return False
    area = acting.unit.area
    in_its_area = area is not None and (
        area.level == Level.PROVINCE or area.pk in (case.city_id, case.area_id)
    )
    return in_its_area or acting.unit.pk in (case.desk_id, case.escalated_to_id)


def _supervises(standing: Standing, case: Case) -> bool:
    return any(supervises_as(acting, case) for acting in standing.actings)
