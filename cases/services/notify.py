"""Writing notices about a case: what every one of them says."""

from datetime import date

from django.conf import settings
from django.utils import translation

from cases.models import Case
from notices.services import notify_users
from organizations.models import Unit


def case_path(case: Case) -> str:
    """The address of the case's page."""
    return f"/staff/cases/{case.pk}/"


def names_of(unit: Unit) -> dict[str, str]:
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
            "unit": names_of(unit or case.desk),
            "date": f"{due_on}" if due_on else "",
        },
        path=path or (case_path(case) if is_linked else ""),
        about=about,
        at=at,
    )
