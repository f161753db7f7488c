"""The provider of text messages on the other side: takes what comes, and counts each message once, by its key."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from common.calls import signature

SECRET = "known to both sides of the drill"
TAKEN, KNOWN = 200, 409


class Sink(ThreadingHTTPServer):
    """Listens on a port of its own; ``calls`` says how often each key came."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Call)
        self.calls: Counter[str] = Counter()
        self.numbers: dict[str, str] = {}
        self.unsigned = 0
        self.guard = threading.Lock()

    @property
    def url(self) -> str:
        """What SMS_HTTP_URL has to be."""
        return f"http://127.0.0.1:{self.server_address[1]}/send"

    @property
    def repeats(self) -> int:
        """How often a message came that had been taken: its sender was killed before it could note that."""
        return self.calls.total() - len(self.calls)

    def __enter__(self) -> "Sink":
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *exception) -> None:
        self.shutdown()
        self.server_close()

    def take(self, key: str, number: str) -> int:
        """Count a message; returns the status for the answer."""
        with self.guard:
            self.calls[key] += 1
            self.numbers.setdefault(key, number)
            return TAKEN if self.calls[key] == 1 else KNOWN

    def handle_error(self, request, client_address) -> None:
        """A caller that was killed in the middle is meant."""


class Call(BaseHTTPRequestHandler):
    """One message."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        said, server = json.loads(body), self.server
        if self.headers["X-Signature"] != signature(SECRET, self.headers["X-Timestamp"], body):
            server.unsigned += 1
        self.send_response(server.take(said["id"], said["to"]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments) -> None:
        """Nothing is logged."""
