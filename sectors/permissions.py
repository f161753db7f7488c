"""Who sets up a campaign, and who writes, decides on, and publishes the plan of a sector."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, WRITERS, reaches_of, standing_of
from organizations.models import Area, Sector
from sectors.models import PlanApproval, PlanItem, SectorPlan
from sectors.querysets import in_province_commission, lines_led_by


def can_set_up_campaign(user) -> bool:
    """The commission of the province: its inspectors and leaders (M01)."""
    return in_province_commission(user, *COMMISSIONERS)


def can_write_plan(user, sector: Sector) -> bool:
    """Handlers and leaders of a department that leads the sector; sector 1 has two of them."""
    return _leads(user, sector, WRITERS)


def can_answer_for_plan(user, sector: Sector) -> bool:
    """Only a leader of such a department puts the plan forward and publishes it."""
    return _leads(user, sector, (Role.UNIT_LEADER,))


def can_decide_on_plan(user, approval: PlanApproval) -> bool:
    """A leader of the commission of the province, never whoever asked."""
    return approval.asked_by_id != user.pk and in_province_commission(user, Role.COMMISSION_LEADER)


def can_inspect_plans(user) -> bool:
    """The commission of the province scores what the departments say of themselves."""
    return in_province_commission(user, *COMMISSIONERS)


def can_see_plan(user, plan: SectorPlan) -> bool:
    """Drafts and entries too, not only what is published."""
    return SectorPlan.objects.visible_to(user).filter(pk=plan.pk).exists()


def owning_units(user) -> set[int]:
    """The ids of the units for which the user handles or leads: of their items he reports, whoever leads the sector."""
    return standing_of(user, on=timezone.localdate()).unit_ids(*WRITERS)


def can_report_on_item(user, item: PlanItem) -> bool:
    """Whether the item is his own unit's."""
    return item.owner_id in owning_units(user)


def can_see_deployment(user) -> bool:
    """Commissions, and departments that lead a sector, each as far as their duty reaches."""
    return bool(reaches_of(user))


def can_open_deployment(user, sector: Sector, area: Area) -> bool:
    """One cell of the matrix (M04)."""
    return any(reach.sees(sector.pk, area.code) for reach in reaches_of(user))


def can_enter_deployment(user, sector: Sector, area: Area) -> bool:
    """The city's or county's own department or commission; a city also for the counties below it."""
    return any(reach.enters(sector.pk, area.code) for reach in reaches_of(user))


def _leads(user, sector: Sector, roles) -> bool:
    lines = lines_led_by(user, *roles)
    return bool(lines) and any(lead.line in lines for lead in sector.leads.all())
