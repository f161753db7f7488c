"""The cast that all tests know, and the register of areas and units that they live in.

The register is loaded once for each test database; tests that commit are cleaned up without touching it.
"""

import functools
import gc
import os
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from _pytest import runner
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, TestCase, TransactionTestCase
from hypothesis import HealthCheck

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.selectors import register
from organizations.models import Area
from organizations.services import DATA_FOLDER, load_organizations

# `make drill` looks longer; the suite looks at enough to notice a mistake.
RELAXED = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
hypothesis.settings.register_profile("suite", max_examples=10, **RELAXED)
hypothesis.settings.register_profile("drill", max_examples=1_000, **RELAXED)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_collection_modifyitems(items):
    """The longest tests come first, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: not (item.get_closest_marker("long") or item.get_closest_marker("browser")))


def pytest_collection_finish():
    """What is loaded by now stays to the end: looking through it for garbage took a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _stand_on(run, *arguments):
    """Call a function from a frame so large that Python takes a large piece of memory for it and what comes after."""
    return run(*arguments)


# CPython keeps its frames in pieces of 16 kB, which Django's depth fills, and asks the system for the next one at each
# call that crosses from one to another, a thousand times as slow. Half of the piece of a megabyte stays free.
_stand_on.__code__ = _stand_on.__code__.replace(co_stacksize=66_000)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """As pytest's own, with room for deep calls."""
    return _stand_on(runner.pytest_runtest_protocol, item, nextitem)


REGISTER_TABLES = ("organizations_", "django_migrations", "django_content_type", "auth_permission")
CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The real register of Guangdong, loaded once, unless the database is a copy of one that has it."""
    with django_db_blocker.unblock():
        if not Area.objects.exists():
            load_organizations(folder=DATA_FOLDER, on=date.today())


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """Lets the fixtures of a module write what all its tests read; each test is undone for itself, this at the end."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        # As Django marks the transaction of a test: what insists on being the outermost takes no notice of it.
        around._from_testcase = True
        with around:
            yield
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _steady_register():
    """No page reads the register anew in the middle of a test, where it would be counted; days entered by a test end with it."""
    if register._Memory.read_at is not None:
        register._Memory.read_at = time.monotonic()
    yield
    if getattr(register._Memory, "day_sources", None):
        register.forget_register()


@pytest.fixture(autouse=True)
def _empty_cache(request):
    yield
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        cache.clear()


@functools.cache
def _tables_to_empty() -> dict[str, str | None]:
    """Every table that a test may fill, with the sequence of its numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, CASE WHEN attname IS NOT NULL"
            " THEN pg_get_serial_sequence(quote_ident(tablename), 'id') END"
            " FROM pg_tables LEFT JOIN pg_attribute"
            " ON attrelid = quote_ident(tablename)::regclass AND attname = 'id' WHERE schemaname = 'public'"
        )
        return {name: sequence for name, sequence in cursor if not name.startswith(REGISTER_TABLES)}


def empty_all_but_the_register() -> None:
    """Empty every table that a test has filled: to truncate all of them takes seconds, to ask which hold rows does not."""
    tables = _tables_to_empty()
    asked = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(name)})" for name in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [name for (name,) in cursor]
        quoted = [connection.ops.quote_name(name) for name in filled]
        steps = [
            # What keeps a trail whole has no say in it, and foreign keys are looked at only when all is gone.
            *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in quoted),
            *(f"DELETE FROM {name}" for name in quoted),
            "SET CONSTRAINTS ALL IMMEDIATE",
            *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in quoted),
            *(f"ALTER SEQUENCE {tables[name]} RESTART" for name in filled if tables[name]),
        ]
        with transaction.atomic():
            cursor.execute("; ".join(steps))


def _enter_with_the_same_numbers(cls):
    """As Django's own; and the users of each test have the numbers that those of the test before had.

    What somebody may read is put into SQL once for everything that it is made from, his number among it (common/conditions.py):
    a cast with new numbers in every test would have all of that written anew.
    """
    entered = _enter_atomics(cls)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval('accounts_user_id_seq', 1 + COALESCE(MAX(id), 0), false) FROM accounts_user"
        )
    return entered


_enter_atomics = TestCase._enter_atomics.__func__
TestCase._enter_atomics = classmethod(_enter_with_the_same_numbers)

# Tests that commit end with this instead of Django's flush, which would empty the register too.
TransactionTestCase._fixture_teardown = lambda self: empty_all_but_the_register()


@pytest.fixture
def now() -> datetime:
    """A Monday morning in an ordinary week."""
    return datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)


@pytest.fixture
def province_inspector(db):
    """Inspects for the provincial commission; sees every case."""
    return make_user("province_inspector", Role.INSPECTOR, "440000-commission")


@pytest.fixture
def commission_leader(db):
    """Leads the work of the city commission of Guangzhou."""
    return make_user("commission_leader", Role.COMMISSION_LEADER, "440100-commission")


@pytest.fixture
def city_inspector(db):
    """Inspects for the city commission of Guangzhou."""
    return make_user("city_inspector", Role.INSPECTOR, "440100-commission")


@pytest.fixture
def city_clerk(db):
    """Takes complaints in at the desk of Guangzhou."""
    return make_user("city_clerk", Role.INTAKE_CLERK, "440100-commission")


@pytest.fixture
def other_city_clerk(db):
    """Takes complaints in at the desk of Shenzhen; has no access to what is Guangzhou's."""
    return make_user("other_city_clerk", Role.INTAKE_CLERK, "440300-commission")


@pytest.fixture
def county_handler(db):
    """Handles cases for the land bureau of Tianhe district."""
    return make_user("county_handler", Role.HANDLER, "440106-land")


@pytest.fixture
def county_leader(db):
    """Leads the land bureau of Tianhe district."""
    return make_user("county_leader", Role.UNIT_LEADER, "440106-land")


@pytest.fixture
def province_lead(db):
    """Leads the provincial department of land: steers its own sector, sees no other."""
    return make_user("province_lead", Role.UNIT_LEADER, "440000-land")


@pytest.fixture
def system_admin(db):
    """Runs the system; sees no case content."""
    return make_user("system_admin", Role.SYSTEM_ADMIN, "440000-commission")


@pytest.fixture
def security_admin(db):
    """Lets people in and gives duties; sees no case content."""
    return make_user("security_admin", Role.SECURITY_ADMIN, "440000-commission")


@pytest.fixture
def audit_admin(db):
    """Reads the logs; changes nothing and sees no case content."""
    return make_user("audit_admin", Role.AUDIT_ADMIN, "440000-commission")


@pytest.fixture
def municipal_system(db):
    """The complaint system of another city authority, by the API only."""
    return make_user("municipal_system", Role.MUNICIPAL_SYSTEM, "440100-commission")


@pytest.fixture
def nobody(db):
    """A user without a unit: sees nothing."""
    return make_user("nobody")


@pytest.fixture
def citizen() -> Client:
    """Somebody on a phone, without an account."""
    return Client()
