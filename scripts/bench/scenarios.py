"""What is measured: one scenario for each row of the table, each with its goal and an endless supply of requests."""

import itertools
import random
import re
import threading
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import SEEN, STARTED, note_factor
from cases.choices import Channel, Stage
from cases.models import Case
from common.paging import page_by_key
from complaints.choices import Identity
from dashboard.selectors import forget_counts, months_before
from organizations.choices import Level
from organizations.models import Area, Sector, Unit
from scripts.bench.register import read_register
from scripts.bench.words import COMMON_WORD, RARE_WORD, Writer

HOST, FORM = "127.0.0.1", "application/x-www-form-urlencoded"
INSPECTOR, CITY_INSPECTOR, CLERK, HANDLER = (
    "bench-inspector-440000-commission",
    "bench-inspector-440100-commission",
    "bench-clerk-440100-commission",
    "bench-handler-440106-land",
)
PAGE = 50
DEPTHS, LOOKED_AT = 20, 5000
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
NOTE = "材料齐全，属于受理范围，予以受理。"


@dataclass(frozen=True)
class Ask:
    """One request. ``form`` is posted as a browser would; ``expects`` is the status of the right answer."""

    path: str
    form: dict[str, str] | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    expects: int = 200

    @property
    def method(self) -> str:
        return "GET" if self.form is None else "POST"

    @property
    def body(self) -> bytes:
        return urlencode(self.form).encode() if self.form is not None else b""

    @property
    def headers(self) -> dict[str, str]:
        """What a browser sends along."""
        headers = {
            "Host": HOST,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if self.form is not None:
            headers |= {
                "Content-Type": FORM,
                "Content-Length": str(len(self.body)),
            }
        return headers


@dataclass(frozen=True)
class Goal:
    """At most so many statements and milliseconds (median, one client), at least so many requests a second (eight)."""

    statements: int
    p50: float
    rate: float


class Supply:
    """Hands out requests to several clients at once; ends when the requests do."""

    def __init__(self, asks: Iterable[Ask]):
        self._asks, self._lock = iter(asks), threading.Lock()

    def __iter__(self) -> Iterator[Ask]:
        return self

    def __next__(self) -> Ask:
        with self._lock:
            return next(self._asks)


@dataclass(frozen=True)
class Scenario:
    """One row of the table: a name for the file of results, words for people, the goal (None: not in the goals)."""

    name: str
    label: str
    goal: Goal | None
    asks: Supply


LIST_GOAL, SEARCH_GOAL = Goal(8, 25, 60), Goal(10, 40, 40)


def scenarios(cases: int) -> list[Scenario]:
    """Every row, on a database that holds so many cases."""
    inspector, clerk, city, handler = map(sign_in, (INSPECTOR, CLERK, CITY_INSPECTOR, HANDLER))
    rows = [
        ("submit", "citizen files a complaint", Goal(12, 15, 150), complaints()),
        ("list_filtered", "list, filtered, 50 rows", LIST_GOAL, filtered(inspector)),
        ("list", "list, unfiltered", LIST_GOAL, lists(inspector, tab="all")),
        ("list_deep", "deep page", LIST_GOAL, deep_pages(inspector, cases)),
        ("list_open", "list, open, most urgent first", LIST_GOAL, lists(inspector, tab="open")),
        ("list_waiting", "list, waiting for me", LIST_GOAL, lists(inspector, tab="waiting")),
        ("search_common", "search, word in 27% of cases", SEARCH_GOAL, lists(inspector, q=COMMON_WORD)),
        ("search_rare", "search, rare word", SEARCH_GOAL, lists(inspector, q=RARE_WORD)),
        ("detail", "one case", Goal(12, 25, 60), details(inspector)),
        ("move", "change of status with a note", Goal(12, 20, 100), acceptances()),
        ("dashboard", "dashboard figures", Goal(8, 25, 60), pages(inspector, "dashboard:home")),
        ("dashboard_anew", "dashboard, figures counted anew", None, uncounted(inspector, INSPECTOR)),
        ("statistics", "statistics", Goal(8, 25, 60), pages(inspector, "dashboard:analysis")),
        ("statistics_anew", "statistics, another question each time", None, questions(inspector)),
        ("sector_page", "page of a sector", None, pages(inspector, "dashboard:sector", "land_housing")),
        ("campaign_home", "home of the campaign", None, pages(inspector, "dashboard:campaign")),
        ("city_list", "list, unfiltered (city inspector)", LIST_GOAL, lists(city, tab="all")),
        ("city_search", "search, common word (city inspector)", SEARCH_GOAL, lists(city, q=COMMON_WORD)),
        ("city_dashboard", "dashboard (city inspector)", Goal(8, 25, 60), pages(city, "dashboard:home")),
        (
            "city_statistics",
            "statistics (city inspector)",
            Goal(8, 25, 60),
            pages(city, "dashboard:analysis"),
        ),
        ("clerk_list", "list, waiting for me (clerk)", LIST_GOAL, lists(clerk, tab="waiting")),
        ("clerk_dashboard", "dashboard (clerk)", Goal(8, 25, 60), pages(clerk, "dashboard:home")),
        ("handler_list", "list, waiting for me (handler)", LIST_GOAL, lists(handler, tab="waiting")),
        ("handler_all", "list, unfiltered (handler)", LIST_GOAL, lists(handler, tab="all")),
    ]
    return [
        Scenario(name=name, label=label, goal=goal, asks=Supply(asks)) for name, label, goal, asks in rows
    ]


def sign_in(username: str) -> dict[str, str]:
    """The cookies of a user who signed in a moment ago."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    session = client.session
    # The first request of a session notes these two, and would count one statement more than all others.
    session[STARTED] = session[SEEN] = int(time.time())
    note_factor(session)
    session.save()
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def pages(cookies: dict[str, str], name: str, *args: str) -> Iterator[Ask]:
    """The same page again and again."""
    return itertools.repeat(Ask(path=reverse(name, args=args), cookies=cookies))


def uncounted(cookies: dict[str, str], username: str) -> Iterator[Ask]:
    """The overview when nobody has asked for it in the last minute."""
    user = User.objects.get(username=username)
    for ask in pages(cookies, "dashboard:home"):
        forget_counts(user)
        yield ask


def questions(cookies: dict[str, str]) -> Iterator[Ask]:
    """The statistics of one period and selection after the other, so that none was kept."""
    months = [month.isoformat()[:7] for month in months_before(timezone.localdate(), 12)]
    sectors = ["", *Sector.objects.values_list("code", flat=True)]
    asked = itertools.product(["", *Channel.values], sectors, months)
    base = reverse("dashboard:analysis")
    return itertools.cycle(
        [
            Ask(
                path=f"{base}?{urlencode({'since': since, 'sector': sector, 'channel': channel})}",
                cookies=cookies,
            )
            for channel, sector, since in asked
        ]
    )


def lists(cookies: dict[str, str], **query: str) -> Iterator[Ask]:
    """The first page of a list."""
    return itertools.repeat(Ask(path=f"{reverse('cases:case-list')}?{urlencode(query)}", cookies=cookies))


def filtered(cookies: dict[str, str]) -> Iterator[Ask]:
    """Cases that are being handled, one sector after the other."""
    queries = [
        {"tab": "all", "stage": Stage.HANDLING, "sector": sector.code} for sector in Sector.objects.all()
    ]
    base = reverse("cases:case-list")
    return itertools.cycle([Ask(path=f"{base}?{urlencode(query)}", cookies=cookies) for query in queries])


def deep_pages(cookies: dict[str, str], cases: int) -> Iterator[Ask]:
    """Pages from all depths of the unfiltered list."""
    base, rng = reverse("cases:case-list"), random.Random(1)
    asks = []
    for number in rng.choices(range(cases // 10, cases * 9 // 10), k=DEPTHS):
        page = page_by_key(Case.objects.filter(pk__lte=number).only("pk"), order=("-id",), size=PAGE)
        asks.append(Ask(path=f"{base}?{urlencode({'tab': 'all', 'after': page.next})}", cookies=cookies))
    return itertools.cycle(asks)


def details(cookies: dict[str, str]) -> Iterator[Ask]:
    """Cases of all ages, one of each stage after the other."""
    last = Case.objects.order_by("-pk").values_list("pk", flat=True).first()
    numbers = random.Random(2).sample(range(1, last + 1), k=min(LOOKED_AT, last))
    by_stage: dict[str, list[int]] = {}
    for pk, stage in Case.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "stage"):
        by_stage.setdefault(stage, []).append(pk)
    turns = [itertools.cycle(found) for found in by_stage.values()]
    for pk in itertools.chain.from_iterable(zip(*turns, strict=False)):
        yield Ask(path=reverse("cases:case-detail", args=[pk]), cookies=cookies)


def complaints() -> Iterator[Ask]:
    """Complaints as the form sends them, each with a key of its own; one in three names a unit of the register."""
    path = reverse("complaints:complaint-create")
    client = Client(headers={"host": HOST})
    token = TOKEN.search(client.get(path).content.decode())[1]
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    register, rng = read_register(on=timezone.localdate()), random.Random(3)
    writer = Writer(register.words, rng)
    counties = list(Area.objects.filter(level=Level.COUNTY, valid_to=None).select_related("parent"))
    units = {unit.area_id: unit.name for unit in Unit.objects.filter(line="land")}
    for place in itertools.count():
        county = rng.choice(counties)
        form = {
            "csrfmiddlewaretoken": token,
            "key": str(uuid.uuid4()),
            "story": writer.story(rng.choice(list(register.sectors))),
            "city": county.parent.code,
            "county": county.code,
            "place_text": writer.place(),
            "unit_text": units.get(county.pk, "") if place % 3 == 0 else "",
            "identity": Identity.ANONYMOUS,
        }
        yield Ask(path=path, form=form, cookies=cookies)


def acceptances() -> Iterator[Ask]:
    """Received cases, each accepted once by the clerk of its desk."""
    token = "b" * 32
    clerks = User.objects.filter(username__startswith="bench-clerk-").values_list(
        "duties__unit_id", "username"
    )
    cookies: dict[int, dict[str, str]] = {}
    waiting = list(
        Case.objects.filter(stage=Stage.RECEIVED, desk__in=[unit for unit, _ in clerks]).values_list(
            "pk", "desk_id", "sector_id"
        )
    )
    random.Random(4).shuffle(waiting)
    for pk, desk, sector in waiting:
        if desk not in cookies:
            cookies[desk] = sign_in(dict(clerks)[desk]) | {settings.CSRF_COOKIE_NAME: token}
        yield Ask(
            path=reverse("cases:case-move", args=[pk, "accept"]),
            form={"csrfmiddlewaretoken": token, "sector": str(sector or ""), "note": NOTE},
            cookies=cookies[desk],
            expects=302,
        )
