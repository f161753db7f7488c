"""What a score is made of, and the newest score of each unit."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from evaluations.choices.appraisal import RoundStage, SurveyState
from evaluations.choices.ratings import Grade
from evaluations.models import Appraised, Ballot, DirectTally, Round, Score, ScoreAppeal, SurveyAnswer
from evaluations.rules.samples import wilson_interval
from evaluations.rules.scores import WHOLE, Parts, Scale, combined, sheet_score, vote_score
from evaluations.selectors.appraisal_terms import terms_of
from evaluations.selectors.direct_votes import direct_votes
from organizations.models import Unit

PLEASED = (Grade.SATISFIED, Grade.MOSTLY)


@dataclass(frozen=True)
class Made:
    """What a unit's score is made of: counted votes, sheets and answers, and the parts that come of them."""

    tally: dict[str, int]
    asked: int | None
    sheets: int
    sheets_possible: int
    answers: dict[str, int]
    parts: Parts

    @property
    def direct_n(self) -> int:
        """How many voted directly."""
        return sum(self.tally.values())

    @property
    def third_n(self) -> int:
        """How many answered the third party."""
        return sum(self.answers.values())


def made_of(found: Round) -> dict[int, Made]:
    """What the scores of a round are made of, by the key of the appraised unit. An open round is read as it stands now (M72).

    The sheets of the group count only once the box was closed: before that nobody sees what is in it.
    """
    scale = terms_of(found).scale
    rows = list(found.appraised.all())
    tallies, asked = _direct(found, rows)
    sheets, answers = _sheets(found), _answers(found)
    weights, list_weight = weights_of(found)
    made = {}
    for row in rows:
        ballots = sheets[row.pk]
        made[row.pk] = Made(
            tally=tallies[row.pk],
            asked=asked[row.pk],
            sheets=len(ballots),
            sheets_possible=row.votes_given or 0,
            answers=answers[row.pk],
            parts=_parts(
                tallies[row.pk], ballots, answers[row.pk], scale, weights=weights, list_weight=list_weight
            ),
        )
    return made


def weights_of(found: Round) -> tuple[list[int], int]:
    """The weights of the questions in their order, and that of the one about the list."""
    criteria = list(found.criteria.all())
    of_list = sum(row.weight for row in criteria if row.is_list)
    return [row.weight for row in criteria if not row.is_list], of_list


def share_between(tally: dict[str, int]) -> tuple[Decimal, Decimal]:
    """Between which percentages the share of the satisfied and mostly satisfied lies (Wilson, 95 of 100)."""
    n = sum(tally.values())
    low, high = wilson_interval(sum(tally.get(grade, 0) for grade in PLEASED), n)
    return Decimal(str(round(low * WHOLE, 2))), Decimal(str(round(high * WHOLE, 2)))


def newest_scores(found: Round) -> list[Score]:
    """The score of each unit that counts now: the ranked ones by their rank, then the others."""
    rows = Score.objects.filter(appraised__round=found).order_by("appraised_id", "-number")
    newest = list(rows.distinct("appraised_id").select_related("appraised__unit"))
    return sorted(newest, key=lambda row: (row.rank is None, row.rank or 0, row.appraised.unit.code))


def published_scores(units: QuerySet[Unit] | list[Unit]) -> QuerySet[Score]:
    """The newest scores of these units in published rounds, the latest round first."""
    rows = Score.objects.filter(
        appraised__unit__in=units, appraised__round__stage=RoundStage.PUBLISHED
    ).order_by("appraised_id", "-number")
    newest = Score.objects.filter(pk__in=rows.distinct("appraised_id").values("pk"))
    return newest.select_related("appraised__round__organiser", "appraised__unit").order_by(
        "-appraised__round__ends_on", "-appraised__round_id", "rank"
    )


def cards_before(found: Round, unit_id: int) -> int:
    """How many published rounds of this commission before this one in a row gave the unit a yellow card."""
    earlier = Appraised.objects.filter(
        unit=unit_id,
        round__organiser=found.organiser_id,
        round__stage=RoundStage.PUBLISHED,
        round__ends_on__lt=found.ends_on,
    ).order_by("-round__ends_on", "-round_id")
    cards = 0
    for row in earlier:
        score = row.scores.first()
        if score is None or not score.has_card:
            break
        cards += 1
    return cards


def _parts(tally, ballots, answers, scale: Scale, *, weights: list[int], list_weight: int) -> Parts:
    direct = vote_score(tally, scale) if sum(tally.values()) >= scale.least_direct else None
    group = sheet_score(ballots, weights, list_weight) if len(ballots) >= scale.least_group else None
    third = vote_score(answers, scale) if sum(answers.values()) >= scale.least_third else None
    return combined(direct, group, third, scale)


def _direct(found: Round, rows: list[Appraised]) -> tuple[dict, dict]:
    if found.stage in (RoundStage.DRAFT, RoundStage.OPEN):
        live = direct_votes({row.unit_id for row in rows}, begin=found.begins_on, end=found.ends_on)
        tallies = {row.pk: live[row.unit_id].tally for row in rows}
        return tallies, {row.pk: live[row.unit_id].asked for row in rows}
    counted: dict[int, Counter] = {row.pk: Counter(dict.fromkeys(Grade.values, 0)) for row in rows}
    for appraised, grade, number in DirectTally.objects.filter(appraised__round=found).values_list(
        "appraised", "grade", "number"
    ):
        counted[appraised][grade] += number
    for appeal in ScoreAppeal.objects.filter(appraised__round=found, decision="granted"):
        counted[appeal.appraised_id].subtract(appeal.aside)
    return {pk: dict(tally) for pk, tally in counted.items()}, {row.pk: row.direct_asked for row in rows}


def _sheets(found: Round) -> dict[int, list]:
    sheets = defaultdict(list)
    if found.stage in (RoundStage.DRAFT, RoundStage.OPEN):
        return sheets
    ballots = Ballot.objects.filter(appraised__round=found).order_by("pk")
    for appraised, general, items in ballots.values_list("appraised", "general", "items"):
        sheets[appraised].append((general, items))
    return sheets


def _answers(found: Round) -> dict[int, dict[str, int]]:
    counted = defaultdict(lambda: dict.fromkeys(Grade.values, 0))
    rows = SurveyAnswer.objects.filter(appraised__round=found, survey__state=SurveyState.TAKEN).order_by()
    for appraised, grade, number in rows.values_list("appraised", "grade").annotate(Count("pk")):
        counted[appraised][grade] = number
    return counted
