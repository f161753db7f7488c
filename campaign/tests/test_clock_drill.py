"""The drills of the clocks in small: real processes on a real database, two at once and one that is killed."""

import os
from datetime import datetime

import pytest
from django.conf import settings
from django.db import connection

from scripts.drills.clocks import beats_at_once, killed, make_cases, make_people

CASES = 6


@pytest.fixture
def _processes_share_the_database(monkeypatch, transactional_db):
    """The processes that the drill starts use the database of this test."""
    facts = connection.settings_dict
    account = f"{facts['USER']}:{facts['PASSWORD']}" if facts["PASSWORD"] else facts["USER"]
    address = f"postgres://{account}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
    monkeypatch.setitem(os.environ, "DATABASE_URL", address)
    monkeypatch.setitem(os.environ, "DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE)


@pytest.mark.long
@pytest.mark.usefixtures("_processes_share_the_database")
def test_two_beats_at_once_and_one_that_is_killed_give_every_signal_once():
    people = make_people()
    for drill, month in ((beats_at_once, 1), (killed, 3)):
        at = datetime.fromisoformat(f"2026-0{month}-05T10:00+08:00")
        found = drill(make_cases(CASES, people, at=at), at)
        assert found.holds, (drill.__name__, found)
