"""The role of the running site can add to what is append-only, and do nothing else to it."""

import contextlib
import os
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.models import AuditEntry, AuditSeal
from audit.services.restrict import rights_by_table

ROLE = "campaign_site"
APPENDABLE = ("audit_reading", "audit_auditseal", "cases_caseevent")
REFUSED = (
    "UPDATE {table} SET {key} = {key}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "DROP TABLE {table}",
    "CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION public.audit_note('id', '', '')",
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def as_site(system_admin):
    """Run statements on a connection of the restricted role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            pytest.skip(f"this server has no role {ROLE}")
    call_command("restrict_database", ROLE, verbosity=0)
    address = urlsplit(os.environ["DATABASE_URL"])
    site = psycopg2.connect(
        host=address.hostname,
        port=address.port,
        user=ROLE,
        password=address.password,
        dbname=connection.settings_dict["NAME"],
    )
    site.autocommit = True
    with contextlib.closing(site), site.cursor() as cursor:
        yield cursor


@pytest.mark.parametrize("table", [*APPENDABLE, "audit_auditentry"])
def test_nothing_append_only_can_be_changed_emptied_or_opened(as_site, table):
    key = "number" if table == "audit_auditseal" else "id"
    for statement in REFUSED:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            as_site.execute(statement.format(table=table, key=key))
    # Neither does the switch of the trigger library help: the rights are missing, not the trigger.
    as_site.execute(f"SET pgtrigger.ignore = '{{append_only}}'; SELECT count(*) FROM {table}")


def test_it_reads_adds_and_changes_what_the_site_needs(as_site, system_admin):
    as_site.execute(
        f"INSERT INTO audit_reading (reader_id, kind, item) VALUES ({system_admin.pk}, 'case', '')"
    )
    as_site.execute(
        f"SELECT set_config('audit.actor', '{system_admin.pk}', true);"
        f" UPDATE accounts_user SET language = 'en' WHERE id = {system_admin.pk}"
    )
    entry = AuditEntry.objects.order_by("-id").first()
    assert (entry.database_role, entry.actor, entry.changes["language"][1]) == (ROLE, system_admin, "en")


def test_it_cannot_make_up_an_entry(as_site):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        as_site.execute(
            'INSERT INTO audit_auditentry (at, act, database_role, "table", "row", changes)'
            " VALUES (now(), 'insert', 'x', 'x', '1', '{}')"
        )
    as_site.execute("CREATE TEMP TABLE accounts_duty (id bigint)")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        as_site.execute(
            "CREATE TRIGGER mine AFTER INSERT ON pg_temp.accounts_duty FOR EACH ROW"
            " EXECUTE FUNCTION public.audit_note('id', '', '')"
        )


def test_the_check_says_what_is_too_much_and_what_is_missing(as_site, capsys):
    call_command("restrict_database", ROLE, check=True)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON audit_auditseal TO {ROLE}")
        cursor.execute(f"REVOKE INSERT ON cases_case FROM {ROLE}")
    with pytest.raises(SystemExit):
        call_command("restrict_database", ROLE, check=True)
    said = capsys.readouterr().err
    assert f"{ROLE} may UPDATE audit_auditseal" in said
    assert f"{ROLE} may not INSERT cases_case" in said


def test_the_owner_and_a_role_that_is_not_there_are_refused(as_site):
    for role in (connection.settings_dict["USER"], "no_such_role"):
        with pytest.raises(CommandError):
            call_command("restrict_database", role)


def test_every_append_only_table_is_among_them():
    rights = rights_by_table()
    assert all(rights[table] == ("SELECT", "INSERT") for table in APPENDABLE)
    assert rights[AuditSeal._meta.db_table] == ("SELECT", "INSERT")
    assert rights["cases_case"][-1] == "DELETE"
