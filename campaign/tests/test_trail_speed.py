"""A long trail is sealed and verified quickly, by two processes; `make trail` does it with a million rows and says how long."""

import os
import time

import pytest

from audit.services import seal_new_rows, verify_chain
from campaign.tests.trails import trail_rows, write_trail

ROWS = int(os.environ.get("TRAIL_ROWS", "120000"))
MILLION = 1_000_000
GOAL_SECONDS = 10


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
# Newer versions of Python warn of processes that are made while threads run; these read and end.
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_long_trail_is_verified_by_two_processes(settings, tmp_path, now):
    settings.AUDIT_ANCHORS = str(tmp_path / "chain.jsonl")
    write_trail(rows=ROWS, at=now)
    began = time.monotonic()
    sealed = seal_new_rows(at=now)
    sealing = time.monotonic() - began
    began = time.monotonic()
    report = verify_chain(processes=2)
    verifying = time.monotonic() - began
    octets = (tmp_path / "chain.jsonl").stat().st_size
    print(
        f"\n{ROWS:,} rows: sealed in {sealing:.1f} s, verified in {verifying:.1f} s ({report.rows / verifying:,.0f} rows/s);"
        f" anchors {octets / 1e6:.1f} MB"
    )
    assert report.is_sound
    assert report.rows == sealed >= trail_rows() > ROWS
    if ROWS >= MILLION:
        assert verifying * MILLION / ROWS <= GOAL_SECONDS
