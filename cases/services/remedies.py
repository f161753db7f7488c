"""What a citizen may do with a complaint that he has handed in: take it back, and have its answer reviewed.

The caller has proved that he holds the receipt. Each raises MoveRefused with every reason when it isn't possible.
"""

from django.db import transaction

from cases.choices import Party
from cases.models import Case
from cases.selectors.firewall import firewall_of
from cases.selectors.routing import choose_reviewer
from cases.services.matter import lock_matters
from cases.services.move import move_case
from common.numbering import CHINA


@transaction.atomic
def withdraw_case(*, case_id: int, at, reason: str = "") -> Case:
    """Withdraw a complaint of the citizen's own free will: every clock stops and it leaves the unit that has it.

    Whoever says that he is pressed to withdraw isn't brought here: that is a report of revenge to the commission alone
    (``write_as_citizen``), the complaint goes on as before and nobody else hears of the wish. Of a matter the next joined
    case takes the lead.
    """
    lock_matters(case_id)
    return move_case(case_id=case_id, move="withdraw", actor=Party.CITIZEN, at=at, note=reason)


@transaction.atomic
def take_withdrawal_back(*, case_id: int, at) -> Case:
    """Let a withdrawn complaint go on, within seven days: it begins anew at the desk."""
    return move_case(case_id=case_id, move="take_back", actor=Party.CITIZEN, at=at)


@transaction.atomic
def ask_review(*, case_id: int, grounds: str, at) -> Case:
    """Ask the next higher body that isn't of the accused side to review the answer, with what is objected to."""
    case = Case.objects.locked().get(pk=case_id)
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    details = {"unit": choose_reviewer(case, firewall=firewall), "grounds": grounds}
    return move_case(case_id=case_id, move="ask_review", actor=Party.CITIZEN, at=at, details=details)
