"""Providers that fail at three tries in ten and report one receipt in ten twice: nothing is lost, and what is doubled.

`make faults` sends 5,000 notices by each way out and prints the figures; the suite sends a few.
"""

import os
import random
import smtplib
import threading
import time
from collections import Counter

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notices.choices import Channel, Delivery, State
from notices.models import Notice
from notices.services import TextLine, notify_users, retry_dead_notices, send_due_notices
from notices.tests.centre import LOSE, REFUSE, TAKE, TAKE_SILENTLY, WAIT, Centre
from notices.tests.test_provider import SECRET, provider, report

COUNT = int(os.environ.get("FAULTS", "30"))
MANY = 100
SECONDS = 120 + COUNT
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
# Every third message has three parts.
LONG = "天河区国土资源和房屋管理局" * 12


class Luck:
    """Draws faults: a third each before anything is taken, without any trace, and after the message was taken."""

    def __init__(self, seed: int):
        self._random = random.Random(seed)
        self._lock = threading.Lock()

    def fault(self) -> str:
        """``""`` in seven of ten cases."""
        with self._lock:
            drawn = self._random.random()
        return "refused" if drawn < 0.1 else "lost" if drawn < 0.2 else "silent" if drawn < 0.3 else ""

    def reports(self) -> list[str]:
        """One receipt, in one of ten cases twice."""
        with self._lock:
            return ["DELIVRD"] * (2 if self._random.random() < 0.1 else 1)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The next try comes after moments instead of minutes."""
    monkeypatch.setattr("notices.services.settle.BACK_OFF_MINUTES", (0.005,) * 6)


def write(channel: str) -> int:
    """One notice for each of COUNT readers; returns how many messages or parts have to arrive."""
    users = User.objects.bulk_create(
        User(username=f"r{number}", email=f"r{number}@example.org", phone=f"138{number:08d}")
        for number in range(COUNT)
    )
    for start, unit in enumerate(("国土局", "环保局", LONG)):
        notify_users(
            users=users[start::3],
            wording="case_assigned",
            context={"number": "2026-0000001", "unit": unit, "date": "2026-11-30"},
            path="/staff/cases/1/",
            about="event:1",
            at=timezone.now(),
            channels=[channel],
        )
    assert Notice.objects.count() == COUNT
    return COUNT if channel == Channel.EMAIL else COUNT + 2 * (COUNT // 3)


def are_settled() -> bool:
    return not Notice.objects.exclude(state__in=[State.SENT, State.DEAD]).exists()


def until(is_so) -> float:
    """Wait until it is so; returns the seconds."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < SECONDS, Counter(Notice.objects.values_list("state", flat=True))
        time.sleep(0.1)
    return time.monotonic() - began


def until_sent(is_settled=are_settled) -> tuple[float, int]:
    """Wait until everything has left; what is given up an administrator tries again. Returns seconds, and how many those were."""
    seconds, given_up, keeper = until(is_settled), 0, User.objects.earliest("pk")
    while dead := list(Notice.objects.dead().values_list("pk", flat=True)):
        given_up += retry_dead_notices(notice_ids=dead, actor=keeper, at=timezone.now())
        seconds += until(is_settled)
    return seconds, given_up


def send_all() -> tuple[float, int]:
    """What the workers do, until nothing is left."""

    def is_settled() -> bool:
        while send_due_notices(at=timezone.now()):
            pass
        return are_settled()

    return until_sent(is_settled)


def say(
    capsys, way: str, *, taken: Counter, wanted: int, sent: tuple[float, int], tries: int
) -> tuple[int, int]:
    """Print the figures; returns how many were lost and how many came more than once."""
    lost, doubled = wanted - len(taken), sum(count > 1 for count in taken.values())
    seconds, given_up = sent
    with capsys.disabled():
        print(
            f"\n{way}: {COUNT:,} notices, {wanted:,} to arrive, {tries:,} tries: {lost} lost, {doubled} doubled, "
            f"{given_up} given up and tried again by hand, {seconds:.1f} s ({wanted / seconds:.0f}/s)"
        )
    return lost, doubled


def over_the_line(settings, centre: Centre) -> tuple[float, int]:
    """Hold the line until everything is settled and every receipt has been acknowledged."""
    settings.SMS_BACKEND, settings.SMPP_WINDOW, settings.SMPP_PER_SECOND = (
        "notices.channels.SmppSms",
        50,
        1_000,
    )
    # Receipts come within moments, but a busy computer may take its time.
    settings.SMPP_ANSWER_SECONDS, settings.SMPP_DOUBT_SECONDS = 1, 8 if COUNT < MANY else 60
    line = TextLine(centre.address, take_in=lambda pdu: 0, back_off=(0.1,))

    def hold() -> None:
        try:
            line.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        sent = until_sent()
        until(lambda: not centre.owes_receipts)
        return sent
    finally:
        line.stop()
        thread.join(WAIT)


FATES = {"": TAKE, "refused": REFUSE, "lost": LOSE, "silent": TAKE_SILENTLY}


def test_over_a_line_whose_receipts_name_our_reference_nothing_is_lost_or_doubled(settings, capsys):
    wanted, luck, tries = write(Channel.SMS), Luck(1), Counter()

    def does() -> str:
        tries[fault := luck.fault()] += 1
        return FATES[fault]

    with Centre(does=does, reports=luck.reports) as centre:
        sent = over_the_line(settings, centre)
    figures = {"taken": centre.taken, "wanted": wanted, "sent": sent, "tries": tries.total()}
    assert say(capsys, "SMPP", **figures) == (0, 0)
    delivered = Notice.objects.filter(delivery=Delivery.DELIVERED)
    assert delivered.count() == Notice.objects.filter(state=State.SENT).count()


@pytest.mark.skipif(COUNT < MANY, reason="shows what can't be had; `make faults` counts it")
def test_over_a_line_whose_receipts_name_no_reference_nothing_is_lost(settings, capsys):
    wanted, luck, tries = write(Channel.SMS), Luck(2), Counter()

    def does() -> str:
        tries[fault := luck.fault()] += 1
        return FATES[fault]

    with Centre(does=does, reports=luck.reports, names_reference=False) as centre:
        sent = over_the_line(settings, centre)
    figures = {"taken": centre.taken, "wanted": wanted, "sent": sent, "tries": tries.total()}
    lost, doubled = say(capsys, "SMPP, receipts without reference", **figures)
    # What a centre took without a word is sent again: that can't be known.
    assert (lost, doubled <= tries["silent"]) == (0, True)


def test_through_a_provider_that_counts_by_key_nothing_is_lost_or_doubled(settings, capsys):
    wanted, luck = write(Channel.SMS) and COUNT, Luck(3)
    statuses = {"": 200, "refused": 503, "lost": 500, "silent": None}
    with provider(settings, lambda: statuses[luck.fault()]) as server:
        sent = send_all()
    taken = Counter(server.taken.keys())
    assert say(capsys, "HTTP", taken=taken, wanted=wanted, sent=sent, tries=server.calls) == (0, 0)
    client, settings.SMS_HTTP_SECRET = Client(), SECRET
    for key in server.taken:
        for _ in luck.reports():
            assert report(client, id=key, state="delivered").json() == {"stored": True}
    assert Notice.objects.filter(delivery=Delivery.DELIVERED).count() == COUNT


class FaultyServer(BaseEmailBackend):
    """A mail server that fails before or after it has taken a message; it delivers a Message-ID once."""

    luck = Luck(4)
    taken: Counter[str] = Counter()

    def send_messages(self, messages):
        [message], fault = messages, self.luck.fault()
        if fault in ("refused", "lost"):
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        self.taken[message.extra_headers["Message-ID"]] += 1
        if fault == "silent":
            raise TimeoutError("timed out")
        return 1


def test_by_mail_nothing_is_lost_and_what_comes_twice_has_the_same_message_id(settings, capsys):
    settings.EMAIL_BACKEND = "notices.tests.test_faults.FaultyServer"
    FaultyServer.taken.clear()
    wanted = write(Channel.EMAIL)
    sent = send_all()
    taken = FaultyServer.taken
    tries = sum(Notice.objects.values_list("attempts", flat=True))
    lost, doubled = say(capsys, "E-mail", taken=taken, wanted=wanted, sent=sent, tries=tries)
    assert lost == 0
    # A server or program that watches for the Message-ID shows them once.
    assert doubled < COUNT * 0.2
