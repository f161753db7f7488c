"""The acts of supervision that take two people, as the register of such acts knows them (ADR 21)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.selectors import TwoKeyKind
from cases.models import Case
from supervision.models import Accountability, FalseAccusation, MeasureProposal
from supervision.permissions import can_decide_on_false_accusation, can_decide_on_measure
from supervision.services.accountability import after_proposal
from supervision.services.false_accusations import after_false_accusation
from supervision.services.steps import LedgerRefused


def _lock_file(act: MeasureProposal) -> None:
    Case.objects.locked().get(pk=act.file.case_id)
    Accountability.objects.select_for_update(of=("self",)).get(pk=act.file_id)


MEASURE = TwoKeyKind(
    name="measure",
    label=_("Measure against somebody who answers"),
    model=MeasureProposal,
    setting="MEASURE_PROPOSAL_DAYS",
    why=_("What was found has to be weighed anew if nobody has decided within a month."),
    open_to=lambda user: MeasureProposal.objects.filter(
        file__in=Accountability.objects.visible_to(user)
    ).select_related("file__case", "file__unit__area"),
    may_decide=can_decide_on_measure,
    after=after_proposal,
    page=lambda act: reverse("supervision:ledger-file", args=[act.file_id]),
    about=lambda act: act.file.number,
    refused=LedgerRefused,
    lock=_lock_file,
)
FALSE_ACCUSATION = TwoKeyKind(
    name="false_accusation",
    label=_("Finding of a false accusation"),
    model=FalseAccusation,
    setting="FALSE_ACCUSATION_DAYS",
    why=_("Such a suspicion must not hang over a citizen for long: undecided it is gone."),
    open_to=lambda user: FalseAccusation.objects.filter(
        case__in=Case.objects.supervised_by(user).order_by().values("pk")
    ).select_related("case"),
    may_decide=can_decide_on_false_accusation,
    after=after_false_accusation,
    page=lambda act: reverse("supervision:ledger-false", args=[act.case_id]),
    about=lambda act: act.case.number,
    refused=LedgerRefused,
    lock=lambda act: Case.objects.locked().get(pk=act.case_id),
)
KINDS = (MEASURE, FALSE_ACCUSATION)
