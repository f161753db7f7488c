"""The pages of the campaign."""

from sectors.views.campaigns import CampaignAdd, CampaignEdit
from sectors.views.deployment import DeploymentCell, DeploymentMatrix
from sectors.views.plans import ItemAdd, ItemEdit, PlanPage, VersionPage
from sectors.views.public import PublicPlan, PublicPlans
from sectors.views.tasks import OwnItems, TaskFileDownload, TaskPage

__all__ = [
    "CampaignAdd",
    "CampaignEdit",
    "DeploymentCell",
    "DeploymentMatrix",
    "ItemAdd",
    "ItemEdit",
    "OwnItems",
    "PlanPage",
    "PublicPlan",
    "PublicPlans",
    "TaskFileDownload",
    "TaskPage",
    "VersionPage",
]
