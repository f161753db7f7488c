"""The figures of every viewer are those of the cases that this viewer may see, counted one by one."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.selectors import standing_of
from cases.models import Answer, Case, CaseClock, CaseEvent, Conclusion, Recusal
from cases.tests.factories import FOUND_PROVED, make_case
from common.numbering import CHINA
from common.tests.browsing import browse_as
from common.tests.drill import IS_DRILL
from dashboard.selectors import Question, analyse
from dashboard.selectors.reach import exceptions_for, reach_of
from dashboard.services import count_figures
from dashboard.tests.worlds import accuse_more, live, make_cast

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 5, 20, 8, 0, tzinfo=CHINA)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
FIRST, LAST = date(2026, 6, 1), date(2026, 8, 31)
MEASURES = (
    *("received", "closed", "declined", "withdrawn", "late", "days", "answered", "reopened"),
    *("rated", "satisfied", "mostly", "open", "proved", "paid", "money"),
)


# One world in the suite, more in `make drill`.
SEEDS = range(1, 9) if IS_DRILL else (4,)


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_are_those_of_the_visible_cases(seed):
    cast = make_cast()
    half = live(cast, seed=seed, cases=23, since=SINCE)
    found = FOUND_PROVED | {"money": "1234.50", "money_to": "村民"}
    cases = half + live(cast, seed=seed + 100, cases=22, since=SINCE + timedelta(days=23), found=found)
    still_open = [case for case in cases if case.stage in ("received", "accepted", "assigned", "handling")]
    for case, code in zip(
        still_open[:3], ("440106-land", "440106-housing", "440300-commission"), strict=False
    ):
        accuse_more(cast, case, code, at=NOW)
    count_figures(at=NOW)
    questions = [
        Question(FIRST, LAST),
        Question(FIRST, LAST, sector="land_housing"),
        Question(FIRST, LAST, sector="none", channel="web"),
        Question(FIRST, LAST, area="440100"),
        Question(FIRST, LAST, area="440106", channel="phone"),
        Question(FIRST, LAST, unit="440106-land"),
    ]
    assert differs_from_its_large_part(cast)
    for name, user in cast.items():
        for question in questions:
            found = analyse(user, question, at=NOW)
            expected = counted_by_hand(user, question)
            assert {m: getattr(found.total, m) for m in MEASURES} == dict(expected), (name, question)
            assert_parts_add_up(found, name)


def test_an_accused_unit_finds_no_trace_not_even_in_a_total():
    cast = make_cast()
    case = make_case(at=SINCE)
    count_figures(at=NOW)
    before = analyse(cast["city_inspector"], Question(date(2026, 5, 1), LAST), at=NOW).total
    assert before.received == 1
    accuse_more(cast, case, "440100-commission", at=NOW)
    # Nobody has counted anew since, and the figures of a moment ago are kept: they aren't shown any more.
    after = analyse(cast["city_inspector"], Question(date(2026, 5, 1), LAST), at=NOW)
    assert (after.total.received, after.total.open, sum(day.received for day in after.days)) == (0, 0, 0)
    assert [line for line in (*after.by_sector, *after.by_place, *after.by_channel) if line.received] == []


def test_whoever_is_kept_away_at_a_citizens_demand_finds_no_trace_either():
    cast = make_cast()
    case = make_case(at=SINCE)
    count_figures(at=NOW)
    question = Question(date(2026, 5, 1), LAST)
    assert analyse(cast["city_inspector"], question, at=NOW).total.received == 1
    Recusal.objects.create(
        case=case,
        against="handler",
        whom="检查员",
        reason="亲属",
        asked_at=NOW,
        about=cast["city_inspector"],
        expires_at=NOW + timedelta(days=9),
        decision="granted",
        decided_by=cast["province_inspector"],
        decided_at=NOW,
    )
    cache.clear()
    assert analyse(cast["city_inspector"], question, at=NOW).total.received == 0
    assert analyse(cast["other_inspector"], question, at=NOW).total.received == 0
    assert analyse(cast["province_inspector"], question, at=NOW).total.received == 1


def test_before_anything_was_counted_there_are_only_zeros(city_clerk):
    make_case(at=NOW)
    assert analyse(city_clerk, Question(date(2026, 5, 1), LAST), at=NOW).total.received == 0
    assert browse_as(city_clerk).get("/staff/figures/").context["found"].total.received == 0


def test_half_of_the_cases_took_at_most_the_median_and_nine_in_ten_at_most_the_p90():
    cast = make_cast()
    live(cast, seed=5, cases=60, since=SINCE)
    count_figures(at=NOW)
    user = cast["province_inspector"]
    found = {
        stay.stage: stay
        for stay in analyse(user, Question(date(2026, 5, 1), date(2026, 11, 23)), at=NOW).stays
    }
    taken = sorted(
        (case.closed_at - case.received_at).days
        for case in Case.objects.visible_to(user).filter(stage="closed")
    )
    total = found["total"]
    assert total.cases == len(taken) > 10
    assert total.median == taken[(len(taken) + 1) // 2 - 1]
    assert total.p90 == taken[-(-len(taken) * 9 // 10) - 1]
    in_hand = sorted(
        filter(lambda days: days is not None, map(days_in_hand, Case.objects.filter(stage="closed")))
    )
    assert found["handling"].cases <= len(in_hand)


def days_in_hand(case: Case) -> int | None:
    """How many full days a case was being handled, all rounds together."""
    moved = list(case.events.exclude(to_stage="").order_by("pk"))
    spent = timedelta()
    for event, after in pairwise(moved):
        if event.to_stage == "handling":
            spent += after.at - event.at
    return spent.days


def day_of(moment) -> date | None:
    return moment.astimezone(CHINA).date() if moment else None


def counted_by_hand(user, question: Question) -> Counter:
    """Every visible case looked at by itself, by the sentences on the page."""
    counts = Counter(dict.fromkeys(MEASURES, 0))
    cases = Case.objects.visible_to(user).select_related("sector", "area", "city", "responsible")
    for case in cases:
        if is_asked_for(case, question):
            count_one(counts, case, question)
    return counts


def is_asked_for(case: Case, question: Question) -> bool:
    sector = case.sector.code if case.sector else "none"
    places = {case.area.code, case.city.code if case.city else ""}
    return (
        question.sector in ("", sector)
        and (not question.area or question.area in places)
        and question.channel in ("", case.channel)
        and (not question.unit or (case.responsible is not None and case.responsible.code == question.unit))
    )


def count_one(counts: Counter, case: Case, question: Question) -> None:
    def is_within(day):
        return day is not None and question.first <= day <= question.last

    kind = {"closed": "closed", "reviewing": "closed", "declined": "declined", "withdrawn": "withdrawn"}.get(
        case.stage
    )
    ended = day_of(case.closed_at) if kind else None
    counts["received"] += is_within(day_of(case.received_at))
    counts["open"] += day_of(case.received_at) <= question.last and not (ended and ended <= question.last)
    if is_within(ended):
        counts[kind] += 1
        if kind == "closed":
            counts["days"] += (case.closed_at - case.received_at).days
            clocks = CaseClock.objects.filter(
                case=case, name__in=("conclude", "redo"), stopped_at__lte=case.closed_at
            )
            counts["late"] += any(clock.stopped_at >= clock.due_at for clock in clocks)
            last = Conclusion.objects.filter(case=case).order_by("pk").last()
            counts["proved"] += bool(last) and last.is_proved
            counts["paid"] += bool(last) and last.money > 0
            counts["money"] += int(last.money * 100) if last else 0
    released = Answer.objects.filter(case=case, released_at__isnull=False).order_by("released_at").first()
    if released and is_within(day_of(released.released_at)):
        counts["answered"] += 1
        counts["reopened"] += case.reopened_count > 0
        said = CaseEvent.objects.filter(case=case, name="case.rated").order_by("-pk").first()
        if said:
            counts["rated"] += 1
            grade = said.details["grade"]
            counts[grade] += grade in ("satisfied", "mostly")
    counts.pop("dissatisfied", None)


def differs_from_its_large_part(cast: dict) -> bool:
    """Whether somebody is kept from a case in a duty's scope, and somebody sees one beside it: else nothing is proved."""
    standings = {user: standing_of(user, on=timezone.localdate()) for user in cast.values()}
    found = [exceptions_for(user, standing, reach_of(standing)) for user, standing in standings.items()]
    return any(one.hidden for one in found) and any(one.seen for one in found)


def assert_parts_add_up(found, name: str) -> None:
    for lines in (found.by_channel, found.by_place):
        if lines:
            assert sum(line.received for line in lines) == found.total.received, name
            assert sum(line.open for line in lines) == found.total.open, name
    assert sum(day.received for day in found.days) == found.total.received
    assert not found.days or found.days[-1].open == found.total.open


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
