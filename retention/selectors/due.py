"""What is due: the records of a class whose term is over, and what keeps some of them."""

import operator
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import reduce

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.choices import BulkState
from cases.models import (
    BulkItem,
    Case,
    CaseRequest,
    Conclusion,
    IdentityRequest,
    PublicAnswer,
    Recusal,
)
from cases.rules import PROVED
from common.numbering import CHINA
from notices.choices import State
from notices.models import Notice
from retention.choices import Bar, LineState, RecordClass
from retention.models import DisposalLine, Hold, HoldLifting
from retention.rules import CLASSES, ENDED_STAGES, UNANSWERED_STAGES, due_on, ended_before
from retention.selectors.terms import TermInForce, term_on
from supervision.choices import LeadState
from supervision.models import Accountability, FalseAccusation, LeadEvidence, Order

CASE = OuterRef("pk")


def _accountable() -> Q:
    return (
        Exists(Conclusion.objects.filter(case=CASE, finding__in=PROVED))
        | Exists(Accountability.objects.filter(case=CASE))
        | Exists(FalseAccusation.objects.filter(case=CASE))
    )


def _supervised() -> Q:
    further = LeadEvidence.objects.filter(case=CASE, lead__state=LeadState.SETTLED)
    return Exists(Order.objects.filter(case=CASE)) | Exists(further)


def of_class(cases: QuerySet, record_class: str) -> QuerySet:
    """Those that belong to a class: the first one of ``rules.CLASSES`` that fits."""
    cases = cases.filter(stage__in=ENDED_STAGES, closed_at__isnull=False)
    if record_class == RecordClass.IDENTITY:
        named = ~Q(identity__name_box="") | ~Q(identity__phone_box="") | ~Q(identity__email_box="")
        return cases.filter(named, identity__isnull=False)
    accountable, supervised = _accountable(), _supervised()
    if record_class == RecordClass.ACCOUNTABLE:
        return cases.filter(accountable)
    if record_class == RecordClass.SUPERVISED:
        return cases.filter(~accountable, supervised)
    ended_so = Q(stage__in=UNANSWERED_STAGES)
    wanted = ended_so if record_class == RecordClass.UNANSWERED else ~ended_so
    return cases.filter(wanted, ~accountable, ~supervised)


def due_cases(cases: QuerySet, term: TermInForce, on: date) -> QuerySet:
    """Those of the cases whose record, or identity, is due under that term, the oldest first."""
    before = ended_before(on, term.years)
    if before is None:
        return cases.none()
    ended = cases.filter(closed_at__lt=datetime.combine(before, time(), tzinfo=CHINA))
    return of_class(ended, term.row.name).order_by("closed_at", "pk")


def due_day(case: Case, term: TermInForce) -> date:
    """The day from which a case that is due may go."""
    return due_on(ended_on(case), term.years)


def ended_on(case: Case) -> date:
    """The day on which it has ended, China time."""
    return case.closed_at.astimezone(CHINA).date()


def class_of(case_id: int) -> str | None:
    """The class of a case as it stands now; None while it is open."""
    case = Case.objects.filter(pk=case_id)
    names = (row.name for row in CLASSES if row.name != RecordClass.IDENTITY)
    return next((name for name in names if of_class(case, name).exists()), None)


def _bars() -> dict[str, Exists | Q]:
    """What keeps a case, as questions to the database; the word of each is in ``Bar``."""
    waiting = [
        model.objects.filter(case=CASE, decision="")
        for model in (IdentityRequest, Recusal, CaseRequest, FalseAccusation)
    ]
    acts = Exists(HoldLifting.objects.filter(hold__case=CASE, decision=""))
    for asked in waiting:
        acts |= Exists(asked)
    holds = Hold.objects.in_force()
    of_matter = Q(matter__isnull=False) & Exists(holds.filter(case__matter=OuterRef("matter")))
    on_their_way = Notice.objects.filter(
        identity=OuterRef("identity"), state__in=(State.PENDING, State.RETRYING, State.SENDING)
    )
    return {
        Bar.OPEN: ~Q(stage__in=ENDED_STAGES),
        Bar.HELD: Exists(holds.filter(case=CASE)) | of_matter,
        Bar.ORDER: Exists(Order.objects.filter(case=CASE)),
        Bar.ACCOUNT: Exists(Accountability.objects.filter(case=CASE)),
        Bar.LEAD: Exists(LeadEvidence.objects.filter(case=CASE).exclude(lead__state=LeadState.DISMISSED)),
        Bar.ACT: acts,
        Bar.PUBLIC: Exists(PublicAnswer.objects.filter(case=CASE, decision="")),
        Bar.NOTICE: Q(identity__isnull=False) & Exists(on_their_way),
        Bar.BULK: Exists(BulkItem.objects.filter(case=CASE, job__state=BulkState.RUNNING)),
    }


# An identity is only needed as long as somebody asks for it, or may still have to write.
_IDENTITY_BARS = (Bar.OPEN, Bar.HELD, Bar.ACT, Bar.NOTICE)


def bars_of(case_ids: Iterable[int], record_class: str, *, on: date, but_for: int | None = None) -> dict:
    """What keeps each of these cases, whose term is over: lists of ``Bar`` by case; an empty one for what can go.

    ``but_for``: the list on which they stand already.
    """
    ids = list(case_ids)
    bars = {
        name: asked
        for name, asked in _bars().items()
        if record_class != RecordClass.IDENTITY or name in _IDENTITY_BARS
    }
    found = {pk: [] for pk in ids}
    for name, asked in bars.items():
        for pk in Case.objects.filter(asked, pk__in=ids).values_list("pk", flat=True):
            found[pk].append(name)
    listed = DisposalLine.objects.filter(case_id__in=ids, state=LineState.WAITING).exclude(batch=but_for)
    for pk in listed.values_list("case_id", flat=True):
        found[pk].append(Bar.LISTED)
    if record_class != RecordClass.IDENTITY:
        for pk in _with_kept_mates([pk for pk in ids if not found[pk]], on=on):
            found[pk].append(Bar.MATE)
    return found


def _with_kept_mates(ids: list[int], *, on: date) -> set[int]:
    """Those of the cases in whose matter another one isn't due or is kept: a matter goes as a whole."""
    matters = dict(Case.objects.filter(pk__in=ids, matter__isnull=False).values_list("pk", "matter_id"))
    if not matters:
        return set()
    mates = Case.objects.filter(matter__in=set(matters.values()))
    going = set(ids)
    for record_class in (RecordClass.ANSWERED, RecordClass.UNANSWERED):
        going |= set(due_cases(mates, term_on(record_class, on), on).values_list("pk", flat=True))
    barred = mates.filter(reduce(operator.or_, _bars().values()))
    stuck = set(mates.exclude(pk__in=going).values_list("matter_id", flat=True))
    stuck |= set(barred.values_list("matter_id", flat=True))
    return {pk for pk, matter in matters.items() if matter in stuck}
