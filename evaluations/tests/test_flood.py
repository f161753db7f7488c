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
from evaluations.models import Invitation, InvitationReply, VisitVote
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
    # Receipts for the thanks that leave meanwhile aren't what is counted here.
    centre = Centre(reports=list)
    line = TextLine(centre.address, take_in=take_in_delivery, back_off=(0.1,))
    holder = threading.Thread(target=hold, args=(line,))
    sent = Counter()
    with centre:
        holder.start()
        began = time.monotonic()
        for number, phone in enumerate(phones):
            # Every fifth comes twice.
            for _ in range(2 if number % 5 == 0 else 1):
                centre.reply(phone, SAID[number % 10])
                sent["first"] += 1
        until_acknowledged(centre, sent.total(), began)
        seconds = time.monotonic() - began
        for phone in phones[9::10]:
            # Some who have voted think better of it.
            centre.reply(phone, "3")
            sent["second"] += 1
        until_acknowledged(centre, sent.total(), began)
        line.stop()
        holder.join(WAIT)
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


def until_acknowledged(centre: Centre, number: int, began: float) -> None:
    """Wait until so many messages are stored, or far too long."""
    while len(centre.statuses) < number and time.monotonic() - began < 3 * SECONDS:
        time.sleep(0.05)


def hold(line: TextLine) -> None:
    """Work as the command does."""
    try:
        line.run()
    finally:
        connections.close_all()
