"""The public pages may take only some of a web process's threads, so that a flood leaves room for the staff.

Who finds all places taken gets a short page at once, before anything that was sent is read: it costs next to nothing. What
was typed stays in the browser.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string

RETRY_AFTER = "10"
# Not the public's: who works here, systems with a token, and files that lie ready.
APART = ("/staff/", "/console/", "/api/", "/static/")
# Anybody can open it, and a password costs work: it has places of its own, which a flood of the forms doesn't take.
SIGN_IN = "/staff/sign-in/"


class Seats:
    """So many requests are at work, so many wait for a place, for so many seconds."""

    def __init__(self, *, seats: int, queue: int, seconds: float):
        self.seconds = seconds
        self._seats = threading.BoundedSemaphore(seats)
        self._room = threading.BoundedSemaphore(seats + queue)

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Take a place for the block, if there is one in time; says whether."""
        if not self._room.acquire(blocking=False):
            yield False
            return
        try:
            if not self._seats.acquire(timeout=self.seconds):
                yield False
                return
            try:
                yield True
            finally:
                self._seats.release()
        finally:
            self._room.release()


def seated(application: Callable) -> Callable:
    """The WSGI application with places for the public pages, and others for the sign-in page."""
    public = Seats(
        seats=settings.PUBLIC_SEATS, queue=settings.PUBLIC_QUEUE, seconds=settings.PUBLIC_WAIT_SECONDS
    )
    sign_in = Seats(seats=1, queue=1, seconds=settings.PUBLIC_WAIT_SECONDS)

    def serve(environ, start_response):
        path = environ.get("PATH_INFO", "")
        if path.startswith(APART) and path != SIGN_IN:
            return application(environ, start_response)
        with (sign_in if path == SIGN_IN else public).taken() as has_place:
            if has_place:
                return application(environ, start_response)
        return _refuse(start_response)

    return serve


def _refuse(start_response):
    page = _page()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
        ("Content-Security-Policy", "default-src 'none'"),
        ("Retry-After", RETRY_AFTER),
        ("Cache-Control", "no-store"),
    ]
    start_response("503 Service Unavailable", headers)
    return [page]


@cache
def _page() -> bytes:
    languages = [code for code, _ in settings.LANGUAGES]
    return render_to_string("busy.html", {"languages": languages}).encode()
