"""Who hears of an alarm that has come up: notices into the outbox, in the transaction that passes it up."""

from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.selectors import COMMISSIONERS, first_to_hear
from common.numbering import CHINA
from notices.choices import Wording
from notices.services import in_languages, notify_users
from organizations.choices import Line
from organizations.models import Unit
from organizations.selectors import lead_units_upwards
from registers.choices import Level
from registers.models import Finding, Record

# Who keeps the books of the department above hears, and who leads it.
KEEPERS = (Role.HANDLER, Role.UNIT_LEADER)


def tell_of_alarm(record: Record, finding: Finding, *, at) -> None:
    """The department above hears of an alarm that has come up to it, the commission of one that has come further, or is a
    proposal; each a single time.

    Only who sees the alarm hears of it: nobody of the unit that it is about, and nobody with a tie to it.
    """
    is_proposal = finding.is_for_commission
    if finding.level == Level.UNIT and not is_proposal:
        return
    to_commission = is_proposal or finding.level == Level.COMMISSION
    users = _commission(record, finding, at) if to_commission else _department_above(record, finding, at)
    notify_users(
        users=users,
        wording=Wording.REGISTER_PROPOSAL if is_proposal else Wording.REGISTER_ALARM,
        context={"number": record.number, "unit": in_languages(record.unit), "date": f"{finding.since}"},
        path=reverse("registers:record-detail", args=[record.pk]),
        about=f"alarm:{finding.pk}:{Level.COMMISSION if to_commission else Level.SUPERIOR}",
        at=at,
    )


def _department_above(record: Record, finding: Finding, at) -> list[User]:
    """The nearest department above the unit in the line of the register that has somebody."""
    above = Unit.objects.filter(pk__in=record.unit.lineage, line__in=record.row.lines, is_active=True)
    by_nearness = sorted(above.exclude(pk=record.unit_id), key=lambda unit: -len(unit.lineage))
    return _first_to_hear(by_nearness, KEEPERS, finding, at)


def _commission(record: Record, finding: Finding, at) -> list[User]:
    """The commission of the place, or the first one above it that has somebody."""
    return _first_to_hear(lead_units_upwards(Line.COMMISSION, record.area), COMMISSIONERS, finding, at)


def _first_to_hear(units: list[Unit], roles, finding: Finding, at) -> list[User]:
    return first_to_hear(
        units,
        roles=roles,
        may_know=lambda user: Finding.objects.told_to(user).filter(pk=finding.pk).exists(),
        on=at.astimezone(CHINA).date(),
    )
