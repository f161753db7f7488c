"""Entering how the plan of a sector has come down to a city or county (M07)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.selectors import ActRefused
from common.numbering import CHINA
from organizations.models import Area, Sector
from sectors.choices import DeploymentRefusal
from sectors.models import Campaign, Deployment
from sectors.permissions import can_enter_deployment
from sectors.rules import against_deployment


class DeploymentRefused(ActRefused):
    """A deployment can't be entered so; ``reasons`` are words of ``DeploymentRefusal``, all of them."""

    words = DeploymentRefusal


@dataclass(frozen=True)
class DeploymentDraft:
    """How far the plan has come down; a day is missing for what hasn't happened."""

    deployed_on: date | None = None
    document: str = ""
    sent_on: date | None = None
    read_on: date | None = None
    confirmed_on: date | None = None


@transaction.atomic
def enter_deployment(
    *, campaign: Campaign, sector: Sector, area: Area, draft: DeploymentDraft, actor: User, at
) -> Deployment:
    """Enter or correct one cell of the matrix; the audit keeps what it said before.

    What is later than the phase of deploying is kept, and flagged where it is shown. Raises DeploymentRefused with every reason.
    """
    reasons = [] if can_enter_deployment(actor, sector, area) else ["not_your_move"]
    document = draft.document.strip()
    reasons += against_deployment(
        deployed_on=draft.deployed_on,
        document=document,
        steps=(draft.sent_on, draft.read_on, draft.confirmed_on),
        today=at.astimezone(CHINA).date(),
    )
    if reasons:
        raise DeploymentRefused(reasons)
    row, _is_new = Deployment.objects.update_or_create(
        campaign=campaign,
        sector=sector,
        area=area,
        defaults={
            "deployed_on": draft.deployed_on,
            "document": document,
            "sent_on": draft.sent_on,
            "read_on": draft.read_on,
            "confirmed_on": draft.confirmed_on,
        },
    )
    return row
