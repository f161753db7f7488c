"""The measurement itself works, its data is lawful, and no page asks the database more often than it did."""

import json
import random

import pytest
from django.db import connection
from django.utils import timezone

from cases.choices import Stage
from cases.lifecycle import OPEN_STAGES
from cases.models import Case
from scripts.bench import load, report
from scripts.bench.measure import ClientHere, Speed, count_statements
from scripts.bench.register import make_users, read_register
from scripts.bench.rows import rows_of
from scripts.bench.scenarios import Goal, scenarios
from scripts.bench.words import COMMON_WORD, LENGTH_LONGEST, LENGTH_SHORTEST, Writer

CASES = 200
# SQL statements of each row of the table in docs/performance.md, beside those that only frame transactions.
STATEMENTS = {}
GOALS_MISSED = set()


@pytest.fixture
def register(db):
    """The register with the users of the measurement."""
    make_users()
    return read_register(on=timezone.localdate())


@pytest.fixture
def loaded(register):
    """Two hundred cases in the tables."""
    load.load_chunk(register=register, first=1, last=CASES, total=CASES, now=timezone.now())
    load.number_on()


def test_no_row_asks_the_database_more_often_than_before(loaded):
    client = ClientHere()
    counted = {row.name: count_statements(client, row.asks) for row in scenarios(CASES)}
    print(counted)
    assert {name: statements for name, (statements, _) in counted.items()} == STATEMENTS
