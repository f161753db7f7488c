"""Who keeps the accountability ledger, and which commission may approve what."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import standing_of
from cases.models import Case
from cases.permissions import supervises_as
from organizations.choices import Level, UnitKind
from supervision.models import Accountability, FalseAccusation, MeasureProposal
from supervision.rules import level_of_measure, reaches


def can_keep_ledger(user) -> bool:
    """Inspectors and leaders of discipline commissions; which files each of them sees, ``visible_to`` says."""
    actings = standing_of(user, on=timezone.localdate()).actings
    return any(
        acting.role in (Role.INSPECTOR, Role.COMMISSION_LEADER) and acting.unit.kind == UnitKind.COMMISSION
        for acting in actings
    )


def can_see_leaders(user) -> bool:
    """Whoever supervises sees which units have nobody who answers for them."""
    return can_keep_ledger(user)


def can_decide_on_measure(user, proposal: MeasureProposal) -> bool:
    """A leader of a commission that is high enough for the measure and the person's post, never whoever proposed it."""
    file = proposal.file
    unit_level = file.unit.area.level if file.unit and file.unit.area else ""
    return (
        proposal.asked_by_id != user.pk
        and _leads(user, file.case, needed=level_of_measure(proposal.measure, unit_level))
        and Accountability.objects.visible_to(user).filter(pk=file.pk).exists()
    )


def can_decide_on_false_accusation(user, finding: FalseAccusation) -> bool:
    """A leader of a city's or the province's commission: R11 leaves this finding to the city level and above."""
    return (
        finding.asked_by_id != user.pk
        and _leads(user, finding.case, needed=Level.CITY)
        and Case.objects.supervised_by(user).filter(pk=finding.case_id).exists()
    )


def _leads(user, case: Case, *, needed: str) -> bool:
    """Whether the user leads a commission in the chain of the case that is of this level or above."""
    return any(
        acting.role == Role.COMMISSION_LEADER
        and acting.unit.kind == UnitKind.COMMISSION
        and supervises_as(acting, case)
        and reaches(acting.unit.area.level if acting.unit.area else "", needed)
        for acting in standing_of(user, on=timezone.localdate()).actings
    )
