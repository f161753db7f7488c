"""The sealing: nobody waits for it, nothing is skipped, nothing gives a false alarm."""

import stat
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from audit.choices import Fault
from audit.models import AuditSeal, ChainMark, Reading
from audit.services import (
    begin_anchors_anew,
    head_of_chain,
    horizon,
    mail_head,
    seal,
    seal_new_rows,
    verify_chain,
)
from campaign.tests.trails import read_often, write_trail

TRAIL = "cases_caseevent"


@pytest.fixture
def anchors(settings, tmp_path):
    """A file of anchors of its own."""
    settings.AUDIT_ANCHORS = str(tmp_path / "anchors" / "chain.jsonl")
    return tmp_path / "anchors" / "chain.jsonl"


@pytest.fixture
def _impatient(monkeypatch):
    """Whoever writes for long isn't waited for in a test."""
    monkeypatch.setattr(horizon, "PATIENCE_SECONDS", 0.1)


def somebody_else_writes(reader_id: int, case_id: int):
    """Another connection that has written a row and hasn't ended its transaction."""
    other = connections["default"].copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_reading (reader_id, kind, case_id, item) VALUES (%s, 'case', %s, '') RETURNING id",
            [reader_id, case_id],
        )
        return other, cursor.fetchone()[0]


def sealed_ids(source: str) -> list[int]:
    return [row for block in AuditSeal.objects.filter(source=source).order_by("number") for row in block.ids]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_impatient")
def test_a_row_of_a_transaction_that_stays_open_is_sealed_when_it_has_ended(anchors, city_clerk):
    now = timezone.now()
    case = write_trail(rows=3, at=now)
    read_often(city_clerk, case, times=2)
    other, slow = somebody_else_writes(city_clerk.pk, case.pk)
    try:
        read_often(city_clerk, case, times=3)
        for _ in range(3):
            seal_new_rows(at=now)
        assert sealed_ids("audit_reading") == []
        assert len(sealed_ids(TRAIL)) == 4, "who writes elsewhere holds up nothing here"
        assert verify_chain().is_sound
        other.commit()
    finally:
        other.close()
    seal_new_rows(at=now)
    seal_new_rows(at=now)
    assert sealed_ids("audit_reading") == sorted(Reading.objects.values_list("pk", flat=True))
    assert slow in sealed_ids("audit_reading")
    assert not ChainMark.objects.exists()
    assert verify_chain().is_sound


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_impatient")
def test_a_row_that_was_given_up_leaves_a_gap_and_no_alarm(anchors, now, city_clerk):
    case = write_trail(rows=1, at=now)
    other, given_up = somebody_else_writes(city_clerk.pk, case.pk)
    read_often(city_clerk, case, times=1)
    other.rollback()
    other.close()
    seal_new_rows(at=now)
    assert given_up not in sealed_ids("audit_reading")
    assert verify_chain().is_sound


@pytest.mark.django_db(transaction=True)
def test_a_mark_that_waits_for_more_than_an_hour_is_an_alarm(anchors, now, city_clerk):
    write_trail(rows=1, at=now)
    ChainMark.objects.create(source=TRAIL, up_to=1, writers=["9/9"], noted_at=now - timedelta(days=400))
    assert [f.fault for f in verify_chain().findings] == [Fault.STALLED]
    seal_new_rows(at=now)
    assert verify_chain().is_sound, "the transaction that was waited for isn't there any more"


@pytest.mark.django_db(transaction=True)
def test_rows_written_by_many_at_once_are_all_sealed_in_order(anchors, now, city_clerk, monkeypatch):
    monkeypatch.setattr(seal, "BLOCK", 7)
    case = write_trail(rows=1, at=now)

    def write(times):
        try:
            for _ in range(times):
                with transaction.atomic():
                    read_often(city_clerk, case, times=2)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(25,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        seal_new_rows(at=now)
    for writer in writers:
        writer.join()
    seal_new_rows(at=now)
    assert sealed_ids("audit_reading") == sorted(Reading.objects.values_list("pk", flat=True))
    assert len(sealed_ids("audit_reading")) == 150
    assert verify_chain().is_sound


@pytest.mark.django_db
def test_the_anchors_are_for_this_account_alone_and_a_torn_line_is_written_again(anchors, now):
    write_trail(rows=2, at=now)
    seal_new_rows(at=now)
    assert stat.S_IMODE(anchors.stat().st_mode) == 0o600
    assert stat.S_IMODE(anchors.parent.stat().st_mode) == 0o700
    lines = anchors.read_text().splitlines(keepends=True)
    anchors.write_text("".join(lines[:-1]) + lines[-1][:40])
    seal_new_rows(at=now)
    assert verify_chain().is_sound
    assert anchors.read_text().splitlines()[-1] == lines[-1].strip()


@pytest.mark.django_db
def test_after_a_restore_nothing_is_added_to_the_anchors_until_somebody_says_why(anchors, now):
    case = write_trail(rows=2, at=now)
    seal_new_rows(at=now)
    before = anchors.read_text()
    anchors.write_text(before.replace('"hash": "', '"hash": "ff'))
    write_trail(rows=2, at=now, case=case)
    seal_new_rows(at=now)
    assert anchors.read_text() == before.replace('"hash": "', '"hash": "ff')
    assert not verify_chain().is_sound
    begin_anchors_anew(reason="restored from the backup of Sunday")
    write_trail(rows=2, at=now, case=case)
    seal_new_rows(at=now)
    report = verify_chain()
    assert report.is_sound
    assert "restored from the backup of Sunday" in report.begins[0]


@pytest.mark.django_db
def test_the_head_goes_out_by_mail_and_is_compared_later(anchors, now, settings, capsys):
    assert not mail_head()
    write_trail(rows=2, at=now)
    seal_new_rows(at=now)
    settings.AUDIT_ANCHOR_MAIL = "auditor@example.org"
    assert mail_head()
    head = head_of_chain()
    assert f"--expect {head.number}:{head.hash}" in mail.outbox[0].body
    call_command("verify_audit", processes=1, expect=[f"{head.number}:{head.hash}"])
    assert "Everything is as it was sealed" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", processes=1, expect=[f"{head.number}:{'0' * 64}"])
    assert ended.value.code == 1
    assert "was expected" in capsys.readouterr().err
    call_command("seal_audit", head=True)
    assert f"block {head.number}" in capsys.readouterr().out
