"""Text messages through a provider that is called by HTTP, and what it reports."""

import json
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client

from accounts.tests.factories import make_user
from common.calls import signature, signed_headers
from notices.choices import Channel, Delivery, State
from notices.models import Notice
from notices.services import notify_users, send_due_notices

pytestmark = pytest.mark.django_db
SECRET = "known to both"
RECEIPTS = "/sms/receipts/"


class Provider(ThreadingHTTPServer):
    """Counts what it has taken by key; ``does`` gives the status for each call, None: takes it and breaks the line."""

    daemon_threads = True

    def __init__(self, does):
        super().__init__(("127.0.0.1", 0), Call)
        self.does = does
        self.taken: dict[str, dict] = {}
        self.calls = 0

    def handle_error(self, request, client_address):
        """A line that breaks is meant."""


class Call(BaseHTTPRequestHandler):
    """One call of the provider."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["X-Signature"] == signature(SECRET, self.headers["X-Timestamp"], body)
        said, server = json.loads(body), self.server
        assert self.headers["Idempotency-Key"] == said["id"]
        server.calls += 1
        status = server.does()
        if status in (200, None):
            server.taken.setdefault(said["id"], said)
        if status is None:
            self.connection.close()
            return
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        """Nothing is logged."""


@contextmanager
def provider(settings, does):
    with Provider(does) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.SMS_BACKEND = "notices.channels.HttpSms"
        settings.SMS_HTTP_URL = f"http://127.0.0.1:{server.server_address[1]}/send"
        settings.SMS_HTTP_SECRET = SECRET
        yield server
        server.shutdown()


def tell(at):
    notify_users(
        users=[make_user("handler", phone="13800138000")],
        wording="clock_red",
        context={"number": "2026-0000001", "date": "2026-11-20"},
        path="/",
        about="event:1",
        at=at,
        channels=[Channel.SMS],
    )
    return Notice.objects.get()


@pytest.mark.parametrize("fault", [503, 429, None])
def test_what_failed_or_got_no_answer_is_sent_again_under_the_same_key_and_counts_once(now, settings, fault):
    answers = iter([fault])
    notice = tell(now)
    with provider(settings, lambda: next(answers, 200)) as server:
        send_due_notices(at=now)
        assert Notice.objects.get().state == State.RETRYING
        send_due_notices(at=now + timedelta(hours=1))
    assert (server.calls, list(server.taken)) == (2, [notice.dedupe_key])
    assert Notice.objects.get().state == State.SENT


@pytest.mark.parametrize(("answer", "state"), [(409, State.SENT), (400, State.DEAD)])
def test_taken_already_is_sent_and_a_refusal_is_final(now, settings, answer, state):
    tell(now)
    with provider(settings, lambda: answer):
        send_due_notices(at=now)
    assert Notice.objects.get().state == state


def test_no_number_leaves_over_an_open_line(now, settings):
    tell(now)
    settings.SMS_BACKEND, settings.SMS_HTTP_URL = "notices.channels.HttpSms", "http://sms.example.org/"
    send_due_notices(at=now)
    assert "https" in Notice.objects.get().last_error


def report(client, **fields):
    body = json.dumps(fields).encode()
    headers = signed_headers(SECRET, body)
    return client.post(RECEIPTS, body, content_type="application/json", headers=headers)


def test_receipts_are_stored_once_and_only_when_they_are_signed(now, settings):
    notice, client = tell(now), Client()
    assert client.post(RECEIPTS).status_code == 404
    settings.SMS_HTTP_SECRET = SECRET
    assert client.post(RECEIPTS, b"{}", content_type="application/json").status_code == 403
    for broken in ({}, {"id": 5, "state": "delivered"}, {"id": "x", "state": "lost"}):
        assert report(client, **broken).status_code == 400
    assert report(client, id="unknown", state="delivered").json() == {"stored": False}
    Notice.objects.update(state=State.SENT, sent_at=now)
    for state in ("delivered", "delivered", "failed"):
        assert report(client, id=notice.dedupe_key, state=state).json() == {"stored": True}
    assert Notice.objects.get().delivery == Delivery.DELIVERED


def test_a_receipt_tells_that_a_message_without_answer_has_arrived(now, settings):
    notice, settings.SMS_HTTP_SECRET = tell(now), SECRET
    Notice.objects.update(state=State.RETRYING, attempts=1)
    report(Client(), id=notice.dedupe_key, state="delivered")
    send_due_notices(at=now + timedelta(days=1))
    assert (Notice.objects.get().state, Notice.objects.get().attempts) == (State.SENT, 1)


def test_what_the_provider_could_not_deliver_lies_among_the_undelivered(now, settings):
    notice, settings.SMS_HTTP_SECRET = tell(now), SECRET
    Notice.objects.update(state=State.SENT, sent_at=now)
    report(Client(), id=notice.dedupe_key, state="failed", error="absent")
    assert Notice.objects.dead().get().last_error == "not delivered absent"
