"""Writing notices about a case: what every one of them says."""

from datetime import date

from cases.models import Case
from notices.services import in_languages, notify_users
from organizations.models import Unit


def case_path(case: Case) -> str:
    """The address of the case's page."""
    return f"/staff/cases/{case.pk}/"


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
            "unit": in_languages(unit or case.desk),
            "date": f"{due_on}" if due_on else "",
        },
        path=path or (case_path(case) if is_linked else ""),
        about=about,
        at=at,
    )
