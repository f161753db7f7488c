"""Writing notices about a case: whom a unit's notice reaches, and what every notice says."""

from datetime import date

from django.conf import settings
from django.utils import timezone, translation

from accounts.choices import Role
from accounts.models import User
from cases.models import Case
from cases.selectors.firewall import Firewall
from notices.choices import Channel
from notices.services import notify_users
from organizations.models import Unit

WORK_CHANNELS = (Channel.IN_APP, Channel.EMAIL)
ALARM_CHANNELS = (Channel.IN_APP, Channel.EMAIL, Channel.SMS)


def users_acting_for_units(unit_ids: list[int], roles: tuple[str, ...], firewall: Firewall) -> list[User]:
    """Who reads cases for these units in one of the roles, less those whom the firewall keeps away."""
    if not unit_ids:
        return []
    today = timezone.localdate()
    reading = [role for role in roles if role not in (Role.SYSTEM_ADMIN, Role.MUNICIPAL_SYSTEM)]
    users = User.objects.acting_for(unit_ids=unit_ids, roles=reading, on=today)
    return list(firewall.may_tell(users, on=today).order_by("pk"))


def case_path(case: Case) -> str:
    """The address of the case's page."""
    return f"/staff/cases/{case.pk}/"


def _names_of(unit: Unit) -> dict[str, str]:
    """The unit's name in each language: nobody knows yet in which one the notice will be read."""
    names = {}
    for language, _called in settings.LANGUAGES:
        with translation.override(language):
            names[language] = unit.label
    return names


def write_notices(
    case: Case,
    receivers,
    *,
    wording: str,
    about: str,
    at,
    channels,
    unit: Unit | None,
    due_on: date | None,
    is_linked: bool = True,
    path: str = "",
) -> None:
    """Write one notice for each receiver, with the case's number and the unit's name in each language."""
    notify_users(
        users=receivers,
        wording=wording,
        context={
            "number": case.number,
            "unit": _names_of(unit or case.desk),
            "date": f"{due_on}" if due_on else "",
        },
        path=path or (case_path(case) if is_linked else ""),
        about=about,
        at=at,
        channels=channels,
    )
