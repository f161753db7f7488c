"""Earlier complaints of whoever is calling."""

from django.utils import timezone

from accounts.services import identities_with
from cases.models import Case
from cases.selectors.rows import CaseRow, for_rows, rows_of
from complaints.rules import clean_phone

SHOWN = 8


def earlier_of_phone(user, typed: str) -> list[CaseRow]:
    """The newest complaints with this number, or with a representative who has it, among those that the user may see; none for half a number.

    The number is compared by its mark: no identity is opened, and nobody learns a name.
    """
    number = clean_phone(typed)
    if number is None:
        return []
    cases = Case.objects.visible_to(user).filter(identity__in=identities_with(number))
    return list(rows_of(for_rows(cases).order_by("-id")[:SHOWN], at=timezone.now()))
