"""Whoever attacks: many connections at once, each request from an address of its own choice."""

import http.client
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from statistics import NormalDist
from urllib.parse import urlencode

from scripts.bench.web import Site
from scripts.drills.site import HEADER

FORM = "application/x-www-form-urlencoded"
# A cookie and a form that say the same are what Django's check against forged requests asks for.
TOKEN = "d" * 32
TASK = re.compile(r'data-effort="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back, after how many milliseconds, and where it sends the browser; status 0 for a broken line."""

    status: int
    page: str
    took: float
    location: str = ""


class Attacker:
    """One connection."""

    def __init__(self, site: Site):
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)

    def __enter__(self) -> "Attacker":
        return self

    def __exit__(self, *exception) -> None:
        self.connection.close()

    def get(self, path: str, *, address: str, cookies: str = "") -> Answer:
        """Open a page."""
        return self.ask("GET", path, None, address=address, cookies=cookies)

    def post(self, path: str, form: dict[str, str], *, address: str) -> Answer:
        """Send a form."""
        body = urlencode(form | {"csrfmiddlewaretoken": TOKEN})
        return self.ask("POST", path, body, address=address, cookies=f"csrftoken={TOKEN}")

    def ask(
        self,
        method: str,
        path: str,
        body: str | bytes | None,
        *,
        address: str,
        cookies: str = "",
        waits: bool = True,
        **headers: str,
    ) -> Answer:
        """Send anything; a hyphen in the name of a header is written as an underscore. Who doesn't wait hangs up at once."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {HEADER: address, "Cookie": cookies, "Content-Type": FORM, "Accept-Language": "en"} | named
        began = time.perf_counter()
        try:
            self.connection.request(method, path, body=body, headers=headers)
            if not waits:
                raise ConnectionAbortedError
            answer = self.connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return Answer(0, "", 1000 * (time.perf_counter() - began))
        took = 1000 * (time.perf_counter() - began)
        return Answer(answer.status, page, took, answer.headers.get("Location", ""))


def address_of(number: int) -> str:
    """One of sixteen million addresses."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def solved(page: str) -> str:
    """The proof that a page asks for, worked out; empty when it asks for none."""
    from altcha import Challenge, Payload, solve_challenge

    found = TASK.search(page)
    if not found:
        return ""
    asked = Challenge.from_dict(json.loads(unescape(found[1])))
    return Payload(asked, solve_challenge(asked)).to_base64()


def attack(
    site: Site, tries: Iterable[int], one: Callable[[Attacker, int], str], *, clients: int, seconds: float
) -> Counter:
    """Do ``one`` for each number, on several connections at once, and count what it says; ends with the time."""
    supply, deadline = iter(tries), time.monotonic() + seconds
    counted: list[Counter] = []

    def work() -> None:
        mine: Counter = Counter()
        counted.append(mine)
        with Attacker(site) as attacker:
            for number in supply_of(supply):
                if time.monotonic() > deadline:
                    return
                mine[one(attacker, number)] += 1

    with ThreadPoolExecutor(clients) as pool:
        for job in [pool.submit(work) for _ in range(clients)]:
            job.result()
    return sum(counted, Counter())


def supply_of(numbers):
    """The numbers of a ``range`` iterator, which threads may share."""
    while (number := next(numbers, None)) is not None:
        yield number


def chance_of_being_alike(one: list[float], other: list[float]) -> float:
    """Mann and Whitney's test of two samples of times: how likely such a difference is by chance (p)."""
    ranked = sorted([(took, 0) for took in one] + [(took, 1) for took in other])
    rank_sum = sum(rank for rank, (_, which) in enumerate(ranked, 1) if which == 0)
    n, m = len(one), len(other)
    centre, spread = n * (n + m + 1) / 2, (n * m * (n + m + 1) / 12) ** 0.5
    return 2 * (1 - NormalDist().cdf(abs(rank_sum - centre) / spread))
