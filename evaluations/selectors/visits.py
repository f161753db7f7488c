"""What visitors say of the service windows, counted: for the pages, the bulletins and the appraisal."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from common.days import within
from evaluations.choices import Grade, InvitationState, VisitAlarmState
from evaluations.models import Invitation, ServiceWindow, Visit, VisitAlarm, VisitVote
from evaluations.rules.samples import is_telling, wilson_interval
from evaluations.selectors.windows import limits_on
from organizations.models import Unit


@dataclass(frozen=True)
class WindowLine:
    """What is known of one window in a period; ``is_shown`` False: too few have rated, and no grade may be told."""

    unit: Unit
    visits: int
    invited: int
    replied: int
    votes: dict[str, int]
    excluded: int
    is_shown: bool

    @property
    def valid(self) -> int:
        """How many ratings count."""
        return sum(self.votes.values())

    @property
    def response(self) -> float | None:
        """Of 100 who were invited in the period, how many have rated; silence is never praise."""
        return 100 * self.replied / self.invited if self.invited else None

    @property
    def score(self) -> float:
        """Of 100 ratings that count, how many are satisfied or mostly satisfied."""
        return 100 * self._good / self.valid if self.valid else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Between which scores the share among all visitors lies with 95%."""
        low, high = wilson_interval(self._good, self.valid)
        return 100 * low, 100 * high

    @property
    def satisfied(self) -> int:
        """How many are satisfied."""
        return self.votes.get(Grade.SATISFIED, 0)

    @property
    def mostly(self) -> int:
        """How many are mostly satisfied."""
        return self.votes.get(Grade.MOSTLY, 0)

    @property
    def dissatisfied(self) -> int:
        """How many are not."""
        return self.votes.get(Grade.DISSATISFIED, 0)

    @property
    def _good(self) -> int:
        return self.satisfied + self.mostly


def visit_tallies(*, begin: date, end: date) -> dict[int, dict[str, int]]:
    """The ratings that count, by unit and grade, given from the first day to the last, both included, China time.

    Those of an alarm that was borne out are left out.
    """
    counted: dict[int, dict[str, int]] = {}
    rows = counting_votes(begin, end).order_by().values_list("invitation__visit__unit", "grade")
    for unit, grade, number in rows.annotate(Count("pk")):
        counted.setdefault(unit, {})[grade] = number
    return counted


def counting_votes(begin: date, end: date) -> QuerySet[VisitVote]:
    """The votes of these days but for those that the commission has left out."""
    return votes_given(begin, end).exclude(_is_left_out())


def votes_given(begin: date, end: date) -> QuerySet[VisitVote]:
    """All votes of these days, counted or not."""
    return VisitVote.objects.filter(**within("voted_at", begin, end))


def window_lines(
    windows: Collection[ServiceWindow], *, begin: date, end: date, shown_months: bool = False
) -> list[WindowLine]:
    """One line for each of these windows, in their order.

    ``shown_months``: the months are told elsewhere (in the circulars), so a period may not be shown if a small one could be
    worked out by taking the others away.
    """
    ids = [window.unit_id for window in windows]
    minimum = limits_on(end)["minimum_sample"]
    visits = _by_unit(Visit.objects.filter(**within("visited_at", begin, end)), "unit", ids)
    asked = Invitation.objects.filter(**within("invited_at", begin, end))
    invited = _by_unit(asked, "visit__unit", ids)
    replied = _by_unit(asked.filter(state=InvitationState.VOTED), "visit__unit", ids)
    left_out = _by_unit(votes_given(begin, end).filter(_is_left_out()), "invitation__visit__unit", ids)
    votes = visit_tallies(begin=begin, end=end)
    parts = [visit_tallies(begin=first, end=last) for first, last in months_of(begin, end)]
    lines = []
    for window in windows:
        unit = window.unit_id
        total = sum(votes.get(unit, {}).values())
        shown = [sum(part.get(unit, {}).values()) for part in parts] if shown_months else []
        lines.append(
            WindowLine(
                unit=window.unit,
                visits=visits[unit],
                invited=invited[unit],
                replied=replied[unit],
                votes=votes.get(unit, {}),
                excluded=left_out[unit],
                is_shown=is_telling(total, shown=shown, minimum=minimum),
            )
        )
    return lines


def months_of(begin: date, end: date) -> list[tuple[date, date]]:
    """The first and last day of each month of a period."""
    months, day = [], begin
    while day <= end:
        last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        months.append((day, min(last, end)))
        day = last + timedelta(days=1)
    return months


def _is_left_out() -> Q:
    borne_out = VisitAlarm.objects.filter(state=VisitAlarmState.UPHELD, votes=OuterRef("pk"))
    return Q(Exists(borne_out))


def _by_unit(rows: QuerySet, unit: str, ids: Collection[int]) -> Counter:
    counted = rows.filter(**{f"{unit}__in": ids}).order_by().values_list(unit).annotate(Count("pk"))
    return Counter(dict(counted))
