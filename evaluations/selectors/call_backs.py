"""What call-backs say in numbers: for the appraisal, for a unit, and for whoever watches over the callers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from common.days import within
from evaluations.choices import LAW_SECTORS, CallState, Grade, LeftOut, Solved
from evaluations.models import CallBack, Rating
from evaluations.rules.call_backs import Rates

PLEASED = (Grade.SATISFIED, Grade.MOSTLY)
COUNTED = {
    "valid": Count("pk", filter=Q(state=CallState.DONE)),
    "pleased": Count("pk", filter=Q(state=CallState.DONE, grade__in=PLEASED)),
    "solved_yes": Count("pk", filter=Q(state=CallState.DONE, solved=Solved.YES)),
    "contacted_yes": Count("pk", filter=Q(state=CallState.DONE, contacted=True)),
}


@dataclass(frozen=True)
class UnitCalls:
    """One unit: how many of its answers were drawn to be called, and what came of it.

    ``is_law``: some of them are about law enforcement, where satisfaction alone says nothing.
    """

    unit_id: int
    unit: str
    drawn: int
    waiting: int
    silent: int
    is_law: bool
    rates: Rates


def call_back_tallies(*, begin: date, end: date) -> dict[int, dict[str, int]]:
    """How many valid call-backs gave each grade to the answers of each unit, by the day of the call; both days included.

    By the id of the unit that answered, then by the word of the grade; only what was said is counted, so a grade that nobody gave
    and a unit that nobody spoke of are missing. One answer is one voice: who has rated it by himself isn't counted once more.
    """
    days = within("done_at", begin, end)
    rated = Rating.objects.filter(answer=OuterRef("answer"), rated_at__lt=days["done_at__lt"])
    rows = CallBack.objects.valid().filter(~Exists(rated), **days)
    counted = rows.order_by().values_list("answer__unit_id", "grade").annotate(Count("pk"))
    tallies: dict[int, dict[str, int]] = {}
    for unit_id, grade, number in counted:
        tallies.setdefault(unit_id, {})[grade] = number
    return tallies


def rates_of(call_backs: QuerySet[CallBack]) -> Rates:
    """The three rates of these call-backs, with their n."""
    return _rates(call_backs.order_by().aggregate(**COUNTED))


def calls_by_unit(user, *, begin: date, end: date) -> list[UnitCalls]:
    """For each unit what became of the answers drawn in these days, as far as the user may see; by name, never by rank."""
    rows = drawn_in(user, begin=begin, end=end).exclude(state=CallState.LEFT_OUT).order_by()
    counted = rows.values("answer__unit_id", "answer__unit__name").annotate(
        drawn=Count("pk"),
        waiting=Count("pk", filter=Q(state=CallState.WAITING)),
        silent=Count("pk", filter=Q(state__in=(CallState.NOT_REACHED, CallState.REFUSED))),
        law=Count("pk", filter=Q(case__sector__code__in=LAW_SECTORS)),
        **COUNTED,
    )
    return [
        UnitCalls(
            unit_id=row["answer__unit_id"],
            unit=row["answer__unit__name"],
            drawn=row["drawn"],
            waiting=row["waiting"],
            silent=row["silent"],
            is_law=bool(row["law"]),
            rates=_rates(row),
        )
        for row in counted.order_by("answer__unit__name", "answer__unit_id")
    ]


def left_out_in(user, *, begin: date, end: date) -> list[tuple[str, int]]:
    """Apart from the rates: of how many answers nobody is asked by telephone, and why."""
    rows = drawn_in(user, begin=begin, end=end).filter(state=CallState.LEFT_OUT).order_by()
    counted = dict(rows.values_list("why").annotate(Count("pk")))
    return [(why.label, counted[why]) for why in LeftOut if why in counted]


def drawn_in(user, *, begin: date, end: date) -> QuerySet[CallBack]:
    """What was drawn in these days, as far as the user may see it."""
    return CallBack.objects.visible_to(user).filter(**within("drawn_at", begin, end))


def rates_for_unit(user, unit) -> Rates:
    """The rates of one unit, as far as the user may read its cases."""
    return rates_of(CallBack.objects.visible_to(user).filter(answer__unit=unit))


def _rates(row: dict) -> Rates:
    return Rates(
        valid=row["valid"],
        pleased=row["pleased"],
        solved=row["solved_yes"],
        contacted=row["contacted_yes"],
    )
