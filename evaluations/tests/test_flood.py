"""Very many visitors answer at once over a real line to an SMS centre, some messages delivered twice: each vote counts once.

`make votes` sends 2,000 replies over two lines, each held by a process of its own as in real use, and wants them stored within 60
seconds; the suite sends a few over one.
"""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from common.numbering import CHINA
from complaints.models import Arrival
from complaints.services.smpp import take_in_delivery
from evaluations.models import Invitation, InvitationReply, VisitVote
from evaluations.selectors.visits import visit_tallies
from evaluations.tests.factories import ask_everybody, invite, list_windows
from notices.models import Notice
from notices.services import TextLine
from notices.tests.centre import WAIT, Centre

COUNT = int(os.environ.get("VOTES", "100"))
# How many processes of `manage.py sms_line`; 0: a line in this one.
LINES = int(os.environ.get("VOTE_LINES", "0"))
# The whole has a minute; a few come in a moment, but on a machine that does much else.
SECONDS = 60
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
WINDOWS = ("440100-land", "440100-health", "440300-land", "440600-education")
# Of ten who answer, and in which words they do.
SAID = ("1", "1。", "１", "满意", "2", " 2 ", "3 排队两个小时", "不满意", "1", "1")
GRADES = (
    "satisfied",
    "satisfied",
    "satisfied",
    "satisfied",
    "mostly",
    "mostly",
    "dissatisfied",
    "dissatisfied",
)
GRADES += ("satisfied", "satisfied")


def test_very_many_replies_at_once_are_counted_once_each(capsys):
    now = timezone.now()
    list_windows()
    ask_everybody(make_user("leader", Role.INSPECTOR, "440000-commission"), at=now)
    phones = [f"138{number:08d}" for number in range(COUNT)]
    for place, code in enumerate(WINDOWS):
        invite(phones[place :: len(WINDOWS)], at=now, code=code)
    assert Invitation.objects.count() == COUNT
    # The invitations have left before anybody answers.
    Notice.objects.update(state="sent", sent_at=now, sealed_box="")
    # Receipts for the thanks that leave meanwhile aren't what is counted here.
    sent = Counter()
    with Centre(reports=list, lines=max(LINES, 1)) as centre, lines_to(centre):
        until(lambda: centre.is_bound, 2 * SECONDS)
        began = time.monotonic()
        for number, phone in enumerate(phones):
            # Every fifth comes twice.
            for _ in range(2 if number % 5 == 0 else 1):
                centre.reply(phone, SAID[number % 10])
                sent["first"] += 1
        until(lambda: len(centre.statuses) >= sent.total(), 4 * SECONDS)
        seconds = time.monotonic() - began
        for phone in phones[9::10]:
            # Some who have voted think better of it.
            centre.reply(phone, "3")
            sent["second"] += 1
        until(lambda: len(centre.statuses) >= sent.total(), 4 * SECONDS)
    votes = dict(VisitVote.objects.values_list("invitation__phone_mark", "grade"))
    with capsys.disabled():
        print(
            f"\nvotes: {COUNT:,} replies in {sent['first']:,} deliveries, acknowledged in {seconds:.1f} s "
            f"({sent['first'] / seconds:.0f} a second); after them {sent['second']:,} second ratings; {len(votes):,} votes"
        )
    assert (len(centre.statuses), set(centre.statuses)) == (sent.total(), {0})
    assert VisitVote.objects.count() == len(votes) == COUNT
    # A message that came twice is one, and a second rating is kept beside the vote.
    assert Arrival.objects.count() == COUNT + sent["second"]
    assert InvitationReply.objects.filter(kind="second").count() == sent["second"]
    today = datetime.now(CHINA).date()
    counted = Counter()
    for tally in visit_tallies(begin=today - timedelta(days=1), end=today).values():
        counted.update(tally)
    assert counted == Counter(GRADES[number % 10] for number in range(COUNT))
    assert seconds < SECONDS


def until(is_so: Callable[[], bool], seconds: float) -> None:
    """Wait until it is so, or far too long."""
    began = time.monotonic()
    while not is_so() and time.monotonic() - began < seconds:
        time.sleep(0.05)


@contextmanager
def lines_to(centre: Centre):
    """Hold the lines to the centre until all is done: here, or as real processes of the command."""
    if LINES:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
        setting = {"DATABASE_URL": url.geturl(), "SMPP_LINE": centre.address}
        command = [sys.executable, "manage.py", "sms_line"]
        held = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | setting) for _ in range(LINES)
        ]
        try:
            yield
        finally:
            for process in held:
                process.terminate()
                process.wait(WAIT)
        return
    line = TextLine(centre.address, take_in=take_in_delivery, back_off=(0.1,))
    holder = threading.Thread(target=hold, args=(line,))
    holder.start()
    try:
        yield
    finally:
        line.stop()
        holder.join(WAIT)


def hold(line: TextLine) -> None:
    """Work as the command does."""
    try:
        line.run()
    finally:
        connections.close_all()
