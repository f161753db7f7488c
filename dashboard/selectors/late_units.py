"""Which units are late: what each has open and overdue, how long the worst has waited, and how it closed its cases lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, F, Min, Q
from django.utils import timezone

from cases.choices import Light, Stage
from cases.models import Case, CaseClock
from cases.selectors.lights import shows
from cases.selectors.measured import begins, ran_over
from cases.selectors.narrowing import NARROWINGS
from common.numbering import CHINA
from dashboard.selectors.overview import days_until, kept_counts, key_of
from organizations.models import Unit
from supervision.models import Order

DAY = timedelta(days=1)


@dataclass(frozen=True)
class UnitLine:
    """One unit as its overseer sees it.

    ``open``, ``yellow`` (past the last day) and ``red`` (overdue) are of this moment, ``worst`` how many days late the worst
    of them is; ``extended`` were given more time; ``orders`` are open supervision orders to it. ``closed``, ``on_time`` and
    ``days`` (from receipt to closing, on average) are those of the last thirty days.
    """

    unit: int
    open: int = 0
    yellow: int = 0
    red: int = 0
    worst: int = 0
    extended: int = 0
    orders: int = 0
    closed: int = 0
    on_time: int = 0
    days: float = 0

    @property
    def share(self) -> int:
        """Of a hundred open cases so many are overdue."""
        return round(100 * self.red / self.open) if self.open else 0

    @property
    def rate(self) -> int | None:
        """Of a hundred closed cases so many were closed in time; None where none was closed."""
        return round(100 * self.on_time / self.closed) if self.closed else None

    @property
    def late(self) -> int:
        """How many of the closed cases were closed too late."""
        return self.closed - self.on_time


@dataclass(frozen=True)
class Units:
    """The units with cases that somebody sees, in no order, as they were at ``counted_at``."""

    lines: list[UnitLine]
    counted_at: datetime


# By which column the lines are put in order, and whether the largest comes first when nothing is said.
ORDERS = {
    "open": (lambda line: line.open, True),
    "yellow": (lambda line: line.yellow, True),
    "red": (lambda line: line.red, True),
    "share": (lambda line: line.share, True),
    "worst": (lambda line: line.worst, True),
    "extended": (lambda line: line.extended, True),
    "orders": (lambda line: line.orders, True),
    "closed": (lambda line: line.closed, True),
    "rate": (lambda line: 101 if line.rate is None else line.rate, False),
    "days": (lambda line: line.days, True),
}


def units_for(user, *, at: datetime, sector: str = "") -> Units:
    """The units that have cases which the user may read, in three statements at most; kept for all who stand where he stands."""

    def count() -> dict:
        return {"rows": [tuple(vars(line).values()) for line in _counted(user, sector, at=at)]}

    kept = kept_counts(f"{key_of(user, 'units')}:{sector}", count, at=at)
    return Units([UnitLine(*row) for row in kept["rows"]], kept["at"])


def within(lines: list[UnitLine], area: str) -> list[UnitLine]:
    """Those of the lines whose unit belongs to this area: of a city's code also to its counties."""
    if not area:
        return lines
    code = Q(area__code__startswith=area[:4]) if area.endswith("00") else Q(area__code=area)
    known = set(Unit.objects.filter(code).order_by().values_list("pk", flat=True))
    return [line for line in lines if line.unit in known]


def in_order(lines: list[UnitLine], column: str, *, turned: bool = False) -> list[UnitLine]:
    """The lines by a column, the worst first or last; equal ones by what is overdue, then open."""
    by, largest_first = ORDERS[column]
    down = largest_first is not turned
    lines = sorted(lines, key=lambda line: (-line.red, -line.yellow, -line.open, line.unit))
    return sorted(lines, key=by, reverse=down)


def latest(lines: list[UnitLine], number: int) -> list[UnitLine]:
    """The few units with most overdue; none where nothing is."""
    return in_order([line for line in lines if line.red], "red")[:number]


def line_of_unit(user, unit: Unit, *, at: datetime) -> UnitLine:
    """The figures of one unit as they are now."""
    found = _counted(user, "", at=at, unit=unit)
    return found[0] if found else UnitLine(unit.pk)


def _counted(user, sector: str, *, at: datetime, unit: Unit | None = None) -> list[UnitLine]:
    among = NARROWINGS["sector"](sector, at) if sector else Q()
    cases = Case.objects.visible_to(user).filter(among, responsible__isnull=False).order_by()
    orders = Order.objects.visible_to(user).open().order_by()
    if unit:
        cases, orders = cases.filter(responsible=unit), orders.filter(addressee=unit)
    closed = Q(stage=Stage.CLOSED, closed_at__gte=begins(days_until(at).month[0]))
    rows = (
        cases.filter(Q(due_at__isnull=False) | closed)
        .values("responsible_id")
        .annotate(
            open=Count("pk", filter=Q(due_at__isnull=False)),
            yellow=Count("pk", filter=shows(Light.YELLOW, at=at)),
            red=Count("pk", filter=shows(Light.RED, at=at)),
            oldest=Min("due_at"),
            closed=Count("pk", filter=closed),
            on_time=Count("pk", filter=closed & ~ran_over()),
            took=Avg(F("closed_at") - F("received_at"), filter=closed),
        )
    )
    extended = _extended(cases)
    ordered = dict(orders.values_list("addressee").annotate(Count("pk")))
    return [_line(row, extended, ordered, at=at) for row in rows]


def _extended(cases) -> dict[int, int]:
    """How many open cases of each unit were given more time. Begun with the few clocks, not with the many cases."""
    clocks = CaseClock.objects.filter(
        stopped_at=None, extended_days__gt=0, case__in=cases.open().values("pk")
    )
    counted = clocks.order_by().values_list("case__responsible").annotate(Count("case", distinct=True))
    return dict(counted)


def _line(row: dict, extended: dict, ordered: dict, *, at: datetime) -> UnitLine:
    unit, took = row["responsible_id"], row["took"]
    return UnitLine(
        unit=unit,
        **{name: row[name] for name in ("open", "yellow", "red", "closed", "on_time")},
        worst=_days_late(row["oldest"], at=at),
        extended=extended.get(unit, 0),
        orders=ordered.get(unit, 0),
        days=round(took / DAY, 1) if took else 0,
    )


def _days_late(due_at: datetime | None, *, at: datetime) -> int:
    """How many days ago the last day was, China time; 0 while it hasn't passed."""
    if due_at is None or due_at > at:
        return 0
    return (timezone.localtime(at, CHINA).date() - Case(due_at=due_at).due_on).days
