"""A database that is too old for the migrations is told so; one that stood at their end goes on."""

import pytest
from django.db.migrations import Migration

from common.management.commands.migrate import stopped_in

OLD = [("cases", "0001_first"), ("cases", "0002_second")]


@pytest.fixture
def migrations():
    begins_anew, follows = Migration("0001_squashed_0002", "cases"), Migration("0002_next", "cases")
    begins_anew.replaces = OLD
    return {("cases", one.name): one for one in (begins_anew, follows)}


@pytest.mark.parametrize("applied", [[], OLD, [*OLD, ("cases", "0001_squashed_0002")]])
def test_an_empty_database_and_one_at_the_end_of_the_old_migrations_go_on(migrations, applied):
    assert stopped_in(migrations, applied) == []


def test_a_database_that_stopped_in_the_middle_is_named(migrations):
    assert stopped_in(migrations, OLD[:1]) == ["cases"]
