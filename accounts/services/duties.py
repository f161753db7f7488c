"""Letting users act for units."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.choices import CONSOLE_ROLES
from accounts.models import Duty, User


@transaction.atomic
def give_duty(*, user: User, unit, role: str, from_on: date | None = None) -> Duty:
    """Let a user act for a unit in a role from a day on; console roles may open the admin console."""
    duty, _ = Duty.objects.get_or_create(
        user=user, unit=unit, role=role, to_on=None, defaults={"from_on": from_on or timezone.localdate()}
    )
    if role in CONSOLE_ROLES and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    return duty
