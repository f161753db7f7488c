"""Whoever changes the trail behind the site's back is found out, and the right row is named (drill F6).

The suite tries each of the seven kinds a few times; `make tamper` tries a thousand times.
"""

import os
import random
from collections import Counter

import pytest
from django.db import connection, transaction

from audit.choices import Fault
from audit.models import AuditSeal
from audit.services import seal, seal_new_rows, verify_chain
from campaign.tests.tampering import KINDS, TEXTS, block_of, change, owner, reseal, switch_triggers_off
from campaign.tests.trails import read_often, write_trail

TRIALS = int(os.environ.get("TRIALS", "35"))
# Small blocks, so that every kind meets first, middle and last ones.
SMALL_BLOCK = 12


@pytest.fixture
def anchors(settings, tmp_path):
    """A file of anchors of its own."""
    settings.AUDIT_ANCHORS = str(tmp_path / "anchors" / "chain.jsonl")
    return tmp_path / "anchors" / "chain.jsonl"


@pytest.fixture
def chain(db, anchors, monkeypatch, now, city_clerk, county_handler):
    """A sealed chain over three tables with gaps in their numbers, as aborted transactions leave them."""
    monkeypatch.setattr(seal, "BLOCK", SMALL_BLOCK)
    switch_triggers_off()
    owner(
        "DELETE FROM audit_auditentry WHERE id NOT IN (SELECT id FROM audit_auditentry ORDER BY id DESC LIMIT 40)"
    )
    case = write_trail(rows=20, at=now)
    for _ in range(4):
        with connection.cursor() as cursor:
            for table in TEXTS:
                cursor.execute(
                    f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, 3)"
                )
        write_trail(rows=11, at=now, case=case)
        read_often(city_clerk, case, times=9)
        county_handler.language = "en" if county_handler.language != "en" else "zh-hans"
        county_handler.save()
        seal_new_rows(at=now)
    return {source: rows_of(source) for source in TEXTS}


def rows_of(source: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {source} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_chain_that_nobody_touched_is_sound(chain):
    report = verify_chain()
    assert report.is_sound
    assert report.rows == sum(len(rows) for rows in chain.values())
    assert report.blocks == AuditSeal.objects.count() > 10


@pytest.mark.long
def test_every_kind_of_tampering_is_found_and_the_right_row_is_named(chain):
    draw, missed, found = random.Random("tampering"), [], Counter()
    for trial in range(TRIALS):
        kind = KINDS[trial % len(KINDS)]
        source = draw.choice(sorted(chain))
        before = transaction.savepoint()
        done = kind(draw, source, chain[source])
        report = verify_chain()
        transaction.savepoint_rollback(before)
        first = report.findings[0] if report.findings else None
        if first and (first.source, first.row) == (done.source, done.row) and first.fault in done.faults:
            found[kind.__name__] += 1
        else:
            missed.append((trial, kind.__name__, done, first))
    print(f"\n{TRIALS} trials, found and named rightly: {dict(found)}")
    assert missed == []
    assert verify_chain().is_sound


def test_digests_that_were_changed_without_the_hash_name_the_row(chain):
    row = chain["cases_caseevent"][25]
    change("cases_caseevent", row, 1)
    block = block_of("cases_caseevent", row)
    stands = bytes(block.hash)
    reseal(block)
    owner("UPDATE audit_auditseal SET hash = %s WHERE number = %s", [stands, block.number])
    first = verify_chain().findings[0]
    assert (first.fault, first.block, first.row) == (Fault.RESEALED, block.number, row)


def test_a_block_taken_out_of_the_middle_is_missed(chain):
    block = AuditSeal.objects.get(number=5)
    owner("DELETE FROM audit_auditseal WHERE number = 5")
    first = verify_chain().findings[0]
    assert (first.fault, first.block, first.row) == (Fault.MISSING, 5, block.ids[0])


def test_anchors_that_are_gone_or_were_changed_are_noticed(chain, anchors):
    lines = anchors.read_text().splitlines()
    third = lines[2].replace('"hash": "', '"hash": "00')
    anchors.write_text("\n".join([*lines[:2], third, *lines[3:]]) + "\n")
    assert [(f.fault, f.block) for f in verify_chain().findings] == [(Fault.ANCHOR_EDITED, 3)]
    anchors.write_text("\n".join([*lines[:2], *lines[3:]]) + "\n")
    assert [(f.fault, f.block) for f in verify_chain().findings] == [(Fault.ANCHOR_EDITED, 3)]
    anchors.write_text("\n".join(lines[:-1]) + "\n")
    assert [(f.fault, f.block) for f in verify_chain().findings] == [(Fault.ANCHOR_MISSING, len(lines))]
    anchors.unlink()
    assert [f.fault for f in verify_chain().findings] == [Fault.ANCHOR_MISSING]


def test_a_column_that_is_gone_is_said_and_a_new_one_breaks_nothing(chain, now):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_reading ADD COLUMN later text NOT NULL DEFAULT 'x'")
    assert verify_chain().is_sound
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_reading DROP COLUMN item")
    first = verify_chain().findings[0]
    assert (first.fault, first.source, first.more) == (Fault.COLUMNS, "audit_reading", "item")
