"""Very many visitors answer at once over a real line to an SMS centre, some messages delivered twice: each vote counts once.

`make votes` sends 2,000 replies and wants them stored within 60 seconds; the suite sends a few.
"""

import os
import threading
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from common.numbering import CHINA
from complaints.models import Arrival
from complaints.services.smpp import take_in_delivery
from evaluations.models import Invitation, VisitVote
from evaluations.selectors.visits import visit_tallies
from evaluations.tests.factories import ask_everybody, invite, list_windows
from notices.models import Notice
from notices.services import TextLine
from notices.tests.centre import WAIT, Centre

COUNT = int(os.environ.get("VOTES", "100"))
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


def test_very_many_replies_at_once_are_counted_once_each(capsys, settings):
    settings.SMS_BACKEND = "notices.channels.SmppSms"
    now = timezone.now()
    list_windows()
    ask_everybody(make_user("leader", Role.INSPECTOR, "440000-commission"), at=now)
    phones = [f"138{number:08d}" for number in range(COUNT)]
    for place, code in enumerate(WINDOWS):
        invite(phones[place :: len(WINDOWS)], at=now, code=code)
    assert Invitation.objects.count() == COUNT
    # The invitations have left before anybody answers.
    Notice.objects.update(state="sent", sent_at=now, sealed_box="")
    centre = Centre()
    line = TextLine(centre.address, take_in=take_in_delivery, back_off=(0.1,))
    holder = threading.Thread(target=hold, args=(line,))
    sent = Counter()
    with centre:
        holder.start()
        began = time.monotonic()
        for number, phone in enumerate(phones):
            # Every fifth comes twice, and every tenth of those who voted thinks better of it.
            for words in [SAID[number % 10]] * (2 if number % 5 == 0 else 1) + ["3"] * (number % 10 == 9):
                centre.reply(phone, words)
                sent[words] += 1
        while len(centre.statuses) < sent.total() and time.monotonic() - began < SECONDS + WAIT:
            time.sleep(0.05)
        seconds = time.monotonic() - began
        line.stop()
        holder.join(WAIT)
    votes = dict(VisitVote.objects.values_list("invitation__phone_mark", "grade"))
    with capsys.disabled():
        print(
            f"\nvotes: {COUNT:,} replies in {sent.total():,} deliveries, acknowledged in {seconds:.1f} s "
            f"({sent.total() / seconds:.0f} a second), {len(votes):,} votes"
        )
    assert (len(centre.statuses), set(centre.statuses)) == (sent.total(), {0})
    assert VisitVote.objects.count() == len(votes) == COUNT
    assert Arrival.objects.count() == len({*_different(phones)})
    today = datetime.now(CHINA).date()
    counted = Counter()
    for tally in visit_tallies(begin=today - timedelta(days=1), end=today).values():
        counted.update(tally)
    assert counted == Counter(GRADES[number % 10] for number in range(COUNT))
    assert seconds < SECONDS


def _different(phones):
    """The messages that are different ones: a repetition is none."""
    for number, phone in enumerate(phones):
        yield phone, SAID[number % 10]
        if number % 10 == 9:
            yield phone, "3"


def hold(line: TextLine) -> None:
    """Work as the command does."""
    try:
        line.run()
    finally:
        connections.close_all()
