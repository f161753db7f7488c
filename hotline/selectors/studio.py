"""What may come before those in the studio, and in which words."""

from collections.abc import Collection, Iterable
from datetime import date

from accounts.selectors import leader_ids
from cases.choices import Leak
from cases.models import Case
from cases.selectors.firewall import accusations_of
from cases.selectors.leaks import leaks_in, shapes_in
from hotline.models import Question, Session


def barred_from_studio(session: Session, cases: Iterable[Case], *, on: date) -> frozenset[int]:
    """The ids of those cases that complain of the unit on the line, of whoever commands it, or of one of their leaders (R2).

    The same as ``firewall_of(case).bars(session.unit)``, for a whole queue in two statements.
    """
    cases = list(cases)
    if not cases:
        return frozenset()
    lineage = set(session.unit.lineage)
    rows = accusations_of(cases)
    leaders = leader_ids(lineage, on=on) if any(row.person_id for row in rows) else set()
    accusing = [row for row in rows if row.unit_id in lineage or row.person_id in leaders]
    return frozenset(case.pk for case in cases if any(row.concerns(case) for row in accusing))


def is_barred(question: Question, *, on: date) -> bool:
    """Whether the question must not come before those in the studio."""
    case = question.case
    return case is not None and case.pk in barred_from_studio(question.session, [case], on=on)


def barred_questions(session: Session, questions: Collection[Question], *, on: date) -> frozenset[int]:
    """The ids of those of the questions that must not come before the studio."""
    cases = {question.case_id: question.case for question in questions if question.case_id}
    barred = barred_from_studio(session, cases.values(), on=on)
    return frozenset(question.pk for question in questions if question.case_id in barred)


def must_not_be_said(text: str, case: Case | None) -> list[str]:
    """What of a text must not be said or shown to everybody (R10): names, numbers, addresses of whoever asked or is accused.

    On the air the caller's own words are what is meant to be heard, so these alone don't count against it.
    """
    found = leaks_in(text, case=case) if case is not None else shapes_in(text)
    return [text[one.begins : one.ends] for one in found if one.kind != Leak.OWN_WORDS]
