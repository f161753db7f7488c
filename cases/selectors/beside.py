"""What stands beside a case on its page: the same questions for every case, put into SQL once for each process."""

from collections.abc import Container

from django.db.models import Model, QuerySet

from cases.models import Accused, Answer, Case, CaseClock, CaseEvent, CaseMessage
from common.statements import Statement, given


def _statement(kind: type[Model], *along: str, order: str = "pk") -> Statement:
    """The rows of a kind that belong to one case."""

    def rows() -> QuerySet:
        return kind._default_manager.filter(case=given("case")).select_related(*along).order_by(order)

    return Statement(rows)


_ACCUSED = _statement(Accused, "unit", "person")
_CLOCKS = _statement(CaseClock)
_ANSWERS = _statement(Answer, "unit", order="-round")
_EVENTS = _statement(CaseEvent, "actor", "unit", order="-pk")
_MESSAGES = _statement(CaseMessage, "unit", "author")


def accused_of(case: Case) -> list[Accused]:
    """Whom the case accuses, with units and officials."""
    return _rows(_ACCUSED, case)


def clocks_of(case: Case) -> list[CaseClock]:
    """Every clock of the case, in the order in which they were started."""
    return _rows(_CLOCKS, case)


def answers_of(case: Case) -> list[Answer]:
    """The answers to the case with their units, the latest first."""
    return _rows(_ANSWERS, case)


def events_of(case: Case, *, hidden: Container[str] = ()) -> list[CaseEvent]:
    """What has happened to the case, with who did it, the latest first; without what is ``hidden`` from the reader."""
    return [event for event in _rows(_EVENTS, case) if event.name not in hidden]


def messages_of(case: Case) -> list[CaseMessage]:
    """What was written to and fro, with who wrote it, the oldest first."""
    return _rows(_MESSAGES, case)


def _rows(statement: Statement, case: Case) -> list:
    rows = statement.objects(case=case.pk)
    for row in rows:
        row.case = case
    return rows
