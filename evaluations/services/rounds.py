"""Preparing a round, and the only writer of its ``stage``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.selectors import ActRefused
from common.numbering import CHINA
from evaluations.choices.appraisal import RoundParty, RoundRefusal, RoundStage
from evaluations.lifecycle.rounds import ROUND_MOVE_BY_NAME, RoundMove
from evaluations.models import Appraised, BallotCode, Criterion, Round, RoundEvent, SheetItem
from evaluations.permissions.rounds import can_organise, offices_to_appraise_for, parties_of
from evaluations.rules.scores import WHOLE
from evaluations.selectors.rounds import list_of_unit, units_to_appraise
from evaluations.services.appraisal_terms import terms_in_force
from evaluations.services.ballots import close_boxes
from evaluations.services.scores import compute_scores, count_direct_votes
from organizations.choices import Line
from organizations.models import Unit
from sectors.models import Campaign

# Satisfaction alone doesn't rank these (Beijing's rules on handling citizens' requests, art. 45, kept as the house's default).
ENFORCING_LINES = {Line.POLITICS_LAW}


class RoundRefused(ActRefused):
    """A step of an appraisal can't be made; ``reasons`` are words of ``RoundRefusal``, all of them."""

    words = RoundRefusal


@dataclass(frozen=True)
class RoundDraft:
    """What is appraised: of which campaign, in which period, until when ballots are cast."""

    title: str
    campaign: Campaign
    begins_on: date
    ends_on: date
    closes_on: date

    @property
    def is_in_order(self) -> bool:
        """Whether the days follow one another."""
        return self.begins_on <= self.ends_on <= self.closes_on


@dataclass(frozen=True)
class Question:
    """A question of the score sheet."""

    text: str
    weight: int
    is_list: bool = False


@transaction.atomic
def plan_round(*, organiser: Unit, draft: RoundDraft, actor: User, at) -> Round:
    """Begin a round. Raises RoundRefused."""
    reasons = [] if organiser in offices_to_appraise_for(actor) else [RoundRefusal.NOT_YOUR_MOVE]
    reasons += [] if draft.is_in_order else [RoundRefusal.DAYS_OUT_OF_ORDER]
    if reasons:
        raise RoundRefused(reasons)
    found = Round.objects.create(
        organiser=organiser,
        campaign=draft.campaign,
        title=draft.title.strip(),
        begins_on=draft.begins_on,
        ends_on=draft.ends_on,
        closes_on=draft.closes_on,
        planned_by=actor,
        planned_at=at,
    )
    write_event(found, "plan", actor, party=RoundParty.ORGANISER, at=at, to_stage=found.stage)
    return found


@transaction.atomic
def choose_units(
    *, round_id: int, units: Iterable[Unit], enforcing: Iterable[Unit], actor: User, at
) -> Round:
    """Say which units are appraised, and which of them enforce the law or mediate. Raises RoundRefused."""
    found, wanted = lock_round(round_id, actor), {unit.pk: unit for unit in units}
    allowed = set(units_to_appraise(found.organiser).filter(pk__in=wanted).values_list("pk", flat=True))
    reasons = _against_change(found, actor)
    reasons += [] if wanted else [RoundRefusal.NO_UNITS]
    reasons += [] if allowed == set(wanted) else [RoundRefusal.NOT_BELOW]
    if reasons:
        raise RoundRefused(reasons)
    marked = {unit.pk for unit in enforcing}
    found.appraised.exclude(unit__in=wanted).delete()
    for pk in sorted(wanted):
        Appraised.objects.update_or_create(round=found, unit_id=pk, defaults={"enforces": pk in marked})
    write_event(found, "units", actor, party=RoundParty.ORGANISER, at=at, details={"units": len(wanted)})
    return found


@transaction.atomic
def ask_questions(*, round_id: int, questions: Iterable[Question], actor: User, at) -> Round:
    """Say what the sheet asks and how much each question weighs; one is about the rectification list (M67). Raises RoundRefused."""
    found, questions = lock_round(round_id, actor), list(questions)
    reasons = _against_change(found, actor)
    if sum(question.weight for question in questions) != WHOLE or any(q.weight <= 0 for q in questions):
        reasons.append(RoundRefusal.NO_QUESTIONS)
    reasons += [] if sum(q.is_list for q in questions) == 1 else [RoundRefusal.NO_LIST_QUESTION]
    if reasons:
        raise RoundRefused(reasons)
    found.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(round=found, position=place, text=q.text.strip(), weight=q.weight, is_list=q.is_list)
        for place, q in enumerate(questions, 1)
    )
    write_event(found, "questions", actor, party=RoundParty.ORGANISER, at=at)
    return found


@transaction.atomic
def move_round(*, round_id: int, move: str, actor: User, at, note: str = "") -> Round:
    """Make one move that has a button, and return the round as it is then. Raises RoundRefused with every reason."""
    row, found = ROUND_MOVE_BY_NAME[move], lock_round(round_id, actor)
    party = next((party for party in row.by if party in parties_of(actor, found)), None)
    reasons = [] if party and row.is_button else [RoundRefusal.NOT_YOUR_MOVE]
    reasons += [] if found.stage in row.sources else [RoundRefusal.WRONG_STAGE]
    reasons += [RoundRefusal.NOTE_MISSING] if row.needs_note and not note.strip() else []
    if reasons or (reasons := _against_move(found, row, at=at)):
        listless = _without_list(found, at=at) if RoundRefusal.NO_LIST in reasons else ()
        raise RoundRefused(reasons, about={RoundRefusal.NO_LIST: listless})
    details = _carry_out(found, row, actor=actor, at=at)
    set_stage(found, row, actor, party=party, at=at, note=note, details=details)
    return found


def set_stage(found: Round, row: RoundMove, actor, *, party: str, at, note: str = "", details=None) -> None:
    """Write the stage that the row leads to, and the row of the trail. The round is locked by the caller."""
    before, found.stage = found.stage, row.target
    if row.name in ("open", "close", "compute", "publish"):
        setattr(found, {"open": "opened_at", "close": "closed_at"}.get(row.name, f"{row.target}_at"), at)
    found.save()
    write_event(
        found,
        row.name,
        actor,
        party=party,
        at=at,
        from_stage=before,
        to_stage=found.stage,
        note=note,
        details=details,
    )


def lock_round(round_id: int, actor: User) -> Round:
    """The round, locked; ``Round.DoesNotExist`` for whoever doesn't see it."""
    rounds = Round.objects.visible_to(actor).select_related("organiser__area")
    return rounds.select_for_update(of=("self",)).get(pk=round_id)


def write_event(
    found: Round, move: str, actor: User | None, *, at, note="", details=None, **more
) -> RoundEvent:
    """One row of the trail."""
    return RoundEvent.objects.create(
        round=found, at=at, move=move, actor=actor, note=note.strip(), details=details or {}, **more
    )


def _against_change(found: Round, actor: User) -> list[str]:
    reasons = [] if can_organise(actor, found) else [RoundRefusal.NOT_YOUR_MOVE]
    return reasons + ([] if found.stage == RoundStage.DRAFT else [RoundRefusal.WRONG_STAGE])


def _without_list(found: Round, *, at) -> list[str]:
    """The names of those appraised that no plan in force gives anything to put right."""
    today = at.astimezone(CHINA).date()
    rows = found.appraised.select_related("unit")
    return [str(one.unit) for one in rows if not list_of_unit(found.campaign, one.unit, today=today)]


def _against_move(found: Round, row: RoundMove, *, at) -> list[str]:
    today = at.astimezone(CHINA).date()
    if row.name == "open":
        listless = _without_list(found, at=at)
        reasons = [] if found.appraised.exists() else [RoundRefusal.NO_UNITS]
        reasons += [] if found.criteria.exists() else [RoundRefusal.NO_QUESTIONS]
        return reasons + ([RoundRefusal.NO_LIST] if listless else [])
    if row.name == "close":
        reasons = [] if today > found.ends_on else [RoundRefusal.NOT_OVER]
        unused = BallotCode.objects.filter(appraised__round=found, is_used=False)
        is_box_open = today <= found.closes_on and unused.exists()
        return reasons + ([RoundRefusal.BOX_OPEN] if is_box_open else [])
    waits = row.name == "take_back" and found.publications.filter(decision="").exists()
    return [RoundRefusal.ASKED_ALREADY] if waits else []


def _carry_out(found: Round, row: RoundMove, *, actor: User, at) -> dict:
    """What a move does beside the stage; returns what the trail tells of it."""
    if row.name == "open":
        found.terms = terms_in_force(at=at)
        _link_lists(found, today=at.astimezone(CHINA).date())
        return {"terms": found.terms.number}
    if row.name == "close":
        return {"ballots": close_boxes(found), "votes": count_direct_votes(found)}
    return {"scores": compute_scores(found, at=at)} if row.name == "compute" else {}


def _link_lists(found: Round, *, today: date) -> None:
    """Every sheet gets the items of its unit's list, as the plans in force word them today (M67)."""
    SheetItem.objects.bulk_create(
        SheetItem(appraised=row, position=place, item=item.item)
        for row in found.appraised.select_related("unit")
        for place, item in enumerate(list_of_unit(found.campaign, row.unit, today=today), 1)
    )
