"""What tests of the register need: the committed register (always loaded), or none at all."""

import pgtrigger
import pytest
from django.db import connection

from organizations.selectors import forget_lexicon
from organizations.services import load_organizations
from organizations.tests.factories import TODAY, write_register


@pytest.fixture(autouse=True)
def _no_remembered_words():
    """The lexicon is kept per process; what one test changed must not reach the next."""
    forget_lexicon()
    yield
    forget_lexicon()


@pytest.fixture
def empty_register(db):
    """A register without any rows; the loaded one is back after the test."""
    _empty()


@pytest.fixture(scope="module")
def no_register(lasting):
    """The same for all tests of a module: emptying takes longer than most of them."""
    _empty()


def _empty() -> None:
    tables = [name for name in connection.introspection.table_names() if name.startswith("organizations_")]
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")


@pytest.fixture
def load(tmp_path, no_register, db):
    """Load the small register, with replacements, as of today or another day."""

    def _load(replacing=None, on=TODAY):
        return load_organizations(folder=write_register(tmp_path, replacing), on=on)

    return _load
