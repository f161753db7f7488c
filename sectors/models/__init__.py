"""What is kept of a campaign: its days, the plans of its sectors, and what became of them."""

from sectors.models.campaign import Campaign, CampaignPhase
from sectors.models.deployment import Deployment
from sectors.models.entry import TaskEntry, TaskFile
from sectors.models.plan import PlanApproval, PlanItem, PlanVersion, SectorPlan, Task

__all__ = [
    "Campaign",
    "CampaignPhase",
    "Deployment",
    "PlanApproval",
    "PlanItem",
    "PlanVersion",
    "SectorPlan",
    "Task",
    "TaskEntry",
    "TaskFile",
]
