"""What somebody may not write of a record though he keeps it: what is for those above, and a pass beside open complaints (M45)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from accounts.models import User
from organizations.models import Unit
from registers.choices import Refusal, Register
from registers.permissions import is_above
from registers.rules import Wrong
from registers.selectors.marks import marks_of


def bars_of(
    register: Register,
    unit: Unit,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    actor: User,
) -> list[Wrong]:
    """Why these cells can't come in the place of those before.

    Whoever a complaint may accuse never gets so far as to be told of one: only somebody above the unit enters a result, and
    only cases that aren't kept from him bar it.
    """
    new = [
        column.name
        for column in register.columns
        if column.is_from_above and before.get(column.name) != after.get(column.name)
    ]
    if not new:
        return []
    if not is_above(actor, register, unit):
        return [Wrong(name, Refusal.FROM_ABOVE) for name in new]
    passes = "result" in new and after.get("result") == "passed"
    if passes and settings.REGISTER_ACCEPTANCE_BARS and marks_of(register, actor, [unit], above=[unit.pk]):
        return [Wrong("result", Refusal.OPEN_FEE_CASE)]
    return []
