"""Measuring: statements in this process, times and processor seconds against a running server."""

import contextlib
import http.client
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psutil
import psycopg2
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from scripts.bench.scenarios import FORM, HOST, Ask, Supply
from scripts.bench.web import Site

SECONDS, MOST_REQUESTS = 8.0, 3000
IDLE_SECONDS = 1
CLIENTS = 8
WARM_UP = 20
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")
INSERT = "INSERT INTO bench_yardstick (body) VALUES (%s)"
BODY = "x" * 200


class WrongAnswer(Exception):
    """The site didn't do what was asked, so its speed means nothing."""


@dataclass(frozen=True)
class Speed:
    """Milliseconds of one client, requests a second of eight, and processor milliseconds a request."""

    p50: float
    p95: float
    rate: float
    cpu_app: float | None
    cpu_database: float | None
    requests: int


class ClientHere:
    """Answers requests in this process, through the whole stack of middleware."""

    def __init__(self):
        self.client = Client(enforce_csrf_checks=True, headers={"host": HOST})

    def ask(self, ask: Ask) -> None:
        """Answer a request; raises WrongAnswer for any other status than the expected one."""
        self.client.cookies.clear()
        self.client.cookies.load(ask.cookies)
        kind = {} if ask.form is None else {"content_type": FORM}
        answer = self.client.generic(ask.method, ask.path, ask.body, **kind)
        check(ask, answer.status_code)


def check(ask: Ask, status: int) -> None:
    """Raise WrongAnswer for another status than the expected one."""
    if status != ask.expects:
        raise WrongAnswer(f"{ask.method} {ask.path}: {status}, not {ask.expects}")


def count_statements(client: ClientHere, asks: Supply, *, samples: int = 8) -> tuple[int, int]:
    """The most SQL statements of one request in a warm process, and beside them those that only frame transactions."""
    client.ask(next(asks))
    counted = []
    for ask in [next(asks) for _ in range(samples)]:
        with CaptureQueriesContext(connection) as captured:
            client.ask(ask)
        control = sum(query["sql"].startswith(CONTROL) for query in captured.captured_queries)
        counted.append((len(captured) - control, control))
    return max(counted)


class HttpClient:
    """One client of the running site."""

    def __init__(self, site: Site):
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        self.last_at = time.monotonic()

    def ask(self, ask: Ask) -> None:
        """Send a request and read its answer to the end; raises WrongAnswer for any other status."""
        # The server closes a line on which nothing was said for two seconds, just when we might use it again.
        if time.monotonic() - self.last_at > IDLE_SECONDS:
            self.connection.close()
        self.connection.request(ask.method, ask.path, body=ask.body or None, headers=ask.headers)
        answer = self.connection.getresponse()
        answer.read()
        check(ask, answer.status)
        self.last_at = time.monotonic()


def measure_site(
    site: Site, asks: Supply, *, postgres: psutil.Process | None, seconds: float = SECONDS
) -> Speed:
    """Ask a running site, first one client, then eight at once."""
    clients = [HttpClient(site) for _ in range(CLIENTS)]
    steps = [lambda client=client: client.ask(next(asks)) for client in clients]
    return measure(steps, app=site.process, database=postgres, seconds=seconds)


def measure_inserts(url: str, *, postgres: psutil.Process | None, seconds: float = SECONDS) -> Speed:
    """Insert single rows, each in a transaction of its own that is on the disk when it is acknowledged."""
    with contextlib.ExitStack() as stack:
        cursors = [stack.enter_context(_committing_cursor(url)) for _ in range(CLIENTS)]
        cursors[0].execute("CREATE TABLE IF NOT EXISTS bench_yardstick (id bigserial PRIMARY KEY, body text)")
        cursors[0].execute("TRUNCATE bench_yardstick")
        steps = [lambda cursor=cursor: cursor.execute(INSERT, [BODY]) for cursor in cursors]
        return measure(steps, app=None, database=postgres, seconds=seconds)


def measure(
    steps: list[Callable[[], None]],
    *,
    app: psutil.Process | None,
    database: psutil.Process | None,
    seconds: float,
) -> Speed:
    """Time one step after the other, then all kinds at once; each step belongs to one client."""
    for step in steps * (WARM_UP // len(steps) + 1):
        step()
    times = _repeat(steps[0], seconds=seconds, most=MOST_REQUESTS)
    before = cpu_seconds(app), cpu_seconds(database)
    began = time.perf_counter()
    with ThreadPoolExecutor(len(steps)) as pool:
        most = MOST_REQUESTS // len(steps)
        done = sum(
            len(each) for each in pool.map(lambda step: _repeat(step, seconds=seconds, most=most), steps)
        )
    length = time.perf_counter() - began
    after = cpu_seconds(app), cpu_seconds(database)
    spent = [
        None if old is None else 1000 * (new - old) / done for old, new in zip(before, after, strict=True)
    ]
    return Speed(
        p50=1000 * statistics.median(times),
        p95=1000 * statistics.quantiles(times, n=20, method="inclusive")[-1]
        if len(times) > 1
        else 1000 * times[0],
        rate=done / length,
        cpu_app=spent[0],
        cpu_database=spent[1],
        requests=len(times) + done,
    )


def cpu_seconds(process: psutil.Process | None) -> float | None:
    """Processor time of a process and all it has started, those that have ended included."""
    if process is None:
        return None
    own = process.cpu_times()
    total = own.user + own.system + own.children_user + own.children_system
    for child in process.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            times = child.cpu_times()
            total += times.user + times.system
    return total


def _repeat(step: Callable[[], None], *, seconds: float, most: int) -> list[float]:
    """Take a step again and again; returns the seconds that each took. Ends early when there is nothing left to ask."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    while len(times) < most and (began := time.perf_counter()) < until:
        try:
            step()
        except StopIteration:
            break
        times.append(time.perf_counter() - began)
    return times


@contextlib.contextmanager
def _committing_cursor(url: str) -> Iterator:
    with contextlib.closing(psycopg2.connect(url)) as inserting:
        inserting.autocommit = True
        with inserting.cursor() as cursor:
            yield cursor
