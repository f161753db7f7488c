"""A backup holds everything but the keys, and restoring proves that nothing is missing."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from audit.services import seal_new_rows
from cases.choices import Party
from cases.models import Attachment
from cases.services import add_evidence
from cases.tests.factories import make_case
from files.services import keep_file
from retention.services import backups
from retention.services.backups import BackupRefused, back_up, count_rows, read_manifest, restore
from scripts.machine import ROOT
from scripts.postgres import database_url, maintenance

NAME = "restored_by_a_test"


@pytest.fixture(autouse=True)
def _fitting_programs(transactional_db):
    """The programs that belong to the server: those of an older one refuse to dump it."""
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not on PATH")
    said = subprocess.run(["pg_dump", "--version"], capture_output=True, text=True).stdout
    if int(re.search(r"\d+", said)[0]) < connection.cursor().connection.info.server_version // 10_000:
        pytest.skip("pg_dump is older than the server")


@pytest.fixture
def storage(settings, tmp_path) -> Path:
    """Files and anchors lie on the disk, as in real use."""
    files = tmp_path / "files"
    settings.PRIVATE_FILES, settings.AUDIT_ANCHORS = str(files), str(tmp_path / "anchors" / "chain.jsonl")
    private = {"BACKEND": "files.storage.PrivateStorage", "OPTIONS": {"location": str(files)}}
    settings.STORAGES = settings.STORAGES | {"default": private}
    return files


def address(name: str) -> str:
    facts = connection.settings_dict
    return database_url(port=facts["PORT"], password=facts["PASSWORD"], user=facts["USER"], name=name)


@pytest.fixture
def empty_database(transactional_db):
    """The address of a new database beside the test's own."""
    own, name = address(connection.settings_dict["NAME"]), f"{NAME}_{os.getpid()}"
    with maintenance(own) as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield address(name)
    with maintenance(own) as cursor:
        # Without FORCE, which refuses where PostgreSQL itself happens to tidy up there; this asks that to end first.
        cursor.execute(f"DROP DATABASE {name}")


def restored(folder: Path, *, database: str, files: Path) -> subprocess.CompletedProcess:
    """Run the command on another server, with the same keys."""
    environment = {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "campaign.settings.dev",
        "PRIVATE_FILES": str(files),
        "AUDIT_ANCHORS": str(files.with_name("restored-anchors.jsonl")),
    }
    command = [sys.executable, "manage.py", "restore_backup", str(folder)]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)


@pytest.mark.long
def test_what_was_backed_up_is_restored_on_an_empty_server(storage, empty_database, tmp_path, now):
    case = make_case(name="何秀英", phone="13800138000", at=now)
    kept = keep_file(upload=SimpleUploadedFile("证据.txt", "账目".encode()))
    add_evidence(case_id=case.pk, files=[kept], actor=Party.CITIZEN, at=now)
    seal_new_rows(at=timezone.now())
    (storage / "exports").mkdir()
    (storage / "exports" / "large.csv").write_text("can be written anew")
    manifest = back_up(folder=tmp_path / "backup", at=now)
    assert manifest.rows == count_rows()
    assert manifest.keys == [key.partition(":")[0] for key in site.IDENTITY_KEYS]
    assert len(manifest.files) == Attachment.objects.count() == 1

    told = restored(tmp_path / "backup", database=empty_database, files=tmp_path / "elsewhere")
    assert told.returncode == 0, told.stderr
    assert "1 sealed identities open" in told.stdout
    assert "1 files open" in told.stdout
    assert "are as they were sealed" in told.stdout
    with maintenance(empty_database) as cursor:
        cursor.execute("SELECT count(*) FROM cases_case WHERE id = %s", [case.pk])
        assert cursor.fetchone() == (1,)

    again = restored(tmp_path / "backup", database=empty_database, files=tmp_path / "elsewhere")
    assert again.returncode == 1
    assert "The database is not empty" in again.stderr


@pytest.fixture
def backup(storage, transactional_db, tmp_path, now) -> Path:
    """A finished backup of a site with one case."""
    make_case(name="何秀英", phone="13800138000", at=now)
    call_command("back_up", str(tmp_path / "backup"), verbosity=0)
    return tmp_path / "backup"


def test_a_backup_is_refused_where_something_lies_already(backup):
    with pytest.raises(CommandError, match="is not empty"):
        call_command("back_up", str(backup))


def test_a_backup_that_was_never_finished_is_none(backup):
    (backup / "manifest.json").unlink()
    with pytest.raises(BackupRefused, match="no finished backup"):
        read_manifest(backup)


def test_without_a_key_that_was_in_use_nothing_is_begun(backup, settings):
    settings.IDENTITY_KEYS = ["another:b25seS1mb3ItdHJpYWxzLW9uLXRoaXMtY29tcHV0ZXI="]
    with pytest.raises(BackupRefused, match="IDENTITY_KEYS lacks: trial"):
        list(restore(folder=backup))


def test_a_dump_that_was_changed_or_a_file_that_came_otherwise_is_noticed(
    backup, storage, monkeypatch, tmp_path
):
    monkeypatch.setattr(backups, "_refuse_what_cannot_end_well", lambda manifest: None)
    (backup / "database.dump").write_bytes(b"something else")
    with pytest.raises(BackupRefused, match="not what was written"):
        list(restore(folder=backup))
    said = json.loads((backup / "manifest.json").read_text())
    assert "13800138000" not in json.dumps(said)
    manifest = backups.Manifest(**said | {"files": {"aa/one.original": "0" * 64}})
    with pytest.raises(BackupRefused, match=r"aa/one\.original"):
        backups._bring_files_back(backup, manifest)
