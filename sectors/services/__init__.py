"""The only writers of campaigns, plans, and what is written down about them."""

from sectors.services.campaigns import CampaignDraft, CampaignRefused, change_campaign, set_up_campaign
from sectors.services.deployment import DeploymentDraft, DeploymentRefused, enter_deployment
from sectors.services.entries import EntryDraft, record_entry
from sectors.services.items import ItemDraft, add_item, change_item, drop_item
from sectors.services.load import DATA_FOLDER, Loaded, load_campaign
from sectors.services.plans import (
    PlanRefused,
    ask_for_approval,
    begin_draft,
    begin_plan,
    decide_on_plan,
    publish_plan,
    set_aim,
)

__all__ = [
    "DATA_FOLDER",
    "CampaignDraft",
    "CampaignRefused",
    "DeploymentDraft",
    "DeploymentRefused",
    "EntryDraft",
    "ItemDraft",
    "Loaded",
    "PlanRefused",
    "add_item",
    "ask_for_approval",
    "begin_draft",
    "begin_plan",
    "change_campaign",
    "change_item",
    "decide_on_plan",
    "drop_item",
    "enter_deployment",
    "load_campaign",
    "publish_plan",
    "record_entry",
    "set_aim",
    "set_up_campaign",
]
