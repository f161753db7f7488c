"""Destruction lists: drawn up by one person, granted or refused as a whole by another."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.selectors import users_acting_for
from accounts.services import ask_for_act, decide_on_act
from cases.models import Case
from common.numbering import CHINA
from notices.services import tell_of_act
from organizations.models import Unit
from retention.choices import LineState, RecordClass, Refusal
from retention.models import DisposalBatch, DisposalLine
from retention.permissions import can_decide_on_batch
from retention.querysets import own_commissions
from retention.selectors.due import bars_of, class_of, due_cases, due_day, ended_on
from retention.selectors.terms import TermInForce, term_on

# One person can look through so many; the next list takes the rest.
MOST_LINES = 500
LOOKED_AT = 4 * MOST_LINES


@transaction.atomic
def propose_batch(*, record_class: str, reason: str, actor: User, at: datetime) -> DisposalBatch:
    """Draw up the list of what is due of a class, the oldest first, and close it; the leaders are told.

    On it is only what the actor sees and what nothing keeps; a matter is on it as a whole or not at all. Raises
    RetentionRefused.
    """
    on = at.astimezone(CHINA).date()
    unit = Unit.objects.filter(pk__in=own_commissions(actor)).order_by("pk").first()
    lines = _lines(actor, record_class, on=on) if unit else []
    reasons = [] if unit else [Refusal.NOT_YOUR_MOVE]
    reasons += [] if reason.strip() else [Refusal.NOTE_MISSING]
    reasons += [Refusal.NOTHING_DUE] if unit and not lines else []
    batch = ask_for_act(
        DisposalBatch(unit=unit, record_class=record_class, reason=reason),
        actor=actor,
        at=at,
        reasons=reasons,
    )
    for line in lines:
        line.batch = batch
    DisposalLine.objects.bulk_create(lines)
    batch.digest = digest_of(batch)
    batch.save(update_fields=["digest"])
    tell_of_act(batch, receivers=leaders_for(batch, at=at), at=at)
    return batch


@transaction.atomic
def decide_on_batch(
    *, batch_id: int, decision: str, note: str, digest: str, actor: User, at: datetime
) -> DisposalBatch:
    """Grant or refuse a list of somebody else as a whole. ``digest`` is that of the list that was looked through.

    Raises DisposalBatch.DoesNotExist for a list that the actor doesn't see, RetentionRefused otherwise.
    """
    batch = DisposalBatch.objects.visible_to(actor).get(pk=batch_id)
    reasons = [Refusal.ANOTHER_LIST] if digest != batch.digest or digest != digest_of(batch) else []
    return decide_on_act(batch, decision=decision, note=note, actor=actor, at=at, reasons=reasons)


def after_batch(batch: DisposalBatch, *, actor: User | None, at: datetime) -> None:
    """A list that was refused or has lapsed keeps nothing on it; whoever drew it up hears what became of it."""
    if not batch.decision:
        return  # told when the lines are on it
    if batch.decision != Decision.GRANTED:
        batch.lines.update(state=LineState.DROPPED, done_at=at)
    receivers = [batch.asked_by]
    if batch.decision == Decision.LAPSED:
        receivers += leaders_for(batch, at=at)
    tell_of_act(batch, receivers=receivers, at=at)


def leaders_for(batch: DisposalBatch, *, at: datetime) -> list[User]:
    """The leaders who may decide on the list."""
    leaders = users_acting_for(
        unit_ids=batch.unit.lineage, roles=[Role.COMMISSION_LEADER], on=at.astimezone(CHINA).date()
    )
    return [leader for leader in leaders if can_decide_on_batch(leader, batch)]


def digest_of(batch: DisposalBatch) -> str:
    """The digest of the lines as the database works it out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_digest(%s)", [batch.pk])
        return cursor.fetchone()[0] or ""


def _lines(actor: User, record_class: str, *, on: date) -> list[DisposalLine]:
    seen = Case.objects.supervised_by(actor)
    term = term_on(record_class, on)
    due = list(due_cases(seen, term, on).for_list()[:LOOKED_AT])
    bars = bars_of([case.pk for case in due], record_class, on=on)
    free = [case for case in due if not bars[case.pk]][:MOST_LINES]
    if record_class == RecordClass.IDENTITY:
        return [_line(case, term) for case in free]
    return [_line(case, term) for case in free if not case.matter_id] + _lines_of_matters(free, seen, on=on)


def _lines_of_matters(cases: Iterable[Case], seen, *, on: date) -> list[DisposalLine]:
    """The lines of whole matters, each case with its own class; a matter of which one case isn't seen is left out."""
    matters = {case.matter_id for case in cases if case.matter_id}
    if not matters:
        return []
    mates = list(Case.objects.filter(matter__in=matters).for_list())
    visible = set(seen.filter(matter__in=matters).values_list("pk", flat=True))
    hidden = {mate.matter_id for mate in mates if mate.pk not in visible}
    return [_line(mate, term_on(class_of(mate.pk), on)) for mate in mates if mate.matter_id not in hidden]


def _line(case: Case, term: TermInForce) -> DisposalLine:
    return DisposalLine(
        case_id=case.pk,
        number=case.number,
        record_class=term.row.name,
        term=term.version,
        due_on=due_day(case, term),
        ended_year=ended_on(case).year,
        area_id=case.area_id,
    )
