"""Publishing a round and appealing a score: what takes two people, and what follows from each decision (ADR 21)."""

from django.db import transaction

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.selectors import COMMISSIONERS, users_acting_for
from accounts.services import ask_for_act, decide_on_act
from common.numbering import CHINA
from evaluations.choices.appraisal import RoundParty, RoundRefusal, RoundStage, ScoreStanding
from evaluations.choices.ratings import Grade
from evaluations.lifecycle.rounds import ROUND_MOVE_BY_NAME
from evaluations.models import Appraised, Round, RoundPublication, ScoreAppeal
from evaluations.permissions.rounds import can_appeal, can_decide_on_appeal, can_organise, can_publish
from evaluations.selectors.rounds import appeals_end_on
from evaluations.selectors.scores import made_of
from evaluations.services.round_tell import tell_of_correction, tell_of_publication
from evaluations.services.rounds import lock_round, set_stage, write_event
from evaluations.services.scores import compute_scores
from notices.services import tell_of_act


@transaction.atomic
def ask_for_publication(*, round_id: int, reason: str, actor: User, at) -> RoundPublication:
    """Put the scores before a leader of the commission. Raises RoundRefused."""
    found = lock_round(round_id, actor)
    reasons = [] if can_organise(actor, found) else [RoundRefusal.NOT_YOUR_MOVE]
    reasons += [] if found.stage == RoundStage.COMPUTED else [RoundRefusal.WRONG_STAGE]
    reasons += [RoundRefusal.ASKED_ALREADY] if found.publications.filter(decision="").exists() else []
    act = RoundPublication(round=found, reason=reason)
    return ask_for_act(act, actor=actor, at=at, reasons=reasons)


def decide_on_publication(*, act_id: int, decision: str, note: str, actor: User, at) -> RoundPublication:
    """Publish the round, or give it back with reasons. Raises RoundRefused."""
    act = RoundPublication.objects.select_related("round").get(pk=act_id)
    return decide_on_act(act, decision=decision, note=note, actor=actor, at=at)


def after_publication(act: RoundPublication, *, actor: User | None, at) -> None:
    """A granted publication is out at once; whoever has to know is told."""
    if act.decision == Decision.GRANTED:
        row = ROUND_MOVE_BY_NAME["publish"]
        set_stage(act.round, row, actor, party=RoundParty.LEADER, at=at, note=act.decision_note)
        tell_of_publication(act.round, at=at)
    leaders = users_acting_for(
        unit_ids=act.round.organiser.lineage, roles=[Role.COMMISSION_LEADER], on=at.astimezone(CHINA).date()
    )
    deciders = [user for user in leaders if can_publish(user, act)]
    tell_of_act(act, receivers=_told(act, deciders), at=at)


@transaction.atomic
def appeal_score(*, appraised_id: int, reason: str, actor: User, at) -> ScoreAppeal:
    """A unit objects to its score within the days of the settings. Raises RoundRefused."""
    row = Appraised.objects.visible_to(actor).select_related("round__terms").get(pk=appraised_id)
    reasons = [] if can_appeal(actor, row) else [RoundRefusal.NOT_YOUR_MOVE]
    reasons += [] if reason.strip() else [RoundRefusal.NOTE_MISSING]
    if not reasons and at.astimezone(CHINA).date() > appeals_end_on(row.round):
        reasons.append(RoundRefusal.TOO_LATE)
    reasons += [RoundRefusal.ASKED_ALREADY] if row.appeals.filter(decision="").exists() else []
    return ask_for_act(ScoreAppeal(appraised=row, reason=reason), actor=actor, at=at, reasons=reasons)


@transaction.atomic
def decide_on_appeal(
    *,
    appeal_id: int,
    decision: str,
    note: str,
    actor: User,
    at,
    aside: dict[str, int] | None = None,
    lifts_veto: bool = False,
) -> ScoreAppeal:
    """Put a score right, or let it stand, with reasons. ``aside``: so many direct votes of each word don't count. Raises RoundRefused."""
    appeal = ScoreAppeal.objects.select_related("appraised__round__organiser").get(pk=appeal_id)
    lock_round(appeal.appraised.round_id, actor)
    reasons = []
    if decision == Decision.GRANTED:
        aside = {grade: (aside or {}).get(grade, 0) for grade in Grade.values}
        reasons = _against_correction(appeal.appraised, aside, lifts_veto=lifts_veto)
        if not reasons and appeal.waits:
            ScoreAppeal.objects.filter(pk=appeal.pk).update(
                lifts_veto=lifts_veto, **{f"{grade}_aside": number for grade, number in aside.items()}
            )
    return decide_on_act(appeal, decision=decision, note=note, actor=actor, at=at, reasons=reasons)


def after_appeal(act: ScoreAppeal, *, actor: User | None, at) -> None:
    """A granted appeal puts the score right, and whatever hangs on it; the old scores stay."""
    found = Round.objects.select_related("organiser").get(pk=act.appraised.round_id)
    if act.decision == Decision.GRANTED:
        if act.lifts_veto:
            for veto in act.appraised.vetoes.filter(lifted_at=None):
                veto.lifted_at = at
                veto.save(update_fields=["lifted_at"])
        written = compute_scores(found, at=at, reason=act.decision_note)
        tell_of_correction(found, of=act.appraised, at=at)
        found.corrected_at = at
        found.save(update_fields=["corrected_at"])
        details = {"scores": written, "appeal": act.pk}
        write_event(found, "correct", actor, at=at, note=act.decision_note, details=details)
    today = at.astimezone(CHINA).date()
    users = users_acting_for(unit_ids=[found.organiser_id], roles=COMMISSIONERS, on=today)
    tell_of_act(act, receivers=_told(act, [one for one in users if can_decide_on_appeal(one, act)]), at=at)


def _against_correction(row: Appraised, aside: dict[str, int], *, lifts_veto: bool) -> list[str]:
    is_vetoed = row.scores.first().standing == ScoreStanding.VETOED
    if not any(aside.values()) and not (lifts_veto and is_vetoed):
        return [RoundRefusal.NOTHING_CHANGES]
    tally = made_of(row.round)[row.pk].tally
    enough = all(tally.get(grade, 0) >= number >= 0 for grade, number in aside.items())
    return [] if enough else [RoundRefusal.NOT_ENOUGH_VOTES]


def _told(act, deciders: list[User]) -> list[User]:
    return {"": deciders, Decision.LAPSED: [act.asked_by, *deciders]}.get(act.decision, [act.asked_by])
