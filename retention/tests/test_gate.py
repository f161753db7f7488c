"""The database refuses to delete what is kept, whoever asks and however; only a granted list opens it, case by case."""

import contextlib
import os
import threading
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.services.restrict import rights_by_table
from audit.tests.test_restrict import ROLE
from cases.models import Case
from retention import services
from retention.models import Tombstone
from retention.rules import REGISTRY, Gone, Kept, removed_parts
from retention.services.gate import gate_statements
from retention.tests.factories import canary, declined, settle, withdrawn

KEPT = [part for part in removed_parts() if part.is_kept]


@pytest.fixture(autouse=True)
def _anchors(settings, tmp_path):
    settings.AUDIT_ANCHORS = str(tmp_path / "chain.jsonl")


def granted(inspector, leader):
    batch = services.propose_batch(
        record_class="unanswered", reason="保管期限已满", actor=inspector, at=timezone.now()
    )
    return services.decide_on_batch(
        batch_id=batch.pk,
        decision="granted",
        note="同意",
        digest=batch.digest,
        actor=leader,
        at=timezone.now(),
    )


def test_every_kind_of_record_has_a_line_in_the_registry():
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert models - REGISTRY.keys() == set()
    assert REGISTRY.keys() - models == set()
    for label, line in REGISTRY.items():
        if isinstance(line, Gone):
            assert apps.get_model(label)._meta.db_table == line.part.table
            assert line.part.case_of or not line.part.is_kept
        else:
            assert isinstance(line, Kept)
            assert line.why


def test_what_hangs_on_a_case_goes_or_keeps_it_for_ever():
    """No table points at what goes without going too, unless a case with such a row never goes."""
    gone = {label for label, line in REGISTRY.items() if isinstance(line, Gone)}
    pointing = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label in gone and field.db_constraint
        if model._meta.label not in gone
    }
    assert {label for label, _field in pointing} <= {
        label for label, line in REGISTRY.items() if isinstance(line, Kept) and "for ever" in line.why
    }


def test_whatever_refused_to_be_deleted_before_has_the_gate():
    def refuses(model) -> bool:
        names = [trigger.name for trigger in getattr(model._meta, "triggers", ())]
        return any(name == "append_only" or name.endswith("never_deleted") for name in names)

    gone = {label for label, line in REGISTRY.items() if isinstance(line, Gone)}
    refusing = {model._meta.label for model in apps.get_models() if refuses(model)}
    assert {part.label for part in KEPT} == refusing & gone


@pytest.mark.django_db
def test_the_database_was_told_what_the_registry_says():
    with connection.cursor() as cursor:
        for name in ("retention_digest", "retention_may_go", "retention_gate", "retention_dispose"):
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [name])
            (told,) = cursor.fetchone()
            written = next(text for text in gate_statements() if f"FUNCTION public.{name}(" in text)
            assert told in written, (
                f"{name} isn't what retention/services/gate.py says: a migration is missing"
            )
        cursor.execute(
            "SELECT tgrelid::regclass::text, encode(tgargs, 'escape') FROM pg_trigger WHERE tgname = 'retention_gate'"
        )
        gates = {table: argument.removesuffix("\\000") for table, argument in cursor.fetchall()}
    assert gates == {part.table: part.case_of for part in KEPT}


@pytest.mark.django_db
@pytest.mark.parametrize("switch", ["", "SET LOCAL pgtrigger.ignore = '{%s}';"])
def test_nothing_kept_is_deleted_by_hand_even_with_the_switch_of_the_library(
    switch, city_inspector, commission_leader, city_clerk
):
    case = declined(city_clerk, canary())
    settle()
    services.propose_batch(
        record_class="unanswered", reason="保管期限已满", actor=city_inspector, at=timezone.now()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(DISTINCT tgname, ',') FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'"
        )
        everything = switch % cursor.fetchone()[0] if switch else ""
        for statement in (
            f"DELETE FROM cases_caseevent WHERE case_id = {case.pk}",
            f"DELETE FROM cases_case WHERE id = {case.pk}",
        ):
            with (
                pytest.raises(DatabaseError, match="kept" if switch else "Cannot"),
                transaction.atomic(),
            ):
                cursor.execute(everything + statement)
        with pytest.raises(DatabaseError, match="two people"), transaction.atomic():
            cursor.execute("SELECT retention_dispose(id, '{}') FROM retention_disposalline")


@pytest.mark.django_db
def test_a_list_cannot_come_in_granted_be_changed_or_be_decided_by_whoever_drew_it_up(
    city_inspector, commission_leader, city_clerk
):
    declined(city_clerk, canary())
    settle()
    batch = services.propose_batch(
        record_class="unanswered", reason="保管期限已满", actor=city_inspector, at=timezone.now()
    )
    line = batch.lines.get()
    own = f"decision = 'granted', decided_by_id = {city_inspector.pk}, decided_at = now()"
    for statement in (
        f"UPDATE retention_disposalbatch SET {own}",
        "UPDATE retention_disposalbatch SET digest = repeat('0', 64)",
        "UPDATE retention_disposalline SET case_id = case_id + 1",
        "UPDATE retention_disposalline SET state = 'removed', done_at = now()",
        "DELETE FROM retention_disposalline",
        "INSERT INTO retention_disposalline (batch_id, case_id, number, record_class, due_on, ended_year, area_id, state, why)"
        f" VALUES ({batch.pk}, 1, 'x', 'unanswered', now(), 2014, {line.area_id}, 'waiting', '{{}}')",
        "INSERT INTO retention_disposalbatch (asked_by_id, reason, asked_at, decision, decided_by_id, decided_at,"
        " decision_note, unit_id, record_class, digest)"
        f" VALUES ({city_inspector.pk}, 'x', now(), 'granted', {commission_leader.pk}, now(), '', {batch.unit_id},"
        " 'unanswered', '')",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_a_granted_list_opens_its_own_cases_alone_and_none_that_is_held(
    city_inspector, commission_leader, city_clerk
):
    listed, held = (withdrawn(canary()) for _ in range(2))
    settle()
    granted(city_inspector, commission_leader)
    other = declined(city_clerk, canary())
    services.place_hold(case_id=held.pk, reason="另案", actor=city_inspector, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT retention_may_go(%s), retention_may_go(%s), retention_may_go(%s)",
            [listed.pk, held.pk, other.pk],
        )
        assert cursor.fetchone() == (True, False, False)
        with pytest.raises(DatabaseError, match="held or open"), transaction.atomic():
            cursor.execute(
                "SELECT retention_dispose(id, '{}') FROM retention_disposalline WHERE case_id = %s", [held.pk]
            )
        with pytest.raises(DatabaseError, match="not named"), transaction.atomic():
            cursor.execute(
                "SELECT retention_dispose(id, '{}') FROM retention_disposalline WHERE case_id = %s",
                [listed.pk],
            )


@pytest.fixture
def as_site(transactional_db, city_clerk):
    """A connection of the role that only runs the site."""
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


def test_the_role_of_the_site_disposes_by_the_function_and_in_no_other_way(
    as_site, city_inspector, commission_leader
):
    case = withdrawn(canary())
    settle()
    granted(city_inspector, commission_leader)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        as_site.execute(f"DELETE FROM cases_caseevent WHERE case_id = {case.pk}")
    for table in ("retention_tombstone", "retention_tombstonerow"):
        assert rights_by_table()[table] == ("SELECT",)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            as_site.execute(f"INSERT INTO {table} DEFAULT VALUES")
    as_site.execute(
        "CREATE TEMP TABLE cases_case (id bigint, identity_id uuid, matter_id bigint, stage text)"
    )
    digests = {event.pk: "00" * 32 for event in case.events.all()}
    told = "{" + ", ".join(f'"{pk}": "{digest}"' for pk, digest in digests.items()) + "}"
    as_site.execute("SELECT retention_dispose(id, %s) FROM retention_disposalline", [told])
    assert not Case.objects.filter(pk=case.pk).exists()
    assert Tombstone.objects.get().case_id == case.pk


def test_two_workers_at_once_dispose_of_each_case_once(
    transactional_db, city_clerk, city_inspector, commission_leader
):
    for _ in range(4):
        withdrawn(canary())
    settle()
    batch = granted(city_inspector, commission_leader)
    faults = []

    def work():
        try:
            while services.dispose_next(at=timezone.now()):
                pass
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert faults == []
    batch.refresh_from_db()
    assert batch.finished_at
    assert batch.lines.filter(state="removed").count() == Tombstone.objects.count() == 4
    assert not Case.objects.exists()
