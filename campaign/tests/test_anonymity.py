"""Nothing that points to an anonymous citizen is kept anywhere: the canary test (R9, drill F9).

Each complaint is sent from an address, with a browser and from a page that nobody else has. Afterwards these words are
looked for in everything that the site can have written: database, Redis, logs, mails and files. `make drill` sends 500.
"""

import logging
import os
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from cases.models import Case
from cases.services import watch_clocks
from common.numbering import new_receipt_code
from common.tests.drill import IS_DRILL
from complaints.permissions import grant_pass
from complaints.services import IncomingText, take_in_letter, take_in_text
from complaints.tests.letters import letter
from files.tests.factories import upload
from notices.channels import MemorySms
from notices.models import Notice
from notices.services import send_due_notices

CANARIES = 500 if IS_DRILL else 25
LARGEST_READ = 20_000_000
STORY = "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。"

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Canary:
    """A citizen's traces; the words are like no other that the site could write by itself."""

    number: int

    @property
    def address(self) -> str:
        # Each in a network of its own, as the brakes take one for one client.
        return f"2001:db8:c0ff:e{self.number:03x}:ca{self.number:02x}:1{self.number:03x}:b1{self.number:02x}:f00d"[
            :39
        ]

    @property
    def agent(self) -> str:
        return f"CanaryBrowser/{self.number:06d}.77"

    @property
    def words(self) -> tuple[str, ...]:
        return self.address, self.agent, f"canary-page-{self.number:06d}", f"canary-cookie-{self.number:06d}"

    def browser(self) -> Client:
        client = Client(
            REMOTE_ADDR=self.address,
            headers={
                "user-agent": self.agent,
                "referer": f"https://example.org/canary-page-{self.number:06d}",
                "x-forwarded-for": self.address,
                "x-real-ip": self.address,
                "accept-language": "zh-CN",
            },
        )
        client.cookies["old"] = f"canary-cookie-{self.number:06d}"
        return client


def everything_in_the_database() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            texts += [row[0] for row in cursor.fetchall()]
    return "\n".join(texts)


def everything_in_redis() -> str:
    """Every key and every value, whatever its kind."""
    client = cache._cache.get_client()
    readers = {
        b"string": client.get,
        b"hash": client.hgetall,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1, withscores=True),
    }
    return "\n".join(f"{key!r} {readers[client.type(key)](key)!r}" for key in client.scan_iter("*"))


def everything_in_files(since: float) -> str:
    """What was written below ``var`` meanwhile, logs of the servers too; the database's own files are asked in SQL."""
    texts = []
    for folder, below, names in os.walk(Path(settings.BASE_DIR) / "var"):
        if Path(folder).name == "data" and "postgres" in Path(folder).parts:
            below.clear()
            continue
        texts += [read_if_new(Path(folder) / name, since) for name in names]
    return "\n".join(texts)


def read_if_new(path: Path, since: float) -> str:
    """A file that was written meanwhile; empty for an older one, and for one that has gone again."""
    try:
        facts = path.stat()
        is_new = facts.st_mtime >= since and facts.st_size < LARGEST_READ
        return path.read_bytes().decode(errors="replace") if is_new else ""
    except OSError:
        return ""


def live_through(canary: Canary) -> None:
    """Complain, look, guess wrongly, write, and ask while typing: everything that a citizen can do."""
    browser = canary.browser()
    browser.get("/")
    browser.get("/complain/")
    browser.post("/units/", {"q": "天河区国土", "place": "440106"})
    browser.post("/sectors/", {"story": STORY})
    browser.post("/complain/", {"story": "太短"})
    sent = browser.post(
        "/complain/", {"story": f"{STORY}第{canary.number}户。", "city": "440100", "identity": "anonymous"}
    )
    assert sent.status_code == 200
    browser.post("/track/", {"code": new_receipt_code()})
    case = Case.objects.order_by("-pk").first()
    browser.post("/track/", {"tracking_pass": grant_pass(case)})
    browser.post("/track/write/", {"tracking_pass": grant_pass(case), "kind": "talk", "text": "请尽快处理。"})
    browser.get(f"/no-such-page-{canary.number}/")


def try_under_pressure(canary: Canary) -> None:
    """Send while very much comes in, open the staff's sign-in page by mistake, and mistype the site's name."""
    browser = canary.browser()
    form = {"story": STORY, "city": "440100", "identity": "anonymous"}
    assert browser.post("/complain/", form).status_code == 429
    assert browser.post("/track/", {"code": new_receipt_code()}).status_code == 429
    assert browser.post("/files/", {"file": upload("a.jpg")}).status_code == 429
    browser.post("/staff/sign-in/", {"username": "somebody", "password": "wrong"})
    assert browser.get("/", headers={"host": "no.such.host"}).status_code == 400


@pytest.mark.long
def test_no_trace_of_an_anonymous_citizen_is_kept(city_clerk, city_inspector, caplog, settings):
    settings.RECEIPT_GUESSES_PER_MINUTE = settings.CALM_COMPLAINTS_PER_MINUTE = 10 * CANARIES
    began = timezone.now().timestamp()
    canaries = [Canary(number) for number in range(1, CANARIES + 1)]
    with caplog.at_level(logging.DEBUG):
        for canary in canaries:
            live_through(canary)
        settings.CALM_COMPLAINTS_PER_MINUTE = settings.CALM_FILES_PER_MINUTE = 0
        settings.RECEIPT_GUESSES_PER_MINUTE = 0
        for canary in canaries:
            try_under_pressure(canary)
        watch_clocks(at=timezone.now())
        while send_due_notices(at=timezone.now()):
            pass
    assert Case.objects.filter(identity=None).count() == CANARIES
    places = {
        "database": everything_in_the_database(),
        "redis": everything_in_redis(),
        "logs": "\n".join(f"{record.getMessage()} {record.__dict__!r}" for record in caplog.records),
        "mails": "\n".join(message.message().as_string() for message in mail.outbox),
        "files": everything_in_files(began),
    }
    assert STORY in places["database"]
    found = [
        (where, word)
        for where, text in places.items()
        for canary in canaries
        for word in canary.words
        if word in text
    ]
    assert found == []


def write_in(number: int) -> tuple[str, ...]:
    """Complain by e-mail, in reply, too shortly and by text message; returns the words that must not be kept."""
    sender, phone = f"canary-sender-{number}@mail.example", f"1389{number:07d}"
    name, host, agent = f"雀名{number:06d}", f"canary-host-{number:06d}", f"CanaryMail/{number:06d}.7"
    for count, text in enumerate((STORY, "太短", f"{STORY}又及"), 1):
        message_id = f"<canary-id-{number}-{count}@mail.example>"
        headers = {"From": f"{name} <{sender}>", "Message_ID": message_id, "User_Agent": agent}
        message = letter(text=text, Received=f"from {host} ([2001:db8::77])", Subject="反映", **headers)
        take_in_letter(raw=message.as_bytes(), at=timezone.now())
    for text in (f"{STORY}第{number}户。", "查询"):
        take_in_text(text=IncomingText(f"+86{phone}", "10690000", text), at=timezone.now())
    return sender, phone, name, host, agent, f"canary-id-{number}-"


def test_the_sender_of_an_email_or_a_text_message_stands_nowhere_in_the_open(
    city_clerk, city_inspector, caplog, settings, monkeypatch
):
    settings.MAIL_IN_ADDRESS = "complaints@example.org"
    began = timezone.now().timestamp()

    def refuse(self, **_):
        raise OSError(f"550 no such number {self}")

    with caplog.at_level(logging.DEBUG):
        words = [word for number in range(1, 6) for word in write_in(number)]
        before = everything_in_the_database()
        with monkeypatch.context() as patch:
            patch.setattr(MemorySms, "send", lambda self, *, phone, text, key: refuse(phone))
            send_due_notices(at=timezone.now())
        refused = everything_in_the_database()
        while send_due_notices(at=timezone.now() + timedelta(days=1)):
            pass
    assert Case.objects.filter(channel="email").count() == 10
    assert Case.objects.filter(channel="sms").count() == 5
    places = {
        "database": before + refused + everything_in_the_database(),
        "redis": everything_in_redis(),
        "logs": "\n".join(f"{record.getMessage()} {record.__dict__!r}" for record in caplog.records),
        "files": everything_in_files(began),
    }
    assert [(where, word) for where, text in places.items() for word in words if word in text] == []
    assert not Notice.objects.exclude(sealed_box="").exists()
    codes = re.findall(r"\d{16}", "".join(text for _, text in MemorySms.sent))
    assert codes
    assert not [code for code in codes if code in places["database"]]


def test_the_search_itself_finds_what_is_there(city_clerk):
    """A test that could not fail would prove nothing: a word that was stored is found in each place."""
    canary = Canary(4_000_000)
    city_clerk.full_name = canary.agent
    city_clerk.save(update_fields=["full_name"])
    cache.set("seen", canary.address)
    assert canary.agent in everything_in_the_database()
    assert canary.address in everything_in_redis()
