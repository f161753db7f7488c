"""How a unit's score comes about (M63): pure, no database; ``selectors/recount.py`` says the same in one statement.

Every division is made once, at its end, over whole numbers, and rounded half up to two decimals. The total is made of the
three rounded parts, so that whoever reads the page can work it out with a pencil.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluations.choices.appraisal import RoundRefusal, ScoreGrade, ScoreStanding
from evaluations.choices.ratings import Grade

WHOLE = 100
BEST_MARK = 5
MARKS = range(1, BEST_MARK + 1)


@dataclass(frozen=True)
class Scale:
    """The settings that a round is reckoned with.

    The order of the weights is that of the plan (M63): direct votes first, then the group, then the third party; the numbers
    are the house's. The bounds of the grades are those of a published example; the points of the three words, the least
    numbers and the last places are the house's.
    """

    direct: int = 60
    group: int = 25
    third: int = 15
    satisfied_points: int = 100
    mostly_points: int = 70
    dissatisfied_points: int = 0
    satisfied_from: int = 85
    rather_from: int = 75
    basic_from: int = 60
    least_direct: int = 30
    least_group: int = 5
    least_third: int = 30
    last_places: int = 1
    cards_for_criticism: int = 2
    appeal_days: int = 15

    @property
    def points(self) -> dict[str, int]:
        """What each word of a vote is worth."""
        return {
            Grade.SATISFIED: self.satisfied_points,
            Grade.MOSTLY: self.mostly_points,
            Grade.DISSATISFIED: self.dissatisfied_points,
        }


@dataclass(frozen=True)
class Parts:
    """The three parts of a score, each None where too few spoke, with the weights that then count."""

    direct: Decimal | None
    group: Decimal | None
    third: Decimal | None
    weights: tuple[int, int, int]
    total: Decimal | None


@dataclass(frozen=True)
class Place:
    """What became of a unit in the ranking."""

    standing: str
    grade: str
    rank: int | None
    has_card: bool


@dataclass(frozen=True)
class Candidate:
    """What the ranking looks at."""

    key: int
    parts: Parts
    is_vetoed: bool
    enforces: bool


def rounded(numerator: int, denominator: int) -> Decimal:
    """A share of two whole numbers, not negative, half up to two decimals."""
    return Decimal((2 * numerator * WHOLE + denominator) // (2 * denominator)).scaleb(-2)


def against_scale(scale: Scale) -> list[str]:
    """What speaks against settings; an order other than direct > group > third is refused (M63)."""
    reasons = []
    if scale.direct + scale.group + scale.third != WHOLE:
        reasons.append(RoundRefusal.WEIGHTS_SUM)
    if not scale.direct > scale.group > scale.third > 0:
        reasons.append(RoundRefusal.WEIGHTS_ORDER)
    if not WHOLE >= scale.satisfied_from > scale.rather_from > scale.basic_from > 0:
        reasons.append(RoundRefusal.BOUNDS_ORDER)
    if not WHOLE >= scale.satisfied_points > scale.mostly_points > scale.dissatisfied_points >= 0:
        reasons.append(RoundRefusal.POINTS_ORDER)
    return reasons


def vote_score(tally: Mapping[str, int], scale: Scale) -> Decimal | None:
    """The mean of the votes; None without any. Who didn't answer isn't in the tally, and so never praise."""
    n = sum(tally.values())
    if n <= 0:
        return None
    return rounded(sum(scale.points[grade] * number for grade, number in tally.items()), n)


def sheet_score(
    ballots: Sequence[tuple[Sequence[int], Sequence[int]]], weights: Sequence[int], list_weight: int
) -> Decimal | None:
    """The mean of the sheets, each (marks of the questions, marks of the items); None without any.

    A mark of five is a hundred. The question about the list is worth the mean of the marks of its items.
    """
    if not ballots:
        return None
    items = len(ballots[0][1])
    own = sum(
        items * sum(weight * mark for weight, mark in zip(weights, general, strict=True))
        for general, _ in ballots
    )
    of_list = sum(list_weight * sum(marks) for _, marks in ballots)
    return rounded((own + of_list) * (WHOLE // BEST_MARK), WHOLE * items * len(ballots))


def combined(direct: Decimal | None, group: Decimal | None, third: Decimal | None, scale: Scale) -> Parts:
    """The parts together. A missing group or third party gives its weight to the direct votes; without direct votes there is no total.

    So the direct votes never weigh less than in the settings, and the order of the three holds in every case.
    """
    if direct is None:
        return Parts(direct, group, third, (0, 0, 0), None)
    group_weight = scale.group if group is not None else 0
    third_weight = scale.third if third is not None else 0
    weights = (WHOLE - group_weight - third_weight, group_weight, third_weight)
    hundredths = sum(
        weight * int(part * WHOLE)
        for weight, part in zip(weights, (direct, group, third), strict=True)
        if part is not None
    )
    return Parts(direct, group, third, weights, rounded(hundredths, WHOLE * WHOLE))


def grade_of(total: Decimal, scale: Scale) -> str:
    """The grade of a total."""
    bounds = (
        (scale.satisfied_from, ScoreGrade.SATISFIED),
        (scale.rather_from, ScoreGrade.RATHER),
        (scale.basic_from, ScoreGrade.BASIC),
    )
    return next((grade for least, grade in bounds if total >= least), ScoreGrade.DISSATISFIED)


def standing_of(one: Candidate) -> str:
    """Whether a unit is ranked. Law enforcement and mediation are ranked only where the group has looked at the work itself."""
    if one.is_vetoed:
        return ScoreStanding.VETOED
    if one.parts.total is None:
        return ScoreStanding.TOO_FEW
    if one.enforces and one.parts.group is None:
        return ScoreStanding.ENFORCES
    return ScoreStanding.RANKED


def places_of(candidates: Iterable[Candidate], scale: Scale) -> dict[int, Place]:
    """The ranking, by the key of each: equal totals share a place, and the last ones get a yellow card.

    Where fewer than twice the last places and one more are ranked, there are no last places.
    """
    candidates = list(candidates)
    standings = {one.key: standing_of(one) for one in candidates}
    totals = [one.parts.total for one in candidates if standings[one.key] == ScoreStanding.RANKED]
    has_last = len(totals) > 2 * scale.last_places
    return {one.key: _place(one, standings[one.key], totals, has_last, scale) for one in candidates}


def _place(one: Candidate, standing: str, totals: list[Decimal], has_last: bool, scale: Scale) -> Place:
    total = one.parts.total
    if standing == ScoreStanding.VETOED:
        return Place(standing, ScoreGrade.DISSATISFIED, None, False)
    if standing != ScoreStanding.RANKED:
        return Place(standing, "", None, False)
    better, worse = (sum(other > total for other in totals), sum(other < total for other in totals))
    return Place(standing, grade_of(total, scale), better + 1, has_last and worse < scale.last_places)
