"""Setting up a campaign, and moving its days (M01)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.selectors import ActRefused
from organizations.services.names import traditional
from sectors.choices import CampaignRefusal
from sectors.models import Campaign, CampaignPhase
from sectors.permissions import can_set_up_campaign
from sectors.rules import Span, are_in_order, phases_of


class CampaignRefused(ActRefused):
    """A campaign can't be set up so; ``reasons`` are words of ``CampaignRefusal``, all of them."""

    words = CampaignRefusal


@dataclass(frozen=True)
class CampaignDraft:
    """A campaign as somebody wants it; its three phases follow one another without a gap."""

    code: str
    name: str
    name_en: str
    starts_on: date
    rectify_from: date
    inspect_from: date
    ends_on: date

    @property
    def phases(self) -> dict[str, Span]:
        """The phases by their names."""
        return phases_of(
            starts_on=self.starts_on,
            rectify_from=self.rectify_from,
            inspect_from=self.inspect_from,
            ends_on=self.ends_on,
        )


@transaction.atomic
def set_up_campaign(*, draft: CampaignDraft, actor: User, at) -> Campaign:
    """Set a campaign up beside the others. Raises CampaignRefused with every reason."""
    reasons = _against(draft, actor)
    reasons += ["code_taken"] if Campaign.objects.filter(code=draft.code).exists() else []
    if reasons:
        raise CampaignRefused(reasons)
    return write_campaign(draft, actor=actor, at=at)


@transaction.atomic
def change_campaign(*, campaign_id: int, draft: CampaignDraft, actor: User) -> Campaign:
    """Give a campaign another name or other days; its code stays. What is dated outside them is flagged from now on.

    Raises CampaignRefused with every reason.
    """
    campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
    if reasons := _against(draft, actor):
        raise CampaignRefused(reasons)
    _fill(campaign, draft).save()
    for name, span in draft.phases.items():
        campaign.phases.update_or_create(name=name, defaults={"starts_on": span.first, "ends_on": span.last})
    return campaign


def write_campaign(draft: CampaignDraft, *, actor: User | None, at) -> Campaign:
    """Write a campaign and its phases; the caller has asked every condition."""
    campaign = _fill(Campaign(code=draft.code, set_up_by=actor, set_up_at=at), draft)
    campaign.save(force_insert=True)
    CampaignPhase.objects.bulk_create(
        CampaignPhase(campaign=campaign, name=name, starts_on=span.first, ends_on=span.last)
        for name, span in draft.phases.items()
    )
    return campaign


def _fill(campaign: Campaign, draft: CampaignDraft) -> Campaign:
    campaign.name, campaign.name_en = draft.name.strip(), draft.name_en.strip()
    campaign.name_hant = traditional(campaign.name)
    campaign.starts_on, campaign.ends_on = draft.starts_on, draft.ends_on
    return campaign


def _against(draft: CampaignDraft, actor: User) -> list[str]:
    reasons = [] if can_set_up_campaign(actor) else ["not_your_move"]
    reasons += [] if draft.name.strip() else ["name_missing"]
    return reasons + ([] if are_in_order(draft.phases) else ["phases_out_of_order"])
