"""Figures of the area that somebody sees: what burns in it, what came in and was closed, beside the week before."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Q, QuerySet, Value
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.choices import APART_ROLES, Role
from accounts.selectors import Standing, standing_of
from cases.choices import Decision, Light, Stage, Window
from cases.models import Accused, Case, Recusal, SealedHandover
from cases.selectors.lights import THIS_WEEK, shows
from cases.selectors.measured import begins, ran_over
from cases.selectors.queue import waiting_for
from cases.selectors.register import areas, sectors
from cases.selectors.tasks import with_task
from common.numbering import CHINA
from common.statements import statement_for
from organizations.choices import Level
from organizations.models import Unit

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
ONE_DAY = timedelta(days=1)
# Old counts are at hand for so long, and one request has so long to count anew.
KEPT_SECONDS, COUNTING_SECONDS = 60 * 60, 30
NO_SECTOR = "none"
ALL_SECTORS = (Role.INTAKE_CLERK, Role.INSPECTOR, Role.COMMISSION_LEADER)
CITY, AREA, UNIT = "city_id", "area_id", "responsible_id"


@dataclass(frozen=True)
class Days:
    """The days that the figures cover, China time, each period with its first and its last day.

    A week is seven whole days up to today, so that it is compared with as many days before it.
    """

    week: tuple[date, date]
    week_before: tuple[date, date]
    month: tuple[date, date]


def days_until(at: datetime) -> Days:
    """The week and the month that end with the day of that moment."""
    today = timezone.localtime(at, CHINA).date()
    begins = today - WEEK + ONE_DAY
    return Days(
        week=(begins, today),
        week_before=(begins - WEEK, begins - ONE_DAY),
        month=(today - MONTH + ONE_DAY, today),
    )


@dataclass(frozen=True)
class Figures:
    """One row of figures; ``query`` is what narrows the list of cases to the same row.

    ``received`` and ``closed`` are those of the last seven days, ``*_before`` those of the seven before, ``closed_month``
    and ``on_time`` those of the last thirty.
    """

    label: str
    query: str
    open: int = 0
    urgent: int = 0
    yellow: int = 0
    red: int = 0
    week: int = 0
    received: int = 0
    received_before: int = 0
    closed: int = 0
    closed_before: int = 0
    closed_month: int = 0
    on_time: int = 0

    @property
    def rate(self) -> str:
        """The share of the closed cases that were closed in time; a dash where none was closed."""
        return f"{100 * self.on_time / self.closed_month:.0f}%" if self.closed_month else "—"


COUNTED = tuple(name for name in Figures.__dataclass_fields__ if name not in ("label", "query"))


@dataclass(frozen=True)
class Overview:
    """The figures of one user as they were at ``counted_at``: in all, by sector, by window of the environment (empty without
    such cases; M41), by place (empty where there is but one), and what waits by the next step."""

    total: Figures
    by_sector: list[Figures]
    by_window: list[Figures]
    by_place: list[Figures]
    place_label: str
    waiting: dict[str, int]
    counted_at: datetime


def overview_for(user, *, at: datetime) -> Overview:
    """The figures of what the user sees, in two statements at most (one more where units are named)."""
    standing = standing_of(user, on=timezone.localdate())
    place = place_column(standing)
    counted = counts_for(user, place, at=at)
    by_place = counted["by_place"]
    return Overview(
        total=Figures(label=_("My area"), query="", **counted["total"]),
        by_sector=_sector_figures(counted["by_sector"], every=standing.has_role(*ALL_SECTORS)),
        by_window=_window_figures(counted["by_window"]),
        by_place=_place_figures(place, by_place) if len(by_place) > 1 else [],
        place_label=_("Unit") if place == UNIT else _("City") if place == CITY else _("County"),
        waiting=counted["waiting"],
        counted_at=counted["at"],
    )


def place_column(standing: Standing) -> str:
    """What the second table is broken down by: cities, counties or units; empty for those who handle cases."""
    overseers = [acting for acting in standing.actings if acting.role not in (Role.HANDLER, *APART_ROLES)]
    levels = {acting.unit.area.level if acting.unit.area else Level.PROVINCE for acting in overseers}
    if Level.PROVINCE in levels:
        return CITY
    if Level.CITY in levels:
        return AREA
    return UNIT if Level.COUNTY in levels else ""


def counts_for(user, place: str, *, at: datetime) -> dict:
    """The counts behind the figures: ``total``, ``by_sector``, ``by_window`` and ``by_place`` by id, what waits by the next step, and ``at``.

    They are kept for FIGURES_SECONDS for everybody who stands where this user stands: same duties, same accusations
    shut out, the same cases to keep away from. When they have become old one request counts anew, and whoever asks meanwhile gets the old ones; after
    one more accusation against the own side nobody gets them.
    """

    def count() -> dict:
        rows = list(_counted(user, place, at=at))
        return {
            "total": _sum(rows),
            "by_sector": _grouped(rows, "sector_id"),
            "by_window": _grouped(rows, "window"),
            "by_place": _grouped(rows, place) if place else {},
            "waiting": dict(_by_task(user, at=at)),
        }

    return kept_counts(key_of(user, place), count, at=at)


def kept_counts(key: str, count: Callable[[], dict], *, at: datetime) -> dict:
    """What was counted at most FIGURES_SECONDS ago under this key, with ``at``; or what ``count`` gives now."""
    kept = cache.get(key)
    if kept and at - kept["at"] < timedelta(seconds=settings.FIGURES_SECONDS):
        return kept
    if kept and not cache.add(f"{key}:counting", True, timeout=COUNTING_SECONDS):
        return kept
    counted = count() | {"at": at}
    cache.set(key, counted, timeout=KEPT_SECONDS)
    cache.delete(f"{key}:counting")
    return counted


def forget_counts(user) -> None:
    """Let the next look count anew."""
    standing = standing_of(user, on=timezone.localdate())
    cache.delete(key_of(user, place_column(standing)))


def key_of(user, place: str) -> str:
    """Under which name the counts are kept for all who stand where this user stands."""
    standing = standing_of(user, on=timezone.localdate())
    duties = sorted((acting.role, acting.unit.pk) for acting in standing.actings)
    parts = (
        place,
        duties,
        sorted(standing.shut_units),
        sorted(standing.shut_persons),
        _hidden(user, standing),
    )
    return f"overview:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _hidden(user, standing: Standing) -> list[tuple[str, int]]:
    """What tells that something more is hidden from the user, in one statement.

    Accusations and what was handed up only become more: their number tells whether one has come. From which cases he keeps
    away by decision is told one by one: colleagues keep away from others.
    """
    seen_from = (user.pk, standing.shut_units, standing.shut_persons)
    return sorted(statement_for(("hidden", *seen_from), lambda: _hidden_rows(user, standing)).rows())


def _hidden_rows(user, standing: Standing) -> QuerySet:
    accused = Accused.objects.against(standing).order_by()
    sealed = SealedHandover.objects.exclude(case=None).order_by()
    granted = Recusal.objects.filter(about=user, decision=Decision.GRANTED).order_by()
    kept_from = granted.values_list(Value("kept"), "case_id")
    numbers = [
        rows.values(what=Value(kind)).annotate(number=Count("pk")).values_list("what", "number")
        for rows, kind in ((accused, "accused"), (sealed, "sealed"))
    ]
    return kept_from.union(*numbers, all=True)


def _counted(user, place: str, *, at: datetime) -> QuerySet:
    days = days_until(at)
    since = begins(days.month[0])
    is_closed = Q(stage=Stage.CLOSED)
    closed_month = is_closed & Q(closed_at__gte=since)
    matters = Q(due_at__isnull=False) | Q(received_at__gte=since) | Q(closed_at__gte=since)
    cases = Case.objects.visible_to(user).filter(matters).order_by()
    return cases.values("sector_id", "window", *([place] if place else [])).annotate(
        open=Count("pk", filter=Q(due_at__isnull=False)),
        urgent=Count("pk", filter=Q(due_at__isnull=False) & ~Q(danger="")),
        yellow=Count("pk", filter=shows(Light.YELLOW, at=at)),
        red=Count("pk", filter=shows(Light.RED, at=at)),
        week=Count("pk", filter=shows(THIS_WEEK, at=at)),
        received=Count("pk", filter=_within("received_at", days.week)),
        received_before=Count("pk", filter=_within("received_at", days.week_before)),
        closed=Count("pk", filter=is_closed & _within("closed_at", days.week)),
        closed_before=Count("pk", filter=is_closed & _within("closed_at", days.week_before)),
        closed_month=Count("pk", filter=closed_month),
        on_time=Count("pk", filter=closed_month & ~ran_over()),
    )


def _by_task(user, *, at: datetime) -> QuerySet:
    waiting = with_task(waiting_for(user, at=at).order_by(), user, at=at)
    return waiting.values_list("task").annotate(Count("pk"))


def _within(moment: str, days: tuple[date, date]) -> Q:
    first, last = days
    return Q((f"{moment}__gte", begins(first)), (f"{moment}__lt", begins(last + ONE_DAY)))


def _sum(rows: Iterable[dict]) -> dict[str, int]:
    rows = list(rows)
    return {name: sum(row[name] for row in rows) for name in COUNTED}


def _grouped(rows: Iterable[dict], column: str) -> dict[int | None, dict[str, int]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return {key: _sum(group) for key, group in groups.items()}


def _sector_figures(groups: dict, *, every: bool) -> list[Figures]:
    """The sectors in their own order, those outside at the end; whose business is every sector sees the zeros too."""
    figures = [
        Figures(label=sector.label, query=urlencode({"sector": sector.code}), **groups.get(pk, {}))
        for pk, sector in sectors().items()
        if every or pk in groups
    ]
    if None in groups:
        outside = _("Outside the eight sectors")
        figures.append(Figures(label=outside, query=urlencode({"sector": NO_SECTOR}), **groups[None]))
    return figures


def _window_figures(groups: dict) -> list[Figures]:
    """The three windows in their own order; none where the user sees no case that came by one."""
    if not groups.keys() - {""}:
        return []
    return [
        Figures(label=str(window.label), query=urlencode({"window": window}), **groups.get(window, {}))
        for window in Window
    ]


def _place_figures(column: str, groups: dict) -> list[Figures]:
    """Where most is overdue comes first."""
    known = areas() if column != UNIT else Unit.objects.in_bulk([key for key in groups if key])
    figures = [
        Figures(label=known[key].label, query=_place_query(column, known[key]), **group)
        for key, group in groups.items()
        if key is not None
    ]
    return sorted(figures, key=lambda row: (-row.red, -row.yellow, -row.open, row.label))


def _place_query(column: str, place) -> str:
    return urlencode({"unit": place.name} if column == UNIT else {"area": place.code})
