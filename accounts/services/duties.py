"""Letting users act for units."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.choices import CONSOLE_ROLES
from accounts.models import Duty, User
from accounts.selectors import mixes_administration
from accounts.services.sessions import end_sessions


class DutyRefused(Exception):
    """A duty that nobody may be given: by himself, or beside what keeps administrators apart."""


@transaction.atomic
def give_duty(*, user: User, unit, role: str, from_on: date | None = None, actor: User | None = None) -> Duty:
    """Let a user act for a unit in a role from a day on; console roles may open the admin console.

    Nobody gives himself a duty. Without an actor it is done at the machine itself, as for the first administrator.
    """
    from_on = from_on or timezone.localdate()
    User.objects.select_for_update().get(pk=user.pk)
    if actor == user:
        raise DutyRefused("nobody gives himself a duty")
    if mixes_administration(user, role, from_on=from_on):
        raise DutyRefused("an administrator has no other role")
    duty, _ = Duty.objects.get_or_create(
        user=user, unit=unit, role=role, to_on=None, defaults={"from_on": from_on}
    )
    if role in CONSOLE_ROLES and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    end_sessions(user=user)
    return duty


@transaction.atomic
def end_duty(*, duty: Duty, to_on: date | None, actor: User) -> None:
    """Let a duty end on a day, or for good again; whoever had it signs in anew."""
    if actor.pk == duty.user_id:
        raise DutyRefused("nobody changes his own duty")
    duty.to_on = to_on
    duty.save(update_fields=["to_on"])
    end_sessions(user=duty.user)
