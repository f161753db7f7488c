"""`make chaos` in small: real processes that are killed; and that its reckoning notices what is lost, doubled or torn."""

import subprocess
import sys
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.choices import Party
from cases.models import Case
from cases.services import Complaint
from cases.tests.factories import make_case
from complaints.choices import WEB
from complaints.models import Submission
from complaints.services import hand_in
from files.services import keep_file
from organizations.models import Area
from scripts.drills.chaos.reckoning import clocks, files, read_kept, receipts_wrong, submissions
from scripts.drills.chaos.storm import Journal, Sent
from scripts.machine import ROOT

SYSTEM = 1


@pytest.mark.long
def test_what_was_acknowledged_outlives_the_killing_of_database_and_web():
    command = "scripts.drills.chaos --kills 2 --submissions 10 --every 0.5 --clients 2 --drained-within 120"
    parts = "PostgreSQL,a process of web"
    done = subprocess.run(
        [sys.executable, "-m", *command.split(), "--parts", parts], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything held." in done.stdout


@pytest.fixture
def acknowledged(db) -> Sent:
    """A complaint with a file that the site has, as its sender knows it."""
    sent = Sent(source="web", key="1", story="第1号：补偿款一直没有发放到户。", file="证据")
    at, area = timezone.now(), Area.objects.select_related("parent").get(code="440106", valid_to=None)
    kept = keep_file(upload=SimpleUploadedFile("e.txt", sent.file.encode()))
    complaint = Complaint(channel="web", story=sent.story, area=area)
    handed_in = hand_in(
        complaint=complaint, source=WEB, key=sent.key, actor=Party.CITIZEN, at=at, files=[kept]
    )
    return replace(sent, number=handed_in.case.number, code=handed_in.receipt_code)


def wrong_in(lines) -> list[int]:
    return [line.wrong for line in lines]


def test_what_is_as_it_was_acknowledged_is_not_complained_of(acknowledged):
    journal = Journal(sent=[acknowledged])
    assert wrong_in(submissions(journal, read_kept(), SYSTEM)) == [0, 0, 0]
    assert wrong_in(files(journal, read_kept(), SYSTEM)) == [0, 0, 0, 0]
    assert wrong_in(clocks()) == [0, 0]
    assert receipts_wrong([acknowledged]) == 0


def test_a_lost_complaint_a_wrong_number_and_a_case_of_nobody_are_noticed(acknowledged):
    lost = replace(acknowledged, key="2", story="第2号：没有人记得这一件。")
    journal = Journal(sent=[replace(acknowledged, number="2026-9999999"), lost])
    Submission.objects.create(source=WEB, key="3", digest="", case=make_case(at=timezone.now()))
    assert wrong_in(submissions(journal, read_kept(), SYSTEM)) == [1, 1, 1]
    assert receipts_wrong([replace(acknowledged, code="0087432375342228")]) == 1


def test_a_file_that_came_otherwise_and_a_clock_with_other_dates_are_noticed(acknowledged):
    journal = Journal(sent=[replace(acknowledged, file="anderes")])
    assert wrong_in(files(journal, read_kept(), SYSTEM))[0] == 1
    clock = Case.objects.get().clocks.get()
    clock.due_at = clock.remind_at
    clock.save()
    assert wrong_in(clocks()) == [1, 1]
