"""Every change of what has no trail of its own is written down by the database, whoever makes it and by whatever way."""

import re
from datetime import date

import pgtrigger
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.utils import InternalError
from knox.models import AuthToken

from accounts.models import CalendarKey, Duty, SealedIdentity, Tie
from accounts.services import give_duty, renew_calendar_key, seal_identity
from accounts.tests.test_admin import no_inlines
from audit.models import AuditEntry
from audit.services import acting_as, watched_tables
from common.tests.browsing import browse_as
from common.triggers import Audited
from organizations.models import Area, Unit

pytestmark = pytest.mark.django_db
# Columns that may hold a secret, or somebody's name or number.
DELICATE = re.compile(r"password|digest$|_box$|_mark$|secret|phone$|email$|full_name$|^context$|last_error")
# What all lines or ballots of a list come to, the telephone of an office, the wish how to be told, and what is mixed with a
# key that isn't kept.
HARMLESS = {
    ("retention_disposalbatch", "digest"),
    ("evaluations_appraised", "box_digest"),
    ("organizations_unit", "phone"),
    ("notices_preference", "email"),
    ("hotline_question", "form_mark"),
}


def entries(table: str) -> list[AuditEntry]:
    """The entries of a table, oldest first."""
    return list(AuditEntry.objects.filter(table=table).order_by("id"))


def test_a_user_that_an_administrator_changes_is_written_down_with_his_name(security_admin, county_handler):
    form = {
        "username": "county_handler",
        "full_name": "李四",
        "email": "new@example.org",
        "phone": "13900000000",
    }
    page = f"/console/accounts/user/{county_handler.pk}/change/"
    form |= {"language": "en", "is_active": "on"} | no_inlines("duties", "ties")
    answer = browse_as(security_admin).post(page, form)
    assert answer.status_code == 302
    entry = entries("accounts_user")[-1]
    assert (entry.act, entry.row, entry.actor) == ("update", str(county_handler.pk), security_admin)
    assert entry.changes == {"full_name": None, "email": None, "phone": None, "language": ["zh-hans", "en"]}
    assert entry.database_role == connection.settings_dict["USER"]


def test_a_sign_in_is_no_change(system_admin):
    before = len(entries("accounts_user"))
    browse_as(system_admin).get("/console/")
    assert len(entries("accounts_user")) == before


def test_duties_ties_and_keys_are_written_down_as_they_are_given_and_end(system_admin, county_handler, now):
    land = Unit.objects.get(code="440106-land")
    with acting_as(system_admin):
        duty = give_duty(user=county_handler, unit=land, role="unit_leader", from_on=date(2026, 1, 1))
        Duty.objects.filter(pk=duty.pk).update(to_on=date(2026, 6, 30))
        tie = Tie.objects.create(user=county_handler, unit=land, relation="kin")
        Tie.objects.filter(pk=tie.pk).update(ended_at=now, end_reason="已调离")
    given, ended = entries("accounts_duty")[-2:]
    assert (given.act, given.changes["role"], given.actor) == ("insert", [None, "unit_leader"], system_admin)
    assert (ended.act, ended.changes) == ("update", {"to_on": [None, "2026-06-30"]})
    gone = entries("accounts_tie")[-1]
    assert (gone.act, gone.row, gone.changes["end_reason"]) == ("update", str(tie.pk), ["", "已调离"])
    with acting_as(None):
        renew_calendar_key(user=county_handler, at=now)
    key = entries("accounts_calendarkey")[-1]
    assert (key.actor, key.changes["digest"]) == (None, None)
    assert CalendarKey.objects.get().digest not in str(key.changes)


def test_a_token_is_named_by_its_first_letters_alone(municipal_system):
    token = AuthToken.objects.create(municipal_system)[0]
    issued = entries("knox_authtoken")[-1]
    assert (issued.row, issued.changes["digest"]) == (token.token_key, None)
    assert token.digest not in str(issued.changes)
    AuthToken.objects.all().delete()
    assert entries("knox_authtoken")[-1].act == "delete"


def test_sealed_identities_leave_names_of_columns_alone(now):
    identity = seal_identity(name="某某某", phone="13800000000", at=now)
    assert entries("accounts_sealedidentity") == [], "a new one comes with the event of its case"
    SealedIdentity.objects.update(wants_no_sms=True)
    identity.delete()
    wish, gone = entries("accounts_sealedidentity")
    assert wish.changes == {"wants_no_sms": [False, True]}
    assert gone.changes["name_box"] is gone.changes["phone_mark"] is None


def test_neither_sql_by_hand_nor_a_switch_of_the_library_gets_past_it(system_admin):
    area = Area.objects.first()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organizations_area SET name_en = 'X' WHERE id = %s", [area.pk])
    assert entries("organizations_area")[-1].changes["name_en"][1] == "X"
    with pgtrigger.ignore():
        Area.objects.filter(pk=area.pk).update(name_en="Y")
    assert entries("organizations_area")[-1].changes["name_en"] == ["X", "Y"]


def test_whoever_acts_within_counts_and_nobody_afterwards(system_admin, county_handler):
    with acting_as(system_admin):
        with acting_as(county_handler):
            Area.objects.filter(code="440106").update(name_en="inner")
        Area.objects.filter(code="440106").update(name_en="outer")
    Area.objects.filter(code="440106").update(name_en="after")
    told = [(entry.changes["name_en"][1], entry.actor) for entry in entries("organizations_area")[-3:]]
    assert told[:2] == [("inner", county_handler), ("outer", system_admin)]
    assert told[2][0] == "after"


def test_the_register_that_is_loaded_again_leaves_nothing():
    before = AuditEntry.objects.count()
    call_command("load_organizations", verbosity=0)
    assert AuditEntry.objects.count() == before


def test_no_delicate_column_is_written_down_with_its_value():
    open_ones = []
    for model in apps.get_models():
        for trigger in getattr(model._meta, "triggers", ()):
            if isinstance(trigger, Audited):
                columns = {field.column for field in model._meta.concrete_fields}
                kept = columns - set(trigger.by_name_only) - set(trigger.unnoted)
                open_ones += [(model._meta.db_table, name) for name in kept if DELICATE.search(name)]
    assert set(open_ones) <= HARMLESS
    assert {"accounts_user", "knox_authtoken", "cases_daydecision", "notices_route"} <= watched_tables()


@pytest.mark.parametrize("table", ["audit_auditentry", "audit_reading", "audit_auditseal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_is_written_down_stays(table, statement, system_admin, now):
    column = "number" if table.endswith("seal") else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_reading (reader_id, kind, item) VALUES (%s, 'case', '')", [system_admin.pk]
        )
        cursor.execute(
            "INSERT INTO audit_auditseal VALUES (1, 'x', 'x', 0, 1, ''::bytea, ''::bytea, ''::bytea, ''::bytea, now())"
        )
        with pytest.raises(InternalError):
            cursor.execute(statement.format(table, column, column))
