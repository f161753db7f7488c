"""Counting direct votes, reckoning scores, vetoes, and what an appeal puts right."""

from django.db import transaction

from accounts.models import User
from accounts.selectors import ActRefused
from evaluations.choices.appraisal import RoundRefusal, RoundStage, VetoKind
from evaluations.models import Appraised, DirectTally, Round, Score, Veto
from evaluations.permissions.rounds import can_organise
from evaluations.rules.scores import Candidate, Parts, Place, places_of
from evaluations.selectors.appraisal_terms import terms_of
from evaluations.selectors.direct_votes import direct_votes
from evaluations.selectors.scores import Made, cards_before, made_of, share_between
from evaluations.selectors.vetoes import known_vetoes

# What of two scores has to differ for a new one to be written.
TOLD = (
    *("direct_n", "direct", "group_n", "group", "third_n", "third", "total"),
    *("standing", "grade", "rank", "has_card", "needs_criticism"),
)


class VetoRefused(ActRefused):
    """A veto can't be entered; ``reasons`` are words of ``RoundRefusal``, all of them."""

    words = RoundRefusal


def count_direct_votes(found: Round) -> int:
    """Keep how often each word was said of each unit in the period, by source. Returns the number of votes."""
    rows = list(found.appraised.all())
    counted = direct_votes({row.unit_id for row in rows}, begin=found.begins_on, end=found.ends_on)
    for row in rows:
        row.direct_asked = counted[row.unit_id].asked
        row.save(update_fields=["direct_asked"])
    tallies = [
        DirectTally(appraised=row, source=source, grade=grade, number=number)
        for row in rows
        for source, votes in counted[row.unit_id].by_source.items()
        for grade, number in votes.items()
    ]
    DirectTally.objects.bulk_create(tallies)
    return sum(tally.number for tally in tallies)


@transaction.atomic
def enter_veto(*, appraised_id: int, kind: str, reason: str, actor: User, at) -> Veto:
    """Take a unit out of the ranking, with the reason that everybody will read. Raises VetoRefused."""
    row = Appraised.objects.visible_to(actor).select_related("round").get(pk=appraised_id)
    stages = (RoundStage.DRAFT, RoundStage.OPEN, RoundStage.CLOSED)
    reasons = [] if can_organise(actor, row.round) else [RoundRefusal.NOT_YOUR_MOVE]
    reasons += [] if row.round.stage in stages else [RoundRefusal.WRONG_STAGE]
    reasons += [] if reason.strip() and kind in VetoKind else [RoundRefusal.NOTE_MISSING]
    if reasons:
        raise VetoRefused(reasons)
    return Veto.objects.create(
        appraised=row, kind=kind, reason=reason.strip(), entered_by=actor, entered_at=at
    )


def compute_scores(found: Round, *, at, reason: str = "") -> int:
    """Reckon every score of the round, and write those that are new or have changed. Returns how many were written."""
    _enter_known_vetoes(found, at=at)
    scale, made = terms_of(found).scale, made_of(found)
    rows = {row.pk: row for row in found.appraised.select_related("unit")}
    vetoed = set(Veto.objects.filter(appraised__in=rows, lifted_at=None).values_list("appraised", flat=True))
    places = places_of(
        [
            Candidate(pk, made[pk].parts, is_vetoed=pk in vetoed, enforces=row.enforces)
            for pk, row in rows.items()
        ],
        scale,
    )
    written = 0
    for pk, row in rows.items():
        score = _score_of(row, made[pk], places[pk])
        if score.has_card:
            score.needs_criticism = cards_before(found, row.unit_id) + 1 >= scale.cards_for_criticism
        written += _write(score, at=at, reason=reason)
    return written


def _write(score: Score, *, at, reason: str) -> bool:
    before = score.appraised.scores.first()
    if before is not None and all(getattr(before, name) == getattr(score, name) for name in TOLD):
        return False
    score.number = before.number + 1 if before else 1
    score.at, score.reason = at, reason if before else ""
    score.save(force_insert=True)
    return True


def _score_of(row: Appraised, made: Made, place: Place) -> Score:
    parts: Parts = made.parts
    low, high = share_between(made.tally) if parts.direct is not None else (None, None)
    third_low, third_high = share_between(made.answers) if parts.third is not None else (None, None)
    direct_weight, group_weight, third_weight = parts.weights
    return Score(
        appraised=row,
        direct_n=made.direct_n,
        direct_asked=made.asked,
        direct=parts.direct,
        direct_low=low,
        direct_high=high,
        group_n=made.sheets,
        group_asked=made.sheets_possible,
        group=parts.group,
        third_n=made.third_n,
        third=parts.third,
        third_low=third_low,
        third_high=third_high,
        direct_weight=direct_weight,
        group_weight=group_weight,
        third_weight=third_weight,
        total=parts.total,
        standing=place.standing,
        grade=place.grade,
        rank=place.rank,
        has_card=place.has_card,
    )


def _enter_known_vetoes(found: Round, *, at) -> None:
    """What the product knows of by itself, once each."""
    rows = {row.unit_id: row for row in found.appraised.all()}
    for source, unit, reason in known_vetoes(begin=found.begins_on, end=found.ends_on):
        if unit in rows:
            Veto.objects.get_or_create(
                appraised=rows[unit],
                source=source.name,
                reason=reason,
                defaults={"kind": source.kind, "entered_at": at},
            )
