"""What of the plans takes two people, as the register of such acts knows it (ADR 21)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.selectors import TwoKeyKind
from sectors.models import PlanApproval, SectorPlan
from sectors.permissions import can_decide_on_plan
from sectors.services.plans import PlanRefused, after_plan_approval, lock_plan

PLAN = TwoKeyKind(
    name="plan",
    label=_("Approval of a sector plan"),
    model=PlanApproval,
    setting="PLAN_APPROVAL_DAYS",
    why=_("A campaign lasts about a year: a plan that waits longer than a month is worked over instead."),
    open_to=lambda user: PlanApproval.objects.filter(
        version__plan__in=SectorPlan.objects.visible_to(user).order_by().values("pk")
    ).select_related("version__plan__campaign", "version__plan__sector"),
    may_decide=can_decide_on_plan,
    after=after_plan_approval,
    page=lambda act: reverse(
        "sectors:plan", args=[act.version.plan.campaign_id, act.version.plan.sector.code]
    ),
    about=lambda act: act.version.label,
    refused=PlanRefused,
    lock=lambda act: lock_plan(act.version.plan_id),
)
KINDS = (PLAN,)
