"""Declaring what keeps somebody away from cases, and ending it with a reason (R3)."""

from django.db import transaction

from accounts.choices import TieRefusal
from accounts.models import Tie, User
from accounts.selectors import ActRefused
from accounts.signals import tie_declared
from organizations.models import Person, Unit


class TieRefused(ActRefused):
    """A tie can't be declared or ended; ``reasons`` are words of ``TieRefusal``."""

    words = TieRefusal


@transaction.atomic
def declare_tie(
    *, user: User, relation: str, at, unit: Unit | None = None, person: Person | None = None
) -> Tie:
    """Keep the user away from cases that accuse this unit or person, from this moment on.

    What he has in hand and what nobody else of his unit can go on with is passed on in the same transaction: apps above
    hear ``tie_declared``. Raises TieRefused when the same tie is in force.
    """
    if Tie.objects.in_force().filter(user=user, unit=unit, person=person).exists():
        raise TieRefused(["declared_already"])
    tie = Tie.objects.create(user=user, unit=unit, person=person, relation=relation, declared_at=at)
    tie_declared.send(sender=Tie, user=User.objects.get(pk=user.pk), at=at)
    return tie


@transaction.atomic
def end_tie(*, tie_id: int, reason: str, actor: User, at) -> Tie:
    """End one's own tie; it stays on record with the reason, where the commission reads it. Raises TieRefused."""
    tie = Tie.objects.select_for_update().filter(user=actor, ended_at=None).get(pk=tie_id)
    if not reason.strip():
        raise TieRefused(["note_missing"])
    tie.ended_at, tie.end_reason = at, reason.strip()
    tie.save(update_fields=["ended_at", "end_reason"])
    return tie
