"""A flood of the public pages leaves room for the staff, and whoever finds no place is told at once."""

import threading

from campaign.seats import Seats, seated


def ask(application, path: str) -> str:
    """The status of one request."""
    said = []
    application({"PATH_INFO": path}, lambda status, headers: said.append((status, dict(headers))))
    return said[0]


class Slow:
    """An application whose public page is held up until it is let go."""

    def __init__(self):
        self.has_begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/complain/":
            self.has_begun.set()
            self.go_on.wait(10)
        start_response("200 OK", [])
        return [b""]


def test_when_the_public_places_are_taken_the_staff_still_enters(settings):
    settings.PUBLIC_SEATS, settings.PUBLIC_QUEUE = 1, 0
    slow = Slow()
    site = seated(slow)
    busy = threading.Thread(target=ask, args=(site, "/complain/"))
    busy.start()
    assert slow.has_begun.wait(5)
    status, headers = ask(site, "/track/")
    assert status.startswith("503")
    assert (headers["Retry-After"], headers["Cache-Control"]) == ("10", "no-store")
    for path in ("/staff/cases/", "/staff/sign-in/", "/console/", "/api/v1/complaints/", "/static/a.css"):
        assert ask(site, path)[0] == "200 OK"
    slow.go_on.set()
    busy.join()
    assert ask(site, "/track/")[0] == "200 OK"


def test_a_place_is_given_back_whatever_happens():
    seats = Seats(seats=1, queue=0, seconds=0)
    for _ in range(2):
        try:
            with seats.taken() as has_place:
                assert has_place
                raise RuntimeError
        except RuntimeError:
            pass
    with seats.taken() as first, seats.taken() as second:
        assert (first, second) == (True, False)


def test_who_waits_gets_the_next_place():
    seats = Seats(seats=1, queue=1, seconds=0)
    with seats.taken() as first, seats.taken() as second:
        assert (first, second) == (True, False)
    with seats.taken() as third:
        assert third
