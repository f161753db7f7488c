"""Rows to seal: a case with a trail, and the two tables of the audit."""

from datetime import datetime

from django.db import connection

from audit.models import Reading
from cases.models import Case, CaseEvent
from cases.tests.factories import make_case


def write_trail(*, rows: int, at: datetime, case: Case | None = None) -> Case:
    """A case whose trail has so many more rows, with texts of several lines, quotes and characters of three octets."""
    case = case or make_case(at=at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_caseevent (case_id, at, name, move, from_stage, to_stage, party, note, details)"
            " SELECT %s, %s::timestamptz + n * interval '1 second', 'case.moved', 'note', '', '', 'unit',"
            """ E'第' || n || E'次\\t核实\\n\\\\"已到场"', jsonb_build_object('n', n, '说明', repeat('情况属实', n %% 7))"""
            " FROM generate_series(1, %s) n",
            [case.pk, at, rows],
        )
    return case


def read_often(reader, case: Case, *, times: int) -> None:
    """So many readings of a case."""
    Reading.objects.bulk_create([Reading(reader=reader, kind="case", case_id=case.pk) for _ in range(times)])


def trail_rows() -> int:
    """How many rows the trail has."""
    return CaseEvent.objects.count()
