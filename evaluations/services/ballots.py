"""The appraisal group: who is in it, the codes on its papers, and the box with its ballots (M66; ADR 35).

A member gets a paper with one code. The database never learns which: of the code and each unit that he may score it keeps one
digest, which nobody can reckon back or join with another. To cast a ballot is to mark such a digest as used, by writing
all digests of the unit anew in one statement, and to put the ballot into the box, by writing all ballots of the unit anew
in an order drawn by lot. So neither transaction numbers nor places on the disk say which went with which.
"""

import hmac
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When

from accounts.models import User
from accounts.selectors import ActRefused
from common.numbering import CHINA, clean_receipt_code, new_receipt_code
from evaluations.choices.appraisal import RoundRefusal, RoundStage
from evaluations.models import Appraised, Ballot, BallotCode, Member, Round, RoundEvent
from evaluations.permissions.rounds import can_organise
from evaluations.rules.scores import MARKS
from evaluations.selectors.recount import box_digest
from organizations.models import Unit

# As for receipts (ADR 5): the code carries 50 random bits, so a few milliseconds a guess are enough.
MEMORY, ROUNDS, LENGTH = 8 * 1024, 1, 32
_LOT = secrets.SystemRandom()


class BallotRefused(ActRefused):
    """Something of the group or of a ballot is refused; ``reasons`` are words of ``RoundRefusal``, all of them."""

    words = RoundRefusal


@dataclass(frozen=True)
class Sheet:
    """A paper for a member: the code, and the units that it is not valid for. It is printed once and stored nowhere."""

    code: str
    not_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Booth:
    """What a code opens: the round, and of each unit whether it can be scored, was scored, or is none of the member's."""

    round: Round
    states: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def appoint_member(
    *,
    round_id: int,
    name: str,
    kind: str,
    actor: User,
    at,
    employer: Unit | None = None,
    ties: Iterable[Unit] = (),
) -> Member:
    """Invite somebody into the group, with everything that he has to keep away from. Raises BallotRefused."""
    found = _lock(round_id, actor)
    member = Member.objects.create(
        round=found, name=name.strip(), kind=kind, employer=employer, appointed_by=actor, appointed_at=at
    )
    member.ties.set(ties)
    return member


@transaction.atomic
def dismiss_member(*, member_id: int, actor: User) -> None:
    """Take somebody out of the group before the codes are given out; the audit keeps who it was. Raises BallotRefused."""
    member = Member.objects.get(pk=member_id)
    _lock(member.round_id, actor)
    member.ties.clear()
    member.delete()


@transaction.atomic
def give_codes(*, round_id: int, actor: User, at) -> list[Sheet]:
    """Draw a code for each member and return the papers, once; earlier ones are void. Raises BallotRefused.

    Members without a tie can draw any paper from the heap. The papers come in an order drawn by lot and carry no name; a
    paper for whoever has a tie names the units that it isn't valid for.
    """
    found = Round.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=round_id)
    members, rows = list(found.members.all()), list(found.appraised.select_related("unit"))
    codes = BallotCode.objects.filter(appraised__round=found)
    reasons = [] if can_organise(actor, found) else [RoundRefusal.NOT_YOUR_MOVE]
    reasons += [] if found.stage == RoundStage.OPEN else [RoundRefusal.WRONG_STAGE]
    reasons += [] if members else [RoundRefusal.NO_MEMBERS]
    reasons += [RoundRefusal.VOTING_BEGAN] if codes.filter(is_used=True).exists() else []
    if reasons:
        raise BallotRefused(reasons)
    codes.delete()
    found.codes_salt, found.codes_given = secrets.token_hex(32), len(members)
    found.save(update_fields=["codes_salt", "codes_given"])
    sheets, rights = [], []
    for member in members:
        shut, code = _shut_units(member, rows), new_receipt_code()
        key = _key(code, found)
        rights += [
            BallotCode(appraised=row, digest=_digest(key, row.pk)) for row in rows if row.pk not in shut
        ]
        sheets.append(Sheet(code, tuple(str(row.unit) for row in rows if row.pk in shut)))
    _LOT.shuffle(rights)
    _LOT.shuffle(sheets)
    BallotCode.objects.bulk_create(rights)
    RoundEvent.objects.create(round=found, at=at, move="codes", actor=actor, details={"codes": len(sheets)})
    return sorted(sheets, key=lambda sheet: sheet.not_for)


def open_booth(*, typed: str, at) -> Booth | None:
    """What the code on a paper opens; None where it opens nothing. Nothing is written."""
    code = clean_receipt_code(typed)
    if code is None:
        return None
    today = at.astimezone(CHINA).date()
    for found in Round.objects.filter(stage=RoundStage.OPEN, closes_on__gte=today).exclude(codes_salt=""):
        key, rows = _key(code, found), list(found.appraised.values_list("pk", flat=True))
        digests = {_digest(key, pk): pk for pk in rows}
        used = dict(BallotCode.objects.filter(digest__in=digests).values_list("appraised", "is_used"))
        if used:
            states = {pk: {False: "open", True: "cast", None: "shut"}[used.get(pk)] for pk in rows}
            return Booth(found, states)
    return None


@transaction.atomic
def cast_ballot(*, typed: str, appraised_id: int, general: Sequence[int], items: Sequence[int], at) -> None:
    """Put one sheet into the box. Raises BallotRefused; nobody signs in for it, and no trail tells of it."""
    rows = Appraised.objects.select_for_update(of=("self",)).select_related("round")
    row, code = rows.filter(pk=appraised_id).first(), clean_receipt_code(typed)
    if row is None or code is None or not _is_open(row.round, at=at):
        raise BallotRefused([RoundRefusal.NO_SUCH_CODE])
    digest = _digest(_key(code, row.round), row.pk)
    is_used = BallotCode.objects.filter(digest=digest).values_list("is_used", flat=True).first()
    reasons = [RoundRefusal.CONFLICT] if is_used is None else []
    reasons += [RoundRefusal.CAST_ALREADY] if is_used else []
    reasons += [] if _are_whole(row, general, items) else [RoundRefusal.MARKS_MISSING]
    if reasons:
        raise BallotRefused(reasons)
    # Every right of the unit is written anew, and not only the one that changes.
    row.codes.update(is_used=Case(When(digest=digest, then=Value(True)), default=F("is_used")))
    _lay_anew(row, Ballot(appraised=row, general=list(general), items=list(items)))


def close_boxes(found: Round) -> int:
    """Shuffle every box once more, keep its digest and how many codes were used, and forget all codes. Returns the number of ballots."""
    ballots = 0
    for row in found.appraised.select_for_update(of=("self",)).order_by("pk"):
        _lay_anew(row)
        row.votes_used, row.votes_given = row.codes.filter(is_used=True).count(), row.codes.count()
        row.box_digest = box_digest(row)
        row.save(update_fields=["votes_used", "votes_given", "box_digest"])
        row.codes.all().delete()
        ballots += row.votes_used
    found.codes_salt = ""
    return ballots


def _lay_anew(row: Appraised, *added: Ballot) -> None:
    """Write all ballots of a unit anew, in an order drawn by lot and under new keys."""
    ballots = [*row.ballots.all(), *added]
    row.ballots.all().delete()
    _LOT.shuffle(ballots)
    Ballot.objects.bulk_create(
        Ballot(id=uuid.uuid4(), appraised=row, general=one.general, items=one.items) for one in ballots
    )


def _lock(round_id: int, actor: User) -> Round:
    """The round, locked, whose group can still be changed."""
    found = Round.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=round_id)
    reasons = [] if can_organise(actor, found) else [RoundRefusal.NOT_YOUR_MOVE]
    reasons += [] if found.stage in (RoundStage.DRAFT, RoundStage.OPEN) else [RoundRefusal.WRONG_STAGE]
    reasons += [RoundRefusal.CODES_ARE_OUT] if found.codes_given else []
    if reasons:
        raise BallotRefused(reasons)
    return found


def _shut_units(member: Member, rows: Iterable[Appraised]) -> set[int]:
    """The units that a member may not score: his own, those that it answers to or commands, and those with a declared tie."""
    own = [*member.ties.all(), *([member.employer] if member.employer else [])]
    return {
        row.pk
        for row in rows
        if any(row.unit_id in unit.lineage or unit.pk in row.unit.lineage for unit in own)
    }


def _is_open(found: Round, *, at) -> bool:
    is_day = at.astimezone(CHINA).date() <= found.closes_on
    return found.stage == RoundStage.OPEN and bool(found.codes_salt) and is_day


def _are_whole(row: Appraised, general: Sequence[int], items: Sequence[int]) -> bool:
    asked = row.round.criteria.filter(is_list=False).count(), row.items.count()
    return (len(general), len(items)) == asked and all(mark in MARKS for mark in (*general, *items))


def _key(code: str, found: Round) -> bytes:
    """The slow salted hash of a code, from which the digests are made."""
    peppered = hmac.digest(settings.RECEIPT_PEPPER.encode(), f"ballot:{code}".encode(), "sha256")
    return hash_secret_raw(
        peppered,
        bytes.fromhex(found.codes_salt),
        time_cost=ROUNDS,
        memory_cost=MEMORY,
        parallelism=1,
        hash_len=LENGTH,
        type=Type.ID,
    )


def _digest(key: bytes, appraised_id: int) -> str:
    return hmac.digest(key, str(appraised_id).encode(), "sha256").hex()
